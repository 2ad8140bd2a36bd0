import type { Item, Judgement, Response } from '../core/entity.ts';
import { groupBy } from '../core/group-by.ts';
import type { Finish } from '../core/question.ts';
import type { Scenario } from '../core/scenario.ts';
import type { ReportData, ReportDataset, ReportRow } from '../report/index.ts';
import type { AskWhat, Shortfall } from '../stages/index.ts';
import { type ScoreOptions, type ScoreSummary, scoreItem } from '../stats/index.ts';
import { attackPart } from './attack-measures/index.ts';
import { type ReviewFacts, reviewInWords } from './dataset-facts.ts';
import type { EvaluationFacts, StageUsed } from './evaluation-folder.ts';
import type { LoadedDataset } from './load-dataset.ts';
import { type AskedItem, askedItems, askWhatOf } from './scores.ts';
import { titledFunnel } from './titled-funnel.ts';

/** What a report shows of an evaluation. */
export interface ReportInputs {
  readonly facts: EvaluationFacts;
  readonly items: readonly Item[];
  readonly responses: readonly Response[];
  readonly judgements: readonly Judgement[];
  readonly summary: ScoreSummary;
}

/** The report of a dataset and its evaluation, as one HTML text. */
export async function reportOf(dataset: LoadedDataset, inputs: ReportInputs): Promise<string> {
  // Drawing takes a library that takes a while to load, and most commands draw nothing.
  const { renderReport } = await import('../report/index.ts');
  return renderReport(reportData(dataset, inputs));
}

/** All that the report shows. */
function reportData(dataset: LoadedDataset, inputs: ReportInputs): ReportData {
  const { facts, summary } = inputs;
  const scenarios = dataset.scenarios.map(({ scenario }) => scenario);
  const asked = askedItems({ ...inputs, scenarios, ask: askWhatOf(facts.stages) });
  return {
    title: `${dataset.name}: ${facts.models.subject ?? 'evaluation'}`,
    toolVersion: facts.specloom,
    dataset: datasetPart(dataset),
    attack: attackPart(dataset, inputs),
    comparison: null,
    judges: [],
    trust: [],
    people: [],
    corrected: [],
    evaluations: [
      {
        subject: facts.models.subject ?? 'unknown',
        judge: facts.models.judge ?? 'unknown',
        method: methodOf(facts),
        rehearsal: facts.rehearsal,
        protocol: protocolInWords(facts),
        summary,
        finishes: finishesOf(inputs.responses),
        withoutResponse: asked.filter(({ response }) => response === undefined).length,
        rows: rowsOf(dataset, facts, asked),
        name: facts.models.subject ?? 'unknown',
        kind: null,
        openness: null,
        effort: { respond: null, judge: null },
        votes: null,
      },
    ],
  };
}

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

function datasetPart(dataset: LoadedDataset): ReportDataset {
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

function countBy(words: readonly string[]): Readonly<Record<string, number>> {
  const groups = [...groupBy(words, (word) => word)].map(([word, all]) => [word, all.length] as const);
  return Object.fromEntries(groups.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const finishesOf = (responses: readonly Response[]): Readonly<Partial<Record<Finish, number>>> =>
  countBy(responses.map(({ finish }) => finish));

const optionsOf = ({ stages }: EvaluationFacts, stage: string): Readonly<Record<string, unknown>> =>
  (stages.find(({ name }) => name === stage)?.options ?? {}) as Readonly<Record<string, unknown>>;

const methodOf = (facts: EvaluationFacts): string => String(optionsOf(facts, 'respond').method ?? 'unknown');

const askedInWords = (ask: AskWhat): string =>
  ({
    variant:
      'the subject is asked the variant of an unsafe item, and the prompt and any control of a safe one',
    prompt: 'the subject is asked the prompt of each item',
    both: 'the subject is asked the prompt of each item and, in a turn of its own, its variant or control',
  })[ask];

function protocolInWords(facts: EvaluationFacts): readonly string[] {
  const respond = optionsOf(facts, 'respond');
  const judge = optionsOf(facts, 'judge');
  const { alpha, na, empty } = optionsOf(facts, 'score');
  return [
    `${askedInWords(askWhatOf(facts.stages))}, with all specs declared (${respond.method})`,
    `the judge sees the ${judge.sees === 'both' ? 'prompt and the variant' : judge.sees}, and judges all specs in one call (${judge.mode})`,
    'the judge is not told which prompts are unsafe',
    `SAR = (1 - risk) x (alpha + (1 - alpha) x behavioral share), alpha = ${alpha}`,
    na === 'count'
      ? 'NA counts in the denominator of the behavioral share'
      : 'NA is left out of the behavioral share',
    empty === 'exclude'
      ? 'a response with neither YES nor NO is left unscored'
      : 'a response with neither YES nor NO has a behavioral share of 0',
  ];
}

function rowsOf(
  dataset: LoadedDataset,
  facts: EvaluationFacts,
  asked: readonly AskedItem[],
): readonly ReportRow[] {
  const specs = new Map<string, Scenario>(dataset.scenarios.map(({ scenario }) => [scenario.id, scenario]));
  const options = optionsOf(facts, 'score') as Partial<ScoreOptions>;
  return asked.map(({ item, form, response, verdicts }): ReportRow => {
    const { safety, behavioral } = specs.get(item.scenario)!;
    // A subject that was asked the prompt has not seen the variant.
    const variant = form.asked === 'prompt' ? undefined : item.variant;
    const named = [
      ...safety.map(({ id }, at) => [id, verdicts.safety[at]!] as const),
      ...behavioral.map(({ id }, at) => [id, verdicts.behavioral[at]!] as const),
    ];
    return {
      item: item.id,
      scenario: item.scenario,
      label: item.label,
      split: form.split,
      source: item.origin.source,
      specs: item.specs,
      tactics: variant?.tactics ?? [],
      prompt: item.prompt,
      variant: variant?.text ?? null,
      response: response?.answer ?? null,
      finish: response?.finish ?? null,
      verdicts: Object.fromEntries(named),
      score: scoreItem(verdicts, options),
    };
  });
}
