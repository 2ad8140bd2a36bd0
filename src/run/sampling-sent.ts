import { type Sampling, samplingFor, type Task } from '../core/task.ts';
import { withoutUndefined } from '../core/without-undefined.ts';
import type { JudgeOptions } from '../stages/index.ts';
import { judge, judgeSpec, respond } from '../tasks/index.ts';
import type { LoadedStage } from './load-stages.ts';
import { extraBodyOf, type ResolvedModel, samplingOf } from './open-models.ts';

/** What is sent with every question of a role besides its messages; the server's own defaults hold for all else. */
export interface SamplingSent extends Sampling {
  /** Further members of the body, as the pipeline file or the list of recommended settings has them. */
  readonly extraBody?: Readonly<Record<string, unknown>>;
}

/** What the subject and the judges are asked with, by role, as far as these stages ask them. */
export function samplingSent(
  models: readonly ResolvedModel[],
  stages: readonly LoadedStage[],
): Readonly<Record<string, SamplingSent>> {
  const judging = stages.find(({ stage }) => stage.name === 'judge');
  const entries = models.flatMap((model) => {
    if (model.role === 'subject') return [[model.role, sentBy(model, respond)] as const];
    if (judging === undefined || !model.role.startsWith('judge')) return [];
    const { mode } = judging.options as JudgeOptions;
    return [[model.role, sentBy(model, mode === 'sequential' ? judgeSpec : judge)] as const];
  });
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** What a server does not take is not sent. */
function sentBy(resolved: ResolvedModel, task: Task<never, unknown>): SamplingSent {
  const { settings, source } = resolved;
  const { temperature, topP, maxTokens } = samplingFor(task, settings.kind, samplingOf(settings));
  const omitted = new Set(source.kind === 'provider' ? source.provider.omit : []);
  const unless = <T>(name: string, value: T): T | undefined => (omitted.has(name) ? undefined : value);
  const extra = Object.entries(extraBodyOf(resolved)).filter(([name]) => !omitted.has(name));
  return withoutUndefined({
    temperature: unless('temperature', temperature),
    topP: unless('top_p', topP),
    maxTokens: unless('max_tokens', maxTokens),
    extraBody: extra.length === 0 ? undefined : Object.fromEntries(extra),
  });
}

/** The same in words: `temperature 0.6, top-p 0.95, at most 8400 tokens`. */
export function samplingInWords({ temperature, topP, maxTokens, extraBody = {} }: SamplingSent): string {
  return [
    temperature === undefined ? 'no temperature' : `temperature ${temperature}`,
    ...(topP === undefined ? [] : [`top-p ${topP}`]),
    ...(maxTokens === undefined ? [] : [`at most ${maxTokens} tokens`]),
    ...Object.entries(extraBody).map(([name, value]) => `${name} ${JSON.stringify(value)}`),
  ].join(', ');
}
