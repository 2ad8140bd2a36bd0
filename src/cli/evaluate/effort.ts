import { counted } from '../../core/counted.ts';
import type { Effort, EvaluationEffort } from '../../core/effort.ts';

/** What asking took, a line for each part: `effort  respond: 300 questions, 90,100 tokens in, 60,300 out, $0.1200`. */
export const effortLines = ({ respond, judge }: EvaluationEffort): string[] => [
  ...(respond === null ? [] : [`effort  respond: ${effortInWords(respond)}`]),
  ...(judge === null ? [] : [`effort  judge: ${effortInWords(judge)}`]),
];

function effortInWords({ questions, tokens, costUsd, latencyMs }: Effort): string {
  const { input, output, unstated } = tokens;
  const known = unstated < questions || questions === 0;
  const said = [
    counted(questions, 'question'),
    known ? `${grouped(input)} tokens in, ${grouped(output)} out` : 'tokens unknown',
    ...(known && unstated > 0 ? [`tokens of ${unstated} unknown`] : []),
    costUsd === null ? 'cost unknown' : `$${costUsd.toFixed(4)}`,
    ...(latencyMs === null ? [] : [`${seconds(latencyMs.median)} median, ${seconds(latencyMs.p95)} p95`]),
  ];
  return said.join(', ');
}

const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

const seconds = (ms: number): string => (ms < 995 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);
