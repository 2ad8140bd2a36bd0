import type { Ask } from '../../core/ask.ts';
import type { Verdict } from '../../core/entity.ts';
import { PendingError, ReplyError } from '../../core/errors.ts';
import type { JudgeOptions } from '../../stages/judge-options.ts';
import { judge, judgeSpec } from '../../tasks/index.ts';
import { specsOf } from './draw.ts';
import type { Planted } from './planted.ts';

/** A way of judging a planted response. */
export interface Way extends Pick<JudgeOptions, 'mode' | 'order' | 'labelHint'> {
  /** From 0. */
  readonly vote: number;
}

/** Verdicts by spec id: of all specs in joint mode, of the planted one alone in sequential mode. */
export type Verdicts = ReadonlyMap<string, Verdict>;

/**
 * Has a planted response judged, or another text in its place, just as the responses of a subject are. What cannot
 * be read is unscored.
 *
 * @throws PendingError where an answer is missing.
 */
export async function judged(
  ask: Ask,
  role: string,
  { draft, probe }: Planted,
  way: Way,
  response = probe.response,
): Promise<Verdicts> {
  const { scenario, spec, group, item } = draft;
  const material = {
    prompt: item.prompt,
    variant: null,
    response,
    reference: null,
    labelHint: way.labelHint && item.label === 'unsafe' ? ('unsafe' as const) : null,
  };
  const how = { role, draw: `vote-${way.vote}` };
  const specs = way.mode === 'joint' ? specsOf([scenario]) : [{ scenario, spec, group }];
  try {
    if (way.mode === 'sequential')
      return new Map([[spec.id, await ask(judgeSpec, { ...material, scenario, kind: group, spec }, how)]]);
    const { safety, behavioral } = await ask(judge, { ...material, scenario, order: way.order }, how);
    const verdicts = [...safety, ...behavioral];
    return new Map(specs.map((each, place) => [each.spec.id, verdicts[place]!]));
  } catch (error) {
    const isRefused = error instanceof PendingError && error.refused;
    if (!isRefused && !(error instanceof ReplyError)) throw error;
    return new Map(specs.map((each) => [each.spec.id, 'unscored']));
  }
}
