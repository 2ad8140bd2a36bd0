"""The selection as one would write it down with numpy, and numpy's matrix product alone. Prints a line of JSON.

usage: literal.py select|gemm <vectors.f32> <dimensions> [keep]
"""

import hashlib
import json
import sys
import time

import numpy as np


def select(vectors, keep):
    """Full matrix of distances; every removal looks for the smallest entry of all."""
    unit = vectors.astype(np.float64)
    unit /= np.linalg.norm(unit, axis=1, keepdims=True)
    grid = 2.0**40
    distances = 1 - np.rint(unit @ unit.T * grid) / grid
    np.fill_diagonal(distances, np.inf)
    alive = np.ones(len(vectors), dtype=bool)
    while alive.sum() > keep:
        i, j = np.unravel_index(np.argmin(distances), distances.shape)
        i, j = min(i, j), max(i, j)
        others = alive.copy()
        others[[i, j]] = False
        difference = distances[i, others].sum() - distances[j, others].sum()
        gone = i if difference <= 1e-9 * alive.sum() else j
        alive[gone] = False
        distances[gone, :] = np.inf
        distances[:, gone] = np.inf
    return np.flatnonzero(alive)


def gemm(vectors):
    """The upper triangle of the product, by strips."""
    strip = 4096
    for start in range(0, len(vectors), strip):
        vectors[start : start + strip] @ vectors[start:].T


def main():
    what, path, dimensions = sys.argv[1], sys.argv[2], int(sys.argv[3])
    vectors = np.fromfile(path, dtype="<f4").reshape(-1, dimensions)
    started = time.perf_counter()
    kept = select(vectors, int(sys.argv[4])) if what == "select" else gemm(vectors)
    took = 1000 * (time.perf_counter() - started)
    digest = "" if kept is None else hashlib.sha256(",".join(map(str, kept)).encode()).hexdigest()
    print(json.dumps({"ms": took, "kept": digest}))


main()
