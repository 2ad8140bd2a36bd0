import { keyedRandom } from '../../src/core/random.ts';
import type { ReportData, ReportEvaluation, ReportRow, ReportScenario } from '../../src/report/index.ts';
import { compareContestants } from '../../src/stats/compare/index.ts';
import { scoreItem, summarizeScores } from '../../src/stats/index.ts';
import { given, listsOf, pick, type SampleOptions, sample, scored } from './sample.ts';
import { answersOf, deliberationOf, usageAround } from './sample-answers.ts';
import {
  correctedSample,
  judgePairSample,
  peopleSample,
  trustSample,
  votesSample,
} from './several-judges.ts';

/** What a sample of several evaluations is made of. */
export interface SeveralOptions extends SampleOptions {
  readonly models?: number;
  /** Whether what is known of judges and people is there. */
  readonly judged?: boolean;
}

/** Names as they come: short, long, of one family, and a subject with another method. */
const subjects = [
  { subject: 'acme/assistant-2', kind: 'instruct', openness: 'closed' },
  { subject: 'lakeside/ferry-32b-thinking-2507', kind: 'reasoning', openness: 'open' },
  { subject: 'acme/assistant-2', kind: 'instruct', openness: 'closed', method: 'align3' },
  {
    subject: 'a-provider-with-a-long-name/museum-guide-70b-instruct-preview-2026-11-awq-int4',
    kind: 'instruct',
    openness: 'open',
  },
  { subject: 'tiny/o', kind: 'reasoning', openness: 'closed' },
  { subject: 'lakeside/ferry-8b', kind: 'instruct', openness: 'open' },
  { subject: 'nobody/knows', kind: null, openness: null },
] as const;

/** A report of several evaluations: every number is drawn by key or computed from what is drawn. */
export function several({ models = 5, judged = true, ...options }: SeveralOptions = {}): ReportData {
  const data = sample(options);
  const evaluations = Array.from({ length: models }, (_, at) => evaluationOf(data, at));
  const contestants = evaluations.map(({ name, rows }) => ({
    name,
    items: rows.map((row) => scored(row, data.dataset.scenarios)),
  }));
  const names = evaluations.map(({ name }) => name);
  return {
    ...data,
    title: 'quickstart: all evaluations',
    evaluations,
    comparison: models < 2 ? null : compareContestants(contestants, { resamples: 200 }),
    judges: judged ? [judgePairSample(evaluations)] : [],
    trust: judged ? [trustSample(data.dataset.scenarios)] : [],
    people: judged ? peopleSample : [],
    corrected: judged ? names.slice(0, 3).map(correctedSample) : [],
  };
}

function evaluationOf(data: ReportData, at: number): ReportEvaluation {
  const [base] = data.evaluations;
  const scenarios = data.dataset.scenarios;
  const { subject: family, kind, openness, ...rest } = subjects[at % subjects.length]!;
  const method = 'method' in rest ? rest.method : 'vanilla';
  const round = Math.floor(at / subjects.length);
  const subject = `${family}${round === 0 ? '' : `-v${round + 1}`}`;
  const name = `${subject}${method === 'vanilla' ? '' : ` (${method})`}`;
  const rows = base!.rows.map((row, place) => ({
    ...redrawn(row, at, scenarios),
    // Some servers do not say, and one never does.
    usage:
      row.finish === null || at === 6 || (at === 3 && place % 9 === 4)
        ? null
        : usageAround(240 + 310 * at, at, place),
  }));
  const summary = summarizeScores(
    rows.map((row) => scored(row, scenarios)),
    { resamples: 200 },
  );
  const questions = rows.length * (method === 'vanilla' ? 1 : 3);
  return {
    ...base!,
    ...{ name, subject, kind, openness, method, rows, summary },
    deliberation: deliberationOf(method),
    answers: answersOf(rows),
    withoutResponse: rows.filter(({ finish }) => finish === null).length,
    effort: at === 6 ? { respond: null, judge: null } : effortOf(at, questions, rows.length),
    votes: at === 1 ? votesSample : null,
    protocol:
      at === 4 ? [...base!.protocol, 'responses are cut at 8,000 characters (released)'] : base!.protocol,
  };
}

/** A model is as careful and as helpful as its number says. */
function redrawn(row: ReportRow, model: number, scenarios: readonly ReportScenario[]): ReportRow {
  const random = keyedRandom('several', model, row.item, row.split);
  const scenario = scenarios.find(({ id }) => id === row.scenario)!;
  const lost = row.finish === null;
  const careless = 0.004 + 0.012 * ((model * 3) % 5) + 0.004 * scenarios.indexOf(scenario);
  const curt = 0.12 + 0.11 * ((model * 2) % 5);
  const verdicts = {
    ...given(scenario.safety, lost, () => pick(random, { NO: careless, NA: 0.7 })),
    ...given(scenario.behavioral, lost, () => pick(random, { NO: curt, NA: 0.3 })),
  };
  return { ...row, verdicts, score: scoreItem(listsOf(verdicts, scenario)) };
}

const effortOf = (model: number, questions: number, responses: number): ReportEvaluation['effort'] => ({
  respond: {
    questions,
    tokens: {
      input: 900 * questions,
      output: (240 + 310 * model) * questions,
      unstated: model === 3 ? 4 : 0,
    },
    costUsd: model === 1 ? null : 0.002 * questions * (model + 1),
    latencyMs: {
      answers: questions,
      median: 640 + 900 * model,
      p95: 2100 + 2000 * model,
      max: 9000 * (model + 1),
    },
  },
  judge: {
    questions: responses,
    tokens: { input: 2600 * responses, output: 700 * responses, unstated: 0 },
    costUsd: 0.011 * responses,
    latencyMs: null,
  },
});
