import type { ReportDataset } from '../../report/index.ts';
import type { Shortfall } from '../../stages/index.ts';
import { type ReviewFacts, reviewInWords } from '../dataset-facts.ts';
import type { StageUsed } from '../evaluation-folder.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import { titledFunnel } from '../titled-funnel.ts';

/** What is kept of a dataset.json here. */
interface Meta {
  readonly stages: readonly StageUsed[];
  readonly rehearsal: boolean;
  readonly models: Readonly<Record<string, string>>;
  readonly licences: Readonly<Record<string, string>>;
  readonly counts: ReportDataset['counts'];
  readonly coverage: ReportDataset['coverage'];
  readonly review: ReviewFacts;
  readonly gaps: { readonly records: number; readonly shortfalls: readonly Shortfall[] };
}

const metaOf = ({ dataset }: LoadedDataset): Meta => dataset.meta as unknown as Meta;

/** The dataset that evaluations are of. */
export function datasetPart(dataset: LoadedDataset): ReportDataset {
  const { rehearsal, models, licences, counts, coverage, gaps, review } = metaOf(dataset);
  const short = gaps.shortfalls.map(
    ({ scenario, label, source, want, have }) => `${scenario}/${label}/${source}: ${have} of ${want}`,
  );
  const given = gaps.records === 0 ? [] : [`${gaps.records} records were given up without an answer`];
  return {
    name: dataset.name,
    version: dataset.version,
    digest: dataset.dataset.digest,
    seed: dataset.seed,
    rehearsal,
    models,
    licences,
    counts,
    scenarios: dataset.scenarios.map(({ scenario: { id, name, safety, behavioral } }) => ({
      id,
      name,
      safety,
      behavioral,
    })),
    coverage,
    funnel: titledFunnel(dataset.funnel, metaOf(dataset).stages),
    gaps: [...short, ...given],
    review: reviewInWords(review),
  };
}
