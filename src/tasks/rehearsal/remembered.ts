/**
 * A function of a text that keeps its latest results: a rehearsal sees the same scenario thousands of
 * times. The results must not be changed by whoever gets them.
 */
export function remembered<T>(compute: (text: string) => T, most = 32): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const result = compute(text);
    if (known.size >= most) known.delete(known.keys().next().value!);
    known.set(text, result);
    return result;
  };
}
