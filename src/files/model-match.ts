const longestPattern = (patterns: readonly string[], name: string): number =>
  Math.max(
    0,
    ...patterns
      .filter((each) => (each.endsWith('*') ? name.startsWith(each.slice(0, -1)) : name === each))
      // A name in full comes before any pattern.
      .map((each) => (each.endsWith('*') ? each.length - 1 : Number.MAX_SAFE_INTEGER)),
  );

/**
 * The entries of a list of models whose patterns match a model best; none where no pattern does.
 *
 * @param model "provider/model", or a name alone; the last part of it counts, whatever its case
 */
export function bestMatches<T extends { readonly match: readonly string[] }>(
  entries: readonly T[],
  model: string,
): readonly T[] {
  const name = model.slice(model.lastIndexOf('/') + 1).toLowerCase();
  const lengths = entries.map(({ match }) => longestPattern(match, name));
  const longest = Math.max(0, ...lengths);
  return longest === 0 ? [] : entries.filter((_, at) => lengths[at] === longest);
}
