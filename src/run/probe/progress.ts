import { inPool } from '../../core/in-pool.ts';
import type { RunEvent, Tally } from '../progress.ts';

/** Who is told how far the asking has come. */
export interface Progress {
  readonly tally: Readonly<Tally>;
  onEvent(event: RunEvent): void;
}

/** Questions under way at once; a provider's own limit is below it as a rule. */
const CONCURRENCY = 128;

/** Works on things side by side and tells how far it has come. Results are in the order of the things. */
export async function working<T, R>(
  things: readonly T[],
  { stage, index, of }: { readonly stage: string; readonly index: number; readonly of: number },
  { tally, onEvent }: Progress,
  work: (thing: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  let done = 0;
  onEvent({ type: 'stage', stage, index, of, records: things.length });
  await inPool([...things.entries()], CONCURRENCY, async ([at, thing]) => {
    results[at] = await work(thing);
    done += 1;
    onEvent({ type: 'progress', stage, done, total: things.length, tally: { ...tally } });
  });
  onEvent({ type: 'closed', stage, in: things.length, out: things.length, lost: 0 });
  return results;
}
