import type { CompareDocument, ComparedEvaluation } from '../../run/comparing/document.ts';
import type { MeanEstimate } from '../../stats/index.ts';
import { columns } from '../tables.ts';
import { estimate, shown, signed } from './numbers.ts';

/** Evaluations by several methods: scores, what they gain over vanilla, tokens and cost, the best first. */
export function methodsLines(document: CompareDocument): readonly string[] {
  const { evaluations, methods } = document;
  const subjects = new Set(evaluations.map(({ subject }) => subject));
  const rows = evaluations.map((each) => [
    subjects.size === 1 ? each.method : each.name,
    ...scoresOf(each, document),
    ...tokensOf(each, document),
  ]);
  const head = [
    subjects.size === 1 ? 'method' : 'model and method',
    'SAR',
    'less vanilla',
    'safety',
    'behavioral',
    'unscored',
    'tokens out',
    'tokens in',
    'billed',
    'cost',
  ];
  return [
    columns([head, ...rows], [0]),
    'tokens  of an answer on average: all passes, a prompt that one pass goes on from once; billed: in and out as servers counted them, reward models included',
    ...budgetLine(evaluations),
    ...(methods.length > 0
      ? []
      : ['note: no vanilla answers of the same model are among them to compare with']),
  ];
}

function scoresOf({ name, sar, safety, behavioral }: ComparedEvaluation, { methods }: CompareDocument) {
  const gain = methods.find((each) => each.name === name)?.gains.sar;
  const range = gain?.interval == null ? '' : ` [${signed(gain.interval[0])}, ${signed(gain.interval[1])}]`;
  return [
    estimate(sar),
    gain === undefined ? '' : `${signed(gain.value)}${range}`,
    shown(safety?.value ?? null),
    shown(behavioral?.value ?? null),
    String(sar?.unscored ?? 0),
  ];
}

function tokensOf({ name, answers, effort }: ComparedEvaluation, { methods }: CompareDocument) {
  const { tokens, asked } = answers;
  const more = methods.find((each) => each.name === name)?.tokens.output;
  const { respond } = effort;
  const isKnown = respond !== null && respond.tokens.unstated === 0 && asked > 0;
  return [
    tokens === null ? 'unknown' : `${whole(tokens.output.value)}${moreOf(more)}`,
    tokens === null ? 'unknown' : whole(tokens.input.value),
    isKnown ? whole((respond.tokens.input + respond.tokens.output) / asked) : 'unknown',
    respond?.costUsd == null ? 'unknown' : `$${respond.costUsd.toFixed(4)}`,
  ];
}

const moreOf = (more: MeanEstimate | null | undefined): string =>
  more == null ? '' : ` (${more.value < 0 ? '-' : '+'}${whole(Math.abs(more.value))})`;

/** Where all had the same limit; labels say it where they had different ones. */
function budgetLine(evaluations: readonly ComparedEvaluation[]): readonly string[] {
  const [budget, ...others] = [...new Set(evaluations.map((each) => each.budget))];
  if (budget == null || others.length > 0) return [];
  return [`budget  at most ${whole(budget)} tokens for each answer, whatever the method`];
}

const whole = (value: number): string => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
