import type { Entity, Id, Item, Unborn } from './entity.ts';
import type { Json } from './json.ts';
import type { Key } from './question.ts';

/**
 * What can become of a record. `R` is what it is replaced by where it is turned. `as`: a kind of staying
 * that the funnel counts, such as `from-reserve` or `unscored`.
 */
type Fate<R> =
  | { readonly kind: 'keep'; readonly set?: Partial<Pick<Item, 'variant'>>; readonly as?: string }
  | { readonly kind: 'turn'; readonly into: readonly R[]; readonly as?: string }
  | { readonly kind: 'drop'; readonly reason: string }
  | { readonly kind: 'hold'; readonly question: string }
  | { readonly kind: 'fail'; readonly code: string };

/** What a stage decides about one record. */
export type Decision<T extends Entity> = { readonly note?: Json } & Fate<Unborn<T>>;

/** A decision with what the runner knows: about which record, resting on which stored answers. */
export type Outcome<T extends Entity> = {
  readonly from: Id;
  readonly answers: readonly Key[];
  readonly note?: Json;
} & Fate<T>;

const withNote = (note: Json | undefined): { note?: Json } => (note === undefined ? {} : { note });

/** The record goes on as it is, but for the variant that `set` gives it. */
export const keep = (
  note?: Json,
  more: { readonly set?: Partial<Pick<Item, 'variant'>>; readonly as?: string } = {},
): Decision<never> => ({ kind: 'keep', ...more, ...withNote(note) });
/** The record is replaced by others (0 to n of them). */
export const turn = <T extends Entity>(
  into: readonly Unborn<T>[],
  note?: Json,
  more: { readonly as?: string } = {},
): Decision<T> => ({ kind: 'turn', into, ...more, ...withNote(note) });
/** The record leaves, for a reason that the funnel counts: a short kebab-case word, details in the note. */
export const drop = (reason: string, note?: Json): Decision<never> => ({
  kind: 'drop',
  reason,
  ...withNote(note),
});
/** A person must decide. */
export const hold = (question: string, note?: Json): Decision<never> => ({
  kind: 'hold',
  question,
  ...withNote(note),
});
/** The record could not be processed, as a fact about its data or its stored answers. */
export const fail = (code: string, note?: Json): Decision<never> => ({
  kind: 'fail',
  code,
  ...withNote(note),
});
