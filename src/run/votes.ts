import type { Judgement, Response } from '../core/entity.ts';
import { groupBy } from '../core/group-by.ts';
import type { ReportVotes } from '../report/index.ts';
import { krippendorffAlpha } from '../stats/agreement/index.ts';
import { type Consensus, consensusOf, flipsOf } from '../stats/index.ts';
import { rateOf } from '../stats/trust/index.ts';

/** How the votes of a judge came about, and what intervals are drawn with. */
export interface VotesHow {
  /** Whether every judge was asked at a temperature above 0; at 0 its votes show the server's own variation. */
  readonly sampled: boolean;
  readonly seed: number;
}

/**
 * How far the votes of each judge, and the judges of a panel, agree on the same responses; null where each response was
 * judged once by one judge. The interval of the flip rate takes votes for independent, which those on one response
 * are not quite; that of the panel's alpha resamples responses.
 */
export function votesOf(
  responses: readonly Response[],
  judgements: readonly Judgement[],
  { sampled, seed }: VotesHow,
): ReportVotes | null {
  const byResponse = groupBy(judgements, ({ response }) => response);
  const judges = [...new Set(judgements.map(({ judge }) => judge))];
  const votes = judgements.reduce((most, { vote }) => Math.max(most, vote + 1), 0);
  if (judges.length < 2 && votes < 2) return null;
  const judged = responses.flatMap(({ id }) => {
    const own = byResponse.get(id);
    return own === undefined ? [] : [own];
  });
  return {
    judges,
    votes,
    flips: votes < 2 ? null : flipRate(judged),
    flipsBy: sampled ? 'sampling' : 'server',
    agreement: judges.length < 2 ? null : panelAlpha(judged, judges, seed),
    tied: judged.reduce((sum, own) => sum + consensusOf(own).tied.length, 0),
  };
}

function flipRate(judged: readonly (readonly Judgement[])[]) {
  const flips = judged.flatMap((own) => [...groupBy(own, ({ judge }) => judge).values()].map(flipsOf));
  return rateOf(
    flips.reduce((sum, { flipped }) => sum + flipped, 0),
    flips.reduce((sum, { read }) => sum + read, 0),
  );
}

/** Over the judges' own majorities: a unit is one spec of one response. */
function panelAlpha(judged: readonly (readonly Judgement[])[], judges: readonly string[], seed: number) {
  const clusters = judged.map((own) => {
    const byJudge = groupBy(own, ({ judge }) => judge);
    const voices = judges.map((judge): Consensus => consensusOf(byJudge.get(judge) ?? []));
    const specs = [...new Set(voices.flatMap(({ verdicts }) => Object.keys(verdicts)))];
    return specs.map((spec) => voices.map(({ verdicts }) => readOrNull(verdicts[spec])));
  });
  return krippendorffAlpha(clusters, { seed });
}

const readOrNull = (verdict: Judgement['verdicts'][string] | undefined): string | null =>
  verdict === undefined || verdict === 'unscored' ? null : verdict;
