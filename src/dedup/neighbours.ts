import type { Largest } from './kernel.ts';

/** The K nearest later points of each free point, by float32 cosine, nearest first. */
export interface Neighbours {
  readonly k: number;
  /** free × k, row-major; NONE below where a point has fewer. */
  readonly cosines: Float32Array;
  readonly points: Int32Array;
}

/** Stands where there is no neighbour: below any cosine. */
export const NONE = -3;

export function emptyNeighbours(points: number, k: number): Neighbours {
  return { k, cosines: new Float32Array(points * k).fill(NONE), points: new Int32Array(points * k) };
}

/**
 * Merges the neighbours that one block has for the points from `first` on into the lists.
 *
 * @param found k' largest per row, largest first; @param base the point that column 0 stands for.
 */
export function mergeLargest(
  into: Neighbours,
  first: number,
  rows: number,
  found: Largest,
  base: number,
): void {
  const width = found.values.length / rows;
  const { k, cosines, points } = into;
  for (let row = 0; row < rows; row += 1) {
    const list = (first + row) * k;
    for (let at = row * width; at < (row + 1) * width; at += 1) {
      const cosine = found.values[at]!;
      // Both are sorted: what comes after a value that finds no place finds none either.
      if (cosine <= cosines[list + k - 1]!) break;
      let place = list + k - 1;
      for (; place > list && cosines[place - 1]! < cosine; place -= 1) {
        cosines[place] = cosines[place - 1]!;
        points[place] = points[place - 1]!;
      }
      cosines[place] = cosine;
      points[place] = base + found.columns[at]!;
    }
  }
}
