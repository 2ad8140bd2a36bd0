/**
 * The different vectors among the rows. Rows with the same bits are one point, or two where some of them
 * are protected: their distances to all others are the same, so they need not be multiplied more than once.
 */
export interface Points {
  readonly count: number;
  /** The rows of points 0 to free − 1 are not protected, those of the others are. */
  readonly free: number;
  /** Of each row, its point. */
  readonly pointOf: Int32Array;
  /** Rows of point p, ascending: members[starts[p]] to members[starts[p + 1] - 1]. */
  readonly members: Int32Array;
  readonly starts: Int32Array;
}

/** The lowest row of a point. Its vector is that of all its rows. */
export function firstRow(points: Points, point: number): number {
  return points.members[points.starts[point]!]!;
}

/** The row that stands for each point: the lowest that survives; -1 where none does. */
export function standIns({ count, starts, members }: Points, alive: Uint8Array): Int32Array {
  const row = new Int32Array(count).fill(-1);
  for (let point = 0; point < count; point += 1)
    for (let at = starts[point + 1]! - 1; at >= starts[point]!; at -= 1)
      if (alive[members[at]!] === 1) row[point] = members[at]!;
  return row;
}

/** Groups rows by their bits: points of protected rows last, each part in the order of first rows. */
export function pointsOf(vectors: Float32Array, dimensions: number, isProtected: Uint8Array): Points {
  const rows = isProtected.length;
  const leaders = leadersOf(vectors, dimensions, isProtected);
  const numberOf = new Int32Array(rows).fill(-1);
  const numberFrom = (start: number, flag: 0 | 1): number => {
    let count = start;
    for (let row = 0; row < rows; row += 1)
      if (leaders[row] === row && isProtected[row] === flag) numberOf[row] = count++;
    return count;
  };
  const free = numberFrom(0, 0);
  const count = numberFrom(free, 1);
  const pointOf = leaders.map((leader) => numberOf[leader]!);
  return { count, free, pointOf, ...membersOf(pointOf, count) };
}

function membersOf(pointOf: Int32Array, count: number): Pick<Points, 'members' | 'starts'> {
  const starts = new Int32Array(count + 1);
  for (const point of pointOf) starts[point + 1]! += 1;
  for (let point = 0; point < count; point += 1) starts[point + 1]! += starts[point]!;
  const next = starts.slice();
  const members = new Int32Array(pointOf.length);
  for (let row = 0; row < pointOf.length; row += 1) members[next[pointOf[row]!]!++] = row;
  return { members, starts };
}

/** Of each row, the lowest row with the same bits that is protected, or not, as it is. */
function leadersOf(vectors: Float32Array, dimensions: number, isProtected: Uint8Array): Int32Array {
  const rows = isProtected.length;
  const bits = new Int32Array(vectors.buffer, vectors.byteOffset, vectors.length);
  const alike = (a: number, b: number): boolean =>
    isProtected[a] === isProtected[b] && sameBits(bits, a * dimensions, b * dimensions, dimensions);
  const leaders = new Int32Array(rows);
  /** Of each hash, the latest leader; of each leader, the one before it with the same hash. */
  const latest = new Map<number, number>();
  const earlier = new Int32Array(rows).fill(-1);
  for (let row = 0; row < rows; row += 1) {
    const hash = hashOf(bits, row * dimensions, dimensions);
    const newest = latest.get(hash) ?? -1;
    let leader = newest;
    while (leader >= 0 && !alike(leader, row)) leader = earlier[leader]!;
    if (leader < 0) {
      earlier[row] = newest;
      latest.set(hash, row);
    }
    leaders[row] = leader < 0 ? row : leader;
  }
  return leaders;
}

function hashOf(bits: Int32Array, start: number, length: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < start + length; at += 1) {
    hash = Math.imul(hash ^ bits[at]!, 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash;
}

function sameBits(bits: Int32Array, a: number, b: number, length: number): boolean {
  for (let k = 0; k < length; k += 1) if (bits[a + k] !== bits[b + k]) return false;
  return true;
}
