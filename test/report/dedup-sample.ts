import type { DedupReportData } from '../../src/report/dedup/index.ts';

const bins = (counts: readonly number[]) =>
  Array.from({ length: 40 }, (_, bin) => ({ from: bin / 20, to: (bin + 1) / 20, count: counts[bin] ?? 0 }));

/** The page of a selection with every part filled; `text` stands wherever data can put a text. */
export function dedupSample(text = 'notes'): DedupReportData {
  return {
    toolVersion: '0.1.0',
    input: `${text}.jsonl`,
    embedder: 'hashing/words-chars-512@2',
    stop: { keep: '50%', minDistance: 0.3 },
    protectedRows: 2,
    read: 21_000,
    badRows: 3,
    dropped: 10_498,
    kept: 10_499,
    minDistance: 0.2871,
    histogram: {
      before: { rows: 5000, of: 20_997, bins: bins([1200, 100, 300, 700, 900, 800, 600, 400]) },
      after: { rows: 5000, of: 10_499, bins: bins([0, 0, 0, 0, 0, 1300, 1700, 1500, 400, 100]) },
    },
    sweep: [
      { minDistance: 0.01, survivors: 20_100 },
      { minDistance: 0.1, survivors: 15_400 },
      { minDistance: 0.3, survivors: 10_300 },
    ],
    groups: {
      field: 'source',
      each: [
        { group: text, rows: 20_996, kept: 10_498, dropped: 10_498, minDistance: 0.2871 },
        { group: '(none)', rows: 1, kept: 1, dropped: 0, minDistance: null },
      ],
      across: {
        checked: 10_498,
        unchecked: 1,
        nearer: 4,
        rows: [
          {
            row: `line 9, id ${text}`,
            group: text,
            minDistance: 0.2871,
            distance: 0.0412,
            nearest: 'line 12',
            nearestGroup: '(none)',
          },
        ],
      },
    },
    pairs: [
      {
        dropped: `line 4, id ${text}`,
        partner: 'line 17',
        group: text,
        distance: 0.00012,
        phi: 9812.3456,
        phiPartner: 9813.5,
        order: 1,
      },
    ],
    against: [
      {
        set: text,
        prompts: 300,
        badRows: 1,
        threshold: 0.3,
        nearer: { rows: 7, kept: 2 },
        sharing: { rows: 1, kept: 0 },
        withoutWords: 5,
        rows: [
          {
            row: `line 30, id ${text}`,
            kept: false,
            distance: null,
            nearest: null,
            ngrams: 12,
            shared: 4,
            sharing: `travel/items.jsonl line 3, id ${text}`,
          },
        ],
      },
    ],
  };
}
