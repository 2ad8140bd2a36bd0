import { groupBy } from '../../core/group-by.ts';
import type { Scenario } from '../../core/scenario.ts';
import type { ReportData } from '../../report/index.ts';
import { judgePair } from '../../stats/agreement/index.ts';
import type { JudgePair, JudgeTrust } from '../../stats/index.ts';
import { readAgreement } from '../agree/read-agreement.ts';
import { withoutDigest } from '../evaluation-place.ts';
import { judgesIn, panelIn } from '../judges-of.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import { basisOf } from '../probe/basis.ts';
import { readTrust } from '../probe/read-trust.ts';
import type { NamedInputs } from './inputs.ts';
import { nameOf } from './names.ts';
import { itemsBy, rulesOf } from './verdicts.ts';

/** What is known of the judges of evaluations, besides their verdicts. */
export type Findings = Pick<ReportData, 'judges' | 'trust' | 'people' | 'corrected'> & {
  /** What a reader should be told of it in words. */
  readonly remarks: readonly string[];
};

/**
 * What is known of the judges of evaluations: how the judges of a panel compare, what probes say of them, and what
 * people do. What is about other judges, or other subjects, is left out.
 *
 * @param results the folder of the dataset's results, which such documents stand in
 * @throws FileError where a document is not as it was written.
 */
export function findingsOn(
  dataset: LoadedDataset,
  evaluations: readonly NamedInputs[],
  results: string,
): Findings {
  const judges = new Set(evaluations.flatMap(({ facts }) => judgesIn(facts)).map(withoutDigest));
  const subjects = new Set(evaluations.map(({ facts }) => nameOf(facts)));
  const isOurs = (judge: string): boolean =>
    panelIn(judge).every((member) => judges.has(withoutDigest(member)));
  const probed = readTrust(results).filter(({ judge }) => isOurs(judge));
  const isFresh = (trust: JudgeTrust): boolean => trust.basis === basisOf(probedScenarios(dataset, trust));
  const { people, corrected, remarks } = readAgreement(results);
  return {
    judges: panelPairs(dataset, evaluations),
    trust: probed.filter(isFresh),
    people: people.filter(({ judge }) => isOurs(judge)),
    corrected: corrected.filter(
      ({ judge, models }) => isOurs(judge) && models.every((model) => subjects.has(withoutDigest(model))),
    ),
    remarks: [...remarks, ...probed.filter((trust) => !isFresh(trust)).map(staleRemark)],
  };
}

const probedScenarios = ({ scenarios }: LoadedDataset, { specs }: JudgeTrust): readonly Scenario[] =>
  scenarios.map(({ scenario }) => scenario).filter(({ id }) => specs.some((spec) => spec.scenario === id));

const staleRemark = ({ judge }: JudgeTrust): string =>
  `what probes found of ${judge} is left out: the specs, or how judges are asked, are others by now; run specloom judge --probe again`;

/** Each two judges of a panel, over the evaluations that it judged. */
function panelPairs(dataset: LoadedDataset, evaluations: readonly NamedInputs[]): readonly JudgePair[] {
  const panels = groupBy(evaluations, ({ facts }) => JSON.stringify(judgesIn(facts)));
  return [...panels.values()].flatMap((own) =>
    pairsOf(judgesIn(own[0]!.facts)).map(([one, other]) => {
      const models = own.map((each) => ({
        name: each.name,
        a: itemsBy(one, each, dataset),
        b: itemsBy(other, each, dataset),
      }));
      return judgePair([one, other], models, rulesOf(own[0]!));
    }),
  );
}

const pairsOf = <T>(all: readonly T[]): readonly (readonly [T, T])[] =>
  all.flatMap((one, at) => all.slice(at + 1).map((other) => [one, other] as const));
