/** Where FNV-1a starts. */
export const fnvStart = 0x811c9dc5 | 0;

/** FNV-1a over one UTF-16 code unit more: its low byte, then its high byte. A signed whole number. */
export function fnvUnit(hash: number, unit: number): number {
  return Math.imul(Math.imul(hash ^ (unit & 0xff), 0x01000193) ^ (unit >>> 8), 0x01000193);
}

/** The finaliser of MurmurHash3, so that every bit depends on every unit. A signed whole number. */
export function finish(grown: number): number {
  let hash = Math.imul(grown ^ (grown >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/**
 * A 32-bit hash of a text: FNV-1a over its UTF-16 code units, then the finaliser of MurmurHash3.
 * Returns an unsigned whole number. Not for anything where collisions could be sought on purpose.
 */
export function hash32(text: string): number {
  let hash = fnvStart;
  for (let at = 0; at < text.length; at += 1) hash = fnvUnit(hash, text.charCodeAt(at));
  return finish(hash) >>> 0;
}
