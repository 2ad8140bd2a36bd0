import type { CompareDocument, ComparedEvaluation } from '../../run/comparing/document.ts';
import type { PairwiseDifference } from '../../stats/index.ts';
import { columns } from '../tables.ts';
import { methodsLines } from './methods-table.ts';
import { estimate, shown, signed } from './numbers.ts';

/**
 * What a comparison says in the terminal: the ranking, the differences, and what they can show. Of several methods, what
 * each gains over vanilla; all other differences stand in the report.
 */
export function comparisonLines(document: CompareDocument): string[] {
  const { comparison, judges, skipped, remarks, files } = document;
  const lines = isOfMethods(document) ? [...methodsLines(document)] : [rankingTable(document)];
  if (comparison !== null) {
    const differences = comparison.differences.filter(({ measure }) => measure === 'sar');
    if (differences.length > 0 && !isOfMethods(document)) lines.push('', differencesTable(differences));
    lines.push('', detectableLine(comparison.detectable));
    for (const remark of comparison.remarks) lines.push(`note: ${remark}`);
  }
  for (const { judges: both, ranks, kappa, verdicts } of judges)
    lines.push(
      `judges  ${both.join(' and ')}: kappa ${shown(kappa.value)} over ${verdicts} verdicts, Spearman ${shown(ranks.spearman.value)} over ${ranks.models} models`,
    );
  for (const remark of remarks) lines.push(`note: ${remark}`);
  for (const { folder, why } of skipped) lines.push(`left out ${folder}: ${why}`);
  lines.push(`report  ${files.report}`);
  return lines;
}

/** Whether some subject was asked by several methods. */
const isOfMethods = ({ evaluations }: CompareDocument): boolean =>
  evaluations.some((one) =>
    evaluations.some((other) => other.subject === one.subject && other.method !== one.method),
  );

/** Models by SAR; a rank that unscored items leave open is a range. */
function rankingTable({ evaluations, comparison }: CompareDocument): string {
  const rows = evaluations.map((evaluation, at) => {
    const ranks = comparison?.ranking[at]?.ranks ?? [at + 1, at + 1];
    return [ranks[0] === ranks[1] ? `${ranks[0]}` : `${ranks[0]}-${ranks[1]}`, ...scoresOf(evaluation)];
  });
  return columns([['rank', 'model', 'SAR', 'safety', 'behavioral', 'unscored'], ...rows], [0, 1, 2, 3, 4]);
}

const scoresOf = ({ name, sar, safety, behavioral }: ComparedEvaluation): readonly string[] => [
  name,
  estimate(sar),
  estimate(safety),
  estimate(behavioral),
  String(sar?.unscored ?? 0),
];

/** Differences of SAR; those of safety and of the behavioral share stand in the report. */
function differencesTable(differences: readonly PairwiseDifference[]): string {
  const rows = differences.map(({ a, b, value, interval, pHolm }) => [
    `${a} less ${b}`,
    signed(value),
    interval === null ? '' : `${signed(interval[0])} to ${signed(interval[1])}`,
    pHolm === null ? 'unknown' : pHolm < 0.001 ? '< 0.001' : pHolm.toFixed(3),
  ]);
  return columns([['difference of SAR', 'mean', '95 % interval', 'p (Holm)'], ...rows], [0]);
}

function detectableLine({ sar, safety, behavioral }: Readonly<Record<string, number | null>>): string {
  return `smallest difference that would show: SAR ${shown(sar ?? null)}, safety ${shown(safety ?? null)}, behavioral ${shown(behavioral ?? null)}`;
}
