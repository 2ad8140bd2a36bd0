/** What something costs, and how well it does. */
export interface FrontierPoint {
  readonly name: string;
  /** Less is better: tokens, or US dollars. */
  readonly x: number;
  /** More is better: a score. */
  readonly y: number;
}

/**
 * The names of the points that no other beats in both (Pareto's frontier), the cheapest first: none has as low a cost
 * with a higher score, or as high a score at a lower cost. Points that are alike in both stand side by side, by name.
 */
export function frontier(points: readonly FrontierPoint[]): readonly string[] {
  const beats = (one: FrontierPoint, other: FrontierPoint): boolean =>
    one.x <= other.x && one.y >= other.y && (one.x < other.x || one.y > other.y);
  return points
    .filter((point) => !points.some((other) => beats(other, point)))
    .toSorted((a, b) => a.x - b.x || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name);
}
