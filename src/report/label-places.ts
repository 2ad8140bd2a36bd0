/** A rectangle on a drawing, in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Where a label goes, and whether a line has to lead to it. */
export interface LabelPlace extends Box {
  readonly led: boolean;
}

export interface LabelledPoint {
  readonly x: number;
  readonly y: number;
  /** Pixels that the label takes. */
  readonly width: number;
  readonly height: number;
}

/** Pixels between a point and its label; from the second on, a line leads to it. */
const distances = [10, 22, 38, 56] as const;
const directions = [
  [1, 0],
  [1, -1],
  [1, 1],
  [-1, 0],
  [0, -1],
  [0, 1],
  [-1, -1],
  [-1, 1],
] as const;

/** Half of what a point takes, in pixels. */
const pointHalf = 7;

/**
 * Places labels one after the other, each where it covers least of the points and of the labels before it, and as near
 * to its point as it can. The same points give the same places.
 */
export function placeLabels(points: readonly LabelledPoint[], frame: Box): readonly LabelPlace[] {
  const taken: Box[] = points.map(({ x, y }) => ({
    left: x - pointHalf,
    right: x + pointHalf,
    top: y - pointHalf,
    bottom: y + pointHalf,
  }));
  return points.map((point) => {
    const [best] = candidates(point)
      .map((place) => ({
        place,
        cost: outside(place, frame) + taken.reduce((sum, box) => sum + overlap(place, box), 0),
      }))
      .sort((a, b) => a.cost - b.cost);
    taken.push(best!.place);
    return best!.place;
  });
}

/** Nearest first: a sort by cost keeps that order among equals. */
const candidates = ({ x, y, width, height }: LabelledPoint): readonly LabelPlace[] =>
  distances.flatMap((distance, ring) =>
    directions.map(([dx, dy]) => {
      const reach = dx === 0 || dy === 0 ? distance : distance * 0.75;
      const left = x + dx * reach + (dx === 0 ? -width / 2 : dx < 0 ? -width : 0);
      const top = y + dy * reach + (dy === 0 ? -height / 2 : dy < 0 ? -height : 0);
      return { left, top, right: left + width, bottom: top + height, led: ring > 0 };
    }),
  );

const overlap = (a: Box, b: Box): number =>
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
  Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

/** Pixels beyond the frame count more than those that cover something. */
const outside = (box: Box, frame: Box): number =>
  100 *
  (Math.max(0, frame.left - box.left) +
    Math.max(0, box.right - frame.right) +
    Math.max(0, frame.top - box.top) +
    Math.max(0, box.bottom - frame.bottom));
