import type { Ask } from '../core/ask.ts';
import type { Entity, Item, Judgement, Response, Unborn, Verdict } from '../core/entity.ts';
import { ConfigError, ReplyError, SpecloomError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import { type Decision, turn } from '../core/outcome.ts';
import type { Scenario } from '../core/scenario.ts';
import { defineStage } from '../core/stage.ts';
import { judge as judgeTask } from '../tasks/index.ts';
import { type JudgeOptions, judgeOptions, judgeRoles, panelOf } from './judge-options.ts';

const isResponse = (record: Entity): record is Response => record.kind === 'response';

/**
 * Asks a judge for a verdict on each spec. What has no answer to judge, and what no try of the judge
 * could be read for, is unscored on every spec: it counts neither for nor against the subject.
 */
export const judge = defineStage({
  name: 'judge',
  version: '1',
  options: judgeOptions,
  roles: judgeRoles,
  rolesFor: panelOf,
  applies: isResponse,
  async each(response: Response, settings: JudgeOptions, ask: Ask): Promise<Decision<Judgement>> {
    const item = itemOf(response, ask);
    const scenario = ask.setting.scenario(item.scenario);
    const question = questionFor(response, item, settings.sees);
    const judged = (verdictOn: VerdictOn): Unborn<Judgement> => ({
      kind: 'judgement',
      response: response.id,
      judge: judgeOf(ask),
      mode: settings.mode,
      vote: 0,
      shown: question.shown,
      verdicts: verdictsById(scenario, verdictOn),
    });
    const unscored = (note: Json) => turn([judged(() => 'unscored')], note, { as: 'unscored' });
    const { answer, finish } = response;
    if (answer === null || finish === 'filter') return unscored({ problem: 'no-answer', finish });
    const { prompt, variant } = question;
    const input = { scenario, prompt, variant, response: answer, reference: referenceOf(item) };
    try {
      const verdicts = await ask(judgeTask, input, { role: 'judge', draw: 'vote-0' });
      return turn([judged((kind, place) => verdicts[kind][place]!)]);
    } catch (error) {
      if (!(error instanceof ReplyError)) throw error;
      return unscored({ problem: error.problem, detail: error.detail });
    }
  },
  forecast(flows, { sees }, setting) {
    const asks = flows
      .filter((flow) => flow.kind === 'response')
      .map((flow) => {
        const scenario = setting.scenario(flow.scenario);
        return {
          role: 'judge',
          questions: flow.records,
          sample: judgeTask.render({
            scenario,
            prompt: sees === 'variant' ? null : 'word '.repeat(35),
            variant: sees === 'prompt' ? null : 'word '.repeat(120),
            response: 'word '.repeat(450),
            reference: null,
          }),
          outputTokens: 35 * (scenario.safety.length + scenario.behavioral.length),
        };
      });
    return {
      asks,
      out: flows.map((flow) => (flow.kind === 'response' ? { ...flow, kind: 'judgement' } : flow)),
    };
  },
});

/** The item that a response answers. */
export function itemOf(response: Response, ask: Pick<Ask, 'find'>): Item {
  const item = ask.find(response.item);
  if (item.kind !== 'item') throw new SpecloomError('internal', `response ${response.id} answers no item`);
  return item;
}

function judgeOf(ask: Ask): string {
  const { judge: addressee } = ask.setting.models;
  if (addressee === undefined) throw new ConfigError('no model for role `judge`; add it under models:');
  return addressee;
}

interface Shown {
  readonly shown: Judgement['shown'];
  readonly prompt: string | null;
  readonly variant: string | null;
}

/** What the judge sees of the question. A response to a plain prompt has no variant that could be shown. */
function questionFor({ asked }: Response, { id, prompt, variant }: Item, sees: JudgeOptions['sees']): Shown {
  if (asked === 'prompt' || sees === 'prompt') return { shown: 'prompt', prompt, variant: null };
  if (variant?.id !== asked)
    throw new SpecloomError(
      'file',
      `variant ${asked} of item ${id} was answered and is gone; respond again, or let the judge see the prompt`,
    );
  return { shown: sees, prompt: sees === 'variant' ? null : prompt, variant: variant.text };
}

/** A reference answer: of safe items alone, and an empty one is none. */
function referenceOf({ label, answer }: Item): string | null {
  return label === 'safe' && answer !== undefined && answer !== null && answer.trim() !== '' ? answer : null;
}

type Kind = 'safety' | 'behavioral';
/** The verdict on the spec at a place of its list, from 0. */
type VerdictOn = (kind: Kind, place: number) => Verdict;

function verdictsById(scenario: Pick<Scenario, Kind>, verdictOn: VerdictOn): Judgement['verdicts'] {
  const on = (kind: Kind) => scenario[kind].map((spec, place) => [spec.id, verdictOn(kind, place)] as const);
  return Object.fromEntries([...on('safety'), ...on('behavioral')]);
}
