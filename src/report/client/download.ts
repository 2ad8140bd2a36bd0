import { make } from './dom.ts';

/** Excel takes a file for UTF-8 by this sign alone. */
const MARK = '\u{FEFF}';

/** Has the browser save CSV text, which may come in parts, as a file. */
export function downloadCsv(name: string, parts: readonly string[]): void {
  const address = URL.createObjectURL(new Blob([MARK, ...parts], { type: 'text/csv;charset=utf-8' }));
  make('a', { href: address, download: name }).click();
  // The download reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
