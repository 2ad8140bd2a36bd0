import { relative } from 'node:path';
import { compareContestants } from '../../stats/index.ts';
import { unknownEffort } from '../effort.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import { answersPart } from '../reporting/answers-part.ts';
import { findingsOn } from '../reporting/findings.ts';
import { jointReportOf } from '../reporting/index.ts';
import type { NamedInputs } from '../reporting/inputs.ts';
import { namesOf } from '../reporting/names.ts';
import { protocolInWords } from '../reporting/protocol.ts';
import { askedIn, itemsIn, rulesOf } from '../reporting/verdicts.ts';
import { judgedBy } from './alike.ts';
import type { Arranged } from './arrange.ts';
import type { ComparedEvaluation, Comparison } from './document.ts';
import { pairsOfJudges } from './judge-pairs.ts';
import { gainsOf, methodFacts, unlikeVanilla } from './methods-part.ts';
import { inputsOf } from './sides.ts';

/** A comparison, and the report of all evaluations in it as one HTML text. */
export interface Compared {
  readonly comparison: Comparison;
  readonly report: string;
}

/** An evaluation that is compared, with its folder relative to that of the comparison. */
type Side = NamedInputs & { readonly folder: string };

/**
 * Compares evaluations that were set beside each other.
 *
 * @param results the folder of the comparison
 * @param known the folder of what is known of the dataset's judges
 */
export async function compared(
  { contenders, others }: Arranged,
  dataset: LoadedDataset,
  { results, known }: { readonly results: string; readonly known: string },
): Promise<Compared> {
  const places = contenders.map(({ folder }) => relative(results, folder).replaceAll('\\', '/') || '.');
  const names = namesOf(contenders.map(({ facts }, at) => ({ ...facts, folder: places[at]! })));
  const sides = contenders.map(
    (contender, at): Side => ({ ...inputsOf(contender, dataset), name: names[at]!, folder: places[at]! }),
  );
  const { facts } = sides[0]!;
  const rules = rulesOf(sides[0]!);
  const contestants = sides.map((side) => ({ name: side.name, items: itemsIn(side, dataset) }));
  const comparison = sides.length < 2 ? null : compareContestants(contestants, rules);
  const ranked = (comparison?.ranking ?? sides).map(({ name }) => sides.find((side) => side.name === name)!);
  const found = findingsOn(dataset, ranked, known);
  const methods = gainsOf(ranked, comparison, dataset);
  const remarks = [...unlikeVanilla(ranked, methods), ...found.remarks];
  const judges = [...found.judges, ...pairsOfJudges(sides, others, dataset)];
  return {
    comparison: {
      kind: 'comparison',
      specloom: facts.specloom,
      dataset: { name: dataset.name, version: dataset.version, digest: dataset.dataset.digest },
      scenarios: facts.scenarios,
      judge: judgedBy(facts),
      protocol: sharedProtocol(sides),
      evaluations: ranked.map((side) => rowOf(side, dataset)),
      comparison,
      methods,
      judges,
      remarks,
    },
    report: await jointReportOf(dataset, ranked, { ...found, remarks, judges, comparison, methods }),
  };
}

/** What holds for all of them: methods, and what was sent to each subject, may differ. */
function sharedProtocol(sides: readonly Side[]): readonly string[] {
  const [first, ...others] = sides.map(({ facts }) => protocolInWords(facts));
  return first!.filter((line) => others.every((lines) => lines.includes(line)));
}

function rowOf(side: Side, dataset: LoadedDataset): ComparedEvaluation {
  const { name, folder, facts, summary } = side;
  const { sar = null, safety = null, behavioral = null } = summary.macro.all ?? {};
  const subject = facts.models.subject ?? 'unknown';
  const answers = answersPart(askedIn(side, dataset), summary.options);
  const effort = facts.effort ?? unknownEffort;
  return { name, folder, subject, ...methodFacts(side), sar, safety, behavioral, answers, effort };
}
