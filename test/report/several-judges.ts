import { keyedRandom } from '../../src/core/random.ts';
import type { ReportData, ReportEvaluation, ReportScenario, ReportVotes } from '../../src/report/index.ts';

type Rate = NonNullable<ReportVotes['flips']>;

/** A share with an interval that is wide enough to be seen. */
function rate(hits: number, of: number): Rate {
  if (of === 0) return { hits, of, value: null, interval: null };
  const value = hits / of;
  const reach = 1 / Math.sqrt(of + 4);
  return { hits, of, value, interval: [Math.max(0, value - reach), Math.min(1, value + reach)] };
}

export const votesSample: ReportVotes = {
  judges: ['acme/judge-1', 'lakeside/judge-2'],
  votes: 3,
  flips: rate(41, 2100),
  flipsBy: 'sampling',
  agreement: { value: 0.81, interval: [0.77, 0.85], p: null },
  tied: 6,
};

/** A judge of probes: one spec without any, one on which it is not to be trusted. */
export const trustSample = (scenarios: readonly ReportScenario[]): ReportData['trust'][number] => ({
  judge: 'acme/judge-1',
  dataset: 'quickstart',
  rehearsal: false,
  probes: 420,
  checked: 400,
  rejected: 12,
  specs: scenarios.flatMap(({ id, safety, behavioral }) =>
    [
      ...safety.map((spec) => [spec, 'safety'] as const),
      ...behavioral.map((spec) => [spec, 'behavioral'] as const),
    ].map(([spec, kind], at) => {
      const random = keyedRandom('trust', id, spec.id);
      return {
        ...{ scenario: id, spec: spec.id, kind },
        violations: at === 4 ? rate(0, 0) : rate(at === 2 ? 3 : 8 + Math.floor(random.float() * 3), 10),
        compliance: rate(8 + Math.floor(random.float() * 3), 10),
      };
    }),
  ),
  hostile: ['forged verdicts', 'closing fences', 'instructions to the judge', 'look-alike characters'].map(
    (family, at) => ({ family, changed: rate(at * 2, 120) }),
  ),
  flips: { votes: 5, rate: rate(9, 600), by: 'server' },
  ablations: [
    { name: 'order', changed: rate(14, 600) },
    { name: 'label-hint', changed: rate(31, 600) },
    { name: 'sequential', changed: rate(52, 600) },
  ],
  remarks: ['travel s3: 3 of 10 planted violations found; do not rest a finding on this spec'],
});

export function judgePairSample(evaluations: readonly ReportEvaluation[]): ReportData['judges'][number] {
  const both = (value: number | null, shift: number): readonly [number | null, number | null] => [
    value,
    value === null ? null : Math.min(1, Math.max(0, value + shift)),
  ];
  const coefficient = (value: number, p: number | null) =>
    ({ value, interval: [value - 0.1, value + 0.04], p }) as const;
  return {
    judges: ['acme/judge-1', 'lakeside/judge-2'],
    models: evaluations.map(({ name, summary: { macro } }, at) => {
      const shift = keyedRandom('pair', name).float() * 0.1 - 0.03;
      return {
        name,
        sar: at === 3 ? [macro.all!.sar.value, null] : both(macro.all!.sar.value, shift),
        safety: both(macro.all!.safety.value, shift / 2),
        behavioral: both(macro.all!.behavioral.value, shift),
      };
    }),
    ranks: {
      models: Math.max(0, evaluations.length - 1),
      spearman: coefficient(0.9, 0.037),
      kendall: coefficient(0.8, 0.083),
      top5: evaluations.length > 5 ? 0.8 : null,
      top10: null,
    },
    verdicts: 25_120,
    kappa: { value: 0.77, interval: [0.74, 0.8], p: null },
  };
}

export const peopleSample: ReportData['people'] = [
  {
    judge: 'acme/judge-1',
    annotators: ['first', 'second'],
    responses: 300,
    verdicts: 6120,
    kappa: { value: 0.72, interval: [0.68, 0.76], p: null },
    alpha: { value: 0.7, interval: [0.65, 0.74], p: null },
    alphaPeople: { value: 0.81, interval: null, p: null },
    sarGap: { value: 0.064, interval: [0.051, 0.079], responses: 296 },
  },
];

export const correctedSample = (model: string, at: number): ReportData['corrected'][number] => ({
  models: [model],
  judge: 'acme/judge-1',
  labels: 160,
  items: 1271,
  target: 'benchmark',
  pooled: at === 2,
  scores: (['sar', 'safety', 'behavioral'] as const).map((measure, place) => {
    const judge = 0.55 + 0.1 * place + 0.03 * at;
    return {
      measure,
      judge,
      labels: { value: judge - 0.06, interval: [judge - 0.12, judge] },
      value: judge - 0.05,
      interval: [judge - 0.08, judge - 0.02],
      power: 0.8,
      method: measure === 'safety' ? 'bounded' : 'ppi',
    };
  }),
  remarks: at === 1 ? [`${model}: fewer than 150 labels`] : [],
});
