/** A name from a file that may have been tampered with: shown where it is a word, since anything longer may be a prompt. */
export function shown(name: string): string {
  return /^[\w./#:@+-]{1,80}$/.test(name) ? name : `(a name of ${name.length} characters)`;
}
