import { createHash } from 'node:crypto';
import { canonicalJson } from './json.ts';

/** 64 hex digits of SHA-256 over the UTF-8 bytes of a text, which may come in parts that end between characters. */
export function sha256(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** 64 hex digits of SHA-256 over the canonical JSON of a value. */
export function digest(value: unknown): string {
  return sha256(canonicalJson(value));
}

/**
 * The first 16 of them. Written from the bytes: a text that is cut out of a longer one keeps that one in
 * memory, and there may be a million ids.
 */
export function shortDigest(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest().toString('hex', 0, 8);
}
