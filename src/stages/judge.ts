import type { Ask, Setting } from '../core/ask.ts';
import type { Entity, Item, Judgement, Response, Unborn } from '../core/entity.ts';
import { ConfigError, type PendingError, UsageError } from '../core/errors.ts';
import { type Decision, turn } from '../core/outcome.ts';
import { PartlyPendingError } from '../core/partly-pending.ts';
import type { Scenario } from '../core/scenario.ts';
import { defineStage } from '../core/stage.ts';
import { judgeForecast } from './judge-forecast.ts';
import { itemOf, questionFor, type Shown, shownOf } from './judge-material.ts';
import { type JudgeOptions, judgeOptions, judgeRoles, panelOf } from './judge-options.ts';
import { allOf, takeVote, type Vote, verdictsById } from './judge-vote.ts';

export { itemOf };

const isResponse = (record: Entity): record is Response => record.kind === 'response';

/**
 * Asks a judge, or each judge of a panel, once or several times for a verdict on each spec. What has no answer to
 * judge, and what no try of the judge could be read for, is unscored: it counts neither for nor against the subject.
 * Every response has a judgement by each judge and vote, whatever came of it.
 */
export const judge = defineStage({
  name: 'judge',
  version: '2',
  options: judgeOptions,
  roles: judgeRoles,
  rolesFor: panelOf,
  check(options, { models }) {
    const judges = panelOf(options).flatMap((role) => models[role] ?? []);
    const twice = judges.find((each, place) => judges.indexOf(each) < place);
    if (twice !== undefined)
      throw new UsageError(
        `${twice} is in the panel twice; a panel has different judges, for votes say --votes`,
      );
  },
  applies: isResponse,
  async each(response: Response, options: JudgeOptions, ask: Ask): Promise<Decision<Judgement>> {
    const item = itemOf(response, ask);
    const panel: Panel = {
      scenario: ask.setting.scenario(item.scenario),
      options,
      seats: panelOf(options).flatMap((role) =>
        Array.from({ length: options.votes }, (_, vote) => ({
          role,
          judge: judgeOf(role, ask.setting),
          vote,
        })),
      ),
    };
    const { answer, finish } = response;
    if (answer === null || finish === 'filter') return notJudged(response, item, panel);
    return judgedBy(panel, response, shownOf(response, answer, item, options), ask);
  },
  forecast: judgeForecast,
});

/** Who judges a response, how, and by what: a seat for each vote of each judge. */
interface Panel {
  readonly scenario: Scenario;
  readonly options: JudgeOptions;
  readonly seats: readonly { readonly role: string; readonly judge: string; readonly vote: number }[];
}

/** What a response without anything to judge comes to. Nobody is asked. */
function notJudged(response: Response, item: Item, panel: Panel): Decision<Judgement> {
  const { shown } = questionFor(response, item, panel.options.sees);
  const verdicts = verdictsById(panel.scenario, () => 'unscored');
  const problem = response.finish === 'filter' ? 'filter-stop' : 'no-answer';
  const note = { problems: [{ problem, detail: `the response ended with ${response.finish}` }] };
  const into = panel.seats.map((seat) => judgementOf(response, panel, { ...seat, shown, verdicts }));
  return turn(into, note, { as: 'unscored' });
}

async function judgedBy(
  panel: Panel,
  response: Response,
  { shown, material, cut }: Shown,
  ask: Ask,
): Promise<Decision<Judgement>> {
  const { scenario, options, seats } = panel;
  const votes = await allOf(seats.map((seat) => takeVote({ ...seat, scenario, material, options }, ask)));
  const into = seats.map((seat, place) =>
    judgementOf(response, panel, { ...seat, shown, verdicts: votes[place]!.verdicts }),
  );
  const decided = decisionOf(votes, into, cut === undefined ? {} : { cut: { ...cut } });
  const missing = votes.flatMap((vote) => vote.missing);
  if (missing.length > 0) throw stillMissing(missing, votes, decided);
  return decided;
}

function judgeOf(role: string, { models }: Pick<Setting, 'models'>): string {
  const addressee = models[role];
  if (addressee === undefined) throw new ConfigError(`no model for role \`${role}\`; add it under models:`);
  return addressee;
}

const judgementOf = (
  response: Response,
  { options: { mode } }: Panel,
  { judge: by, vote, shown, verdicts }: Pick<Judgement, 'judge' | 'vote' | 'shown' | 'verdicts'>,
): Unborn<Judgement> => ({
  kind: 'judgement',
  response: response.id,
  judge: by,
  mode,
  vote,
  shown,
  verdicts,
});

/** Judgements, with a note of what was cut and of what could not be read. */
function decisionOf(
  votes: readonly Vote[],
  into: readonly Unborn<Judgement>[],
  noted: { readonly cut?: { readonly from: number; readonly to: number } },
): Decision<Judgement> {
  const problems = votes.flatMap((vote) => vote.problems);
  const missing = votes.reduce((sum, vote) => sum + vote.missing.length, 0);
  const note = {
    ...noted,
    ...(problems.length === 0 ? {} : { problems }),
    ...(missing === 0 ? {} : { missing }),
  };
  const verdicts = votes.flatMap((vote) => Object.values(vote.verdicts));
  const lost = verdicts.filter((verdict) => verdict === 'unscored').length;
  const as =
    missing > 0 ? 'gap' : lost === 0 ? undefined : lost < verdicts.length ? 'partly-unscored' : 'unscored';
  return turn(into, Object.keys(note).length === 0 ? undefined : note, as === undefined ? {} : { as });
}

/** A response with no vote at all has no part of an outcome; one with some has, if the missing ones are given up. */
function stillMissing(
  missing: readonly PendingError[],
  votes: readonly Vote[],
  rest: Decision<Judgement>,
): PendingError {
  const error = missing.find(isOpen) ?? missing[0]!;
  const isRead = votes.some(({ verdicts }) =>
    Object.values(verdicts).some((verdict) => verdict !== 'unscored'),
  );
  return isRead ? new PartlyPendingError(error, rest) : error;
}

/** Whether an answer may still come: nothing is given up while one may. */
const isOpen = ({ asked, reason }: PendingError): boolean => !asked && reason !== 'replay';
