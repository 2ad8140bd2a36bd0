import type { Branch } from '../core/ask.ts';
import { inPool } from '../core/in-pool.ts';
import type { Attempted, Decided } from './attack-attempt.ts';

/** Makes the attempt of this number, on a branch of its own. */
export type MakeAttempt = (number: number) => Promise<Branch<Attempted>>;

/** Attempts that are decided, numbered from 0 without a gap. */
export type DecidedAttempts = readonly Branch<Decided>[];

/** Most attempts at one prompt that are under way at once. */
const mostAtOnce = 32;

/**
 * Attempts in waves of 1, 2, 4, …, until the lowest that is not invalid is valid. Returns the attempts
 * up to that one, or all of them: what a wave asked beyond it is left out, so that how far ahead was
 * asked shows nowhere.
 *
 * @throws PendingError where the lowest attempt that is not invalid lacks an answer.
 */
export async function searchLazily(make: MakeAttempt, total: number): Promise<DecidedAttempts> {
  const decided: Branch<Decided>[] = [];
  for (let size = 1; decided.length < total; size = Math.min(2 * size, mostAtOnce)) {
    for (const made of await makeAll(make, decided.length, Math.min(size, total - decided.length))) {
      const attempt = decidedOf(made);
      decided.push(attempt);
      if (attempt.value.state === 'valid') return decided;
    }
  }
  return decided;
}

/**
 * Attempts in whole batches, until one of them holds a valid attempt. Returns all attempts that were
 * made.
 *
 * @throws PendingError where any attempt of a batch lacks an answer.
 */
export async function searchExhaustively(
  make: MakeAttempt,
  batches: readonly number[],
): Promise<DecidedAttempts> {
  const made: Branch<Decided>[] = [];
  for (const size of batches) {
    const batch = await makeAll(make, made.length, size);
    made.push(...batch.map(decidedOf));
    if (made.some(({ value }) => value.state === 'valid')) break;
  }
  return made;
}

/** @throws PendingError for an attempt that lacks an answer. */
function decidedOf({ value, adopt }: Branch<Attempted>): Branch<Decided> {
  if (value.state === 'pending') throw value.error;
  return { value, adopt };
}

/** Makes `count` attempts from `first` on, in bounded parallelism. The first error ends it once what is in flight has settled. */
async function makeAll(make: MakeAttempt, first: number, count: number): Promise<Branch<Attempted>[]> {
  const made: Branch<Attempted>[] = [];
  const places = Array.from({ length: count }, (_, at) => at);
  await inPool(places, mostAtOnce, async (at) => {
    made[at] = await make(first + at);
  });
  return made;
}
