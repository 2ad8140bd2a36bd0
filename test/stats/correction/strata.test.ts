import { expect, test } from 'vitest';
import type { Cell } from '../../../src/stats/correction/frame.ts';
import { strataOf } from '../../../src/stats/correction/strata.ts';

/** A cell with as many items and labels; each item weighs a hundredth, each label was drawn with this probability. */
const cell = (scenario: string, label: 'safe' | 'unsafe', items: number, labels: number): Cell => ({
  scenario,
  label,
  items: Array.from({ length: items }, () => ({ weight: 0.01, judged: 1, labelled: false })),
  labels: Array.from({ length: labels }, () => ({
    weight: 0.01,
    judged: 1,
    score: 1,
    probability: 0.1,
    own: true,
  })),
});

/** Numbers of items and labels, by stratum. */
const sizes = (cells: readonly Cell[]) =>
  strataOf(cells).map(({ items, labels }) => [items.length, labels.length]);

test('scenario and label make a stratum where they have two labels', () => {
  const cells = [
    cell('museum', 'safe', 10, 2),
    cell('museum', 'unsafe', 20, 5),
    cell('travel', 'safe', 30, 3),
  ];
  expect(sizes(cells)).toEqual([
    [10, 2],
    [20, 5],
    [30, 3],
  ]);
});

test('one with fewer is merged with the other label of its scenario, before or behind it', () => {
  const before = [
    cell('museum', 'safe', 10, 4),
    cell('museum', 'unsafe', 20, 1),
    cell('travel', 'safe', 30, 3),
  ];
  expect(sizes(before)).toEqual([
    [30, 5],
    [30, 3],
  ]);
  const behind = [
    cell('museum', 'safe', 10, 3),
    cell('travel', 'safe', 20, 0),
    cell('travel', 'unsafe', 30, 9),
  ];
  expect(sizes(behind)).toEqual([
    [10, 3],
    [50, 9],
  ]);
});

test('a scenario with fewer is merged with the next, the last with the one before', () => {
  const cells = [cell('code', 'safe', 5, 1), cell('museum', 'safe', 10, 4), cell('travel', 'safe', 20, 0)];
  expect(sizes(cells)).toEqual([[35, 5]]);
  const first = [cell('code', 'safe', 5, 0), cell('museum', 'safe', 10, 4), cell('travel', 'safe', 20, 2)];
  expect(sizes(first)).toEqual([
    [15, 4],
    [20, 2],
  ]);
});

test('one label in all is a stratum of everything', () => {
  expect(sizes([cell('code', 'safe', 5, 0), cell('museum', 'safe', 10, 1)])).toEqual([[15, 1]]);
});

test('what is left of the chance is what is left of the stratum, even where drawn items were not labelled', () => {
  // Drawn with probability 0.1, but only 2 of 40 are labelled: a twentieth.
  const [stratum] = strataOf([cell('museum', 'safe', 40, 2)]);
  expect(stratum!.labels.map(({ undrawn }) => undrawn)).toEqual([
    expect.closeTo(0.95, 12),
    expect.closeTo(0.95, 12),
  ]);
  expect(stratum!.labels.map(({ share }) => share)).toEqual([0.5, 0.5]);
  expect(stratum!.weight).toBeCloseTo(0.4, 12);
});
