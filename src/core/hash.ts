import { createHash } from 'node:crypto';
import { canonicalJson } from './json.ts';

/** 64 hex digits of SHA-256 over the UTF-8 bytes of a text. */
export function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

/** 64 hex digits of SHA-256 over the canonical JSON of a value. */
export function digest(value: unknown): string {
  return sha256(canonicalJson(value));
}
