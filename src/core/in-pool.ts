/**
 * Works on things, a fixed number at a time, in their order. The first error ends it once what is in
 * flight has settled.
 *
 * @throws what the first failing work threw.
 */
export async function inPool<T>(
  things: readonly T[],
  concurrency: number,
  work: (thing: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  let failure: { readonly error: unknown } | undefined;
  const pull = async (): Promise<void> => {
    while (failure === undefined && next < things.length)
      await work(things[next++]!).catch((error) => {
        failure ??= { error };
      });
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, things.length) }, pull));
  if (failure !== undefined) throw failure.error;
}
