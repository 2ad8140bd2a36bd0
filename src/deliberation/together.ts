import { mayStillCome, PendingError } from '../core/errors.ts';

/**
 * Waits for all answers that were asked for at the same time, in their order. One that is missing does not lose the
 * others: what comes is stored, and the next run goes on from there.
 *
 * @throws the first error that is none of a missing answer; else, of the missing answers, the first that may still come,
 *   so that nothing is given up while one may; else the first.
 */
export async function together<T>(asked: readonly Promise<T>[]): Promise<readonly T[]> {
  const settled = await Promise.allSettled(asked);
  const errors = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
  if (errors.length > 0)
    throw errors.find((error) => !(error instanceof PendingError)) ?? errors.find(mayStillCome) ?? errors[0];
  return settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
}
