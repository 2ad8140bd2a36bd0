export { columnAt } from './column.ts';
export type { Dialect, Format, ReadOptions, Sample, TextInput } from './format.ts';
export { toJsonl } from './jsonl.ts';
export { openRows, type Sniffed, sniff } from './open.ts';
export { formatNamed, formats } from './registry.ts';
export type { Row } from './row.ts';
