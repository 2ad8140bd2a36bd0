/**
 * A 32-bit hash of a text: FNV-1a over its UTF-16 code units (low byte, then high byte), then the
 * finaliser of MurmurHash3, so that every bit depends on every unit. Returns an unsigned whole number.
 * Not for anything where collisions could be sought on purpose.
 */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
