import type { Response } from '../core/entity.ts';
import { groupBy } from '../core/group-by.ts';
import { consensusOf } from '../stats/index.ts';
import type { StageOutcomes } from './dataset-rows.ts';

/** What the judge stage notes on a response, as far as it is told here. */
interface JudgeNote {
  readonly cut?: { readonly from: number; readonly to: number };
  readonly problems?: readonly { readonly problem: string; readonly spec?: string }[];
}

/**
 * What a reader of scores should be told of responses and judgements, in words.
 *
 * @param unsampled - judges that were asked for several votes at temperature 0, or with one seed
 */
export function responseRemarks(
  responses: readonly Response[],
  stages: readonly StageOutcomes[],
  unsampled: readonly string[] = [],
): readonly string[] {
  const judged = judgedIn(stages);
  return [
    ...filterRemark(responses),
    ...cutRemark(judged),
    ...unscoredRemark(judged),
    ...partlyRemark(judged),
    ...tieRemark(judged),
    ...votesRemark(unsampled),
    ...reasoningRemark(responses),
    ...rewardRemark(responses),
  ];
}

interface Judged {
  readonly as: string | undefined;
  readonly note: JudgeNote;
  readonly tied: number;
}

function judgedIn(stages: readonly StageOutcomes[]): readonly Judged[] {
  return stages
    .filter(({ stage }) => stage === 'judge')
    .flatMap(({ outcomes }) =>
      outcomes.flatMap((outcome) => {
        if (outcome.kind !== 'turn') return [];
        const judgements = outcome.into.flatMap((each) => (each.kind === 'judgement' ? [each] : []));
        const note = (outcome.note ?? {}) as JudgeNote;
        return [{ as: outcome.as, note, tied: consensusOf(judgements).tied.length }];
      }),
    );
}

/** A filter of the subject's provider is no refusal by the subject. */
function filterRemark(responses: readonly Response[]): readonly string[] {
  const stopped = responses.filter(({ finish }) => finish === 'filter').length;
  if (stopped === 0) return [];
  return [
    `responses stopped by the provider's filter: ${stopped}; they are unscored, neither safe nor unsafe`,
  ];
}

function cutRemark(judged: readonly Judged[]): readonly string[] {
  const cuts = judged.flatMap(({ note }) => note.cut ?? []);
  if (cuts.length === 0) return [];
  const longest = Math.max(...cuts.map(({ from }) => from));
  return [
    `responses cut before they were judged: ${cuts.length} (to ${cuts[0]!.to} characters; the longest had ${longest})`,
  ];
}

/** Why responses have no verdicts. */
function unscoredRemark(judged: readonly Judged[]): readonly string[] {
  // Several votes on a response may fail for several reasons; the first stands for it.
  const problems = judged
    .filter(({ as }) => as === 'unscored')
    .map(({ note }) => note.problems?.[0]?.problem ?? 'unknown')
    .filter((problem) => problem !== 'filter-stop');
  return problems.length === 0
    ? []
    : [`responses that the judge gave no verdict on: ${problems.length} (${countsOf(problems)})`];
}

/** Votes or specs that could not be read where others of the same response could. */
function partlyRemark(judged: readonly Judged[]): readonly string[] {
  const partly = judged.filter(({ as }) => as === 'partly-unscored');
  if (partly.length === 0) return [];
  const problems = partly.flatMap(({ note }) => (note.problems ?? []).map(({ problem }) => problem));
  return [
    `responses on which some of the judges' replies could not be read: ${partly.length} (${countsOf(problems)})`,
  ];
}

function tieRemark(judged: readonly Judged[]): readonly string[] {
  const tied = judged.reduce((sum, each) => sum + each.tied, 0);
  return tied === 0 ? [] : [`verdicts that no majority settled: ${tied}; they are unscored`];
}

function votesRemark(unsampled: readonly string[]): readonly string[] {
  if (unsampled.length === 0) return [];
  return [
    `${unsampled.join(', ')} voted several times at temperature 0 or with one seed: votes that differ show how the server varies, not how sure the judge is; set a temperature above 0, and no seed, for its role to sample`,
  ];
}

/** What ends a block of reasoning, in the words of the families that are known. */
const endMarker = /<\/think(?:ing)?>|<\/thought>|\[\/THINK\]|◁\/think▷/;

/**
 * End markers within answers. Where nothing was taken for reasoning, the server's template has opened the block, and what
 * stands before the marker is judged, too. Else the subject has written one behind its reasoning, to go on with it or to
 * set something apart.
 */
function reasoningRemark(responses: readonly Response[]): readonly string[] {
  const marked = responses.filter(({ answer }) => answer !== null && endMarker.test(answer));
  const leaking = marked.filter(
    ({ reasoning, steps }) =>
      reasoning === undefined && steps.every(({ inserted }) => inserted === undefined),
  ).length;
  const further = marked.length - leaking;
  return [
    ...(leaking === 0
      ? []
      : [
          `responses with a lone </think>: ${leaking}; their reasoning is judged as part of the answer, so serve the subject with a reasoning parser`,
        ]),
    ...(further === 0
      ? []
      : [
          `responses with a marker of reasoning within the answer: ${further}; all that stands behind the first end of reasoning is judged, so that none can hide a part of itself`,
        ]),
  ];
}

/** Answers without a reward are left out where one is picked; where none has one, nothing was picked. */
function rewardRemark(responses: readonly Response[]): readonly string[] {
  const rewarded = responses
    .map(({ steps }) => steps.flatMap(({ reward }) => (reward === undefined ? [] : [reward])))
    .filter((rewards) => rewards.length > 0);
  const all = rewarded.flat();
  const missing = all.filter((reward) => reward === null).length;
  if (missing === 0) return [];
  const without = rewarded.filter((rewards) => rewards.every((reward) => reward === null)).length;
  const picked =
    without === 0
      ? ''
      : `, and of ${without} of ${rewarded.length} responses no answer has one: the first was taken`;
  return [
    `answers that were given no reward: ${missing} of ${all.length}${picked}; a judge wrote no grade, or the reward model could not take them (docs/reward.md)`,
  ];
}

function countsOf(words: readonly string[]): string {
  const counts = [...groupBy(words, (word) => word)].map(([word, all]) => `${word} ${all.length}`);
  return counts.sort().join(', ');
}
