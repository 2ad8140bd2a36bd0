import { ConfigError, UsageError } from '../core/errors.ts';
import type { ModelKind } from '../core/reasoning.ts';
import {
  type ChosenMethod,
  chosenMethod,
  type RespondOptions,
  respond,
  respondLabel,
} from '../stages/index.ts';
import type { LoadedStage } from './load-stages.ts';
import { extraBodyOf, type ResolvedModel, thinkingMarkers } from './open-models.ts';

/** The deliberation method of a loaded stage; undefined where it does not ask the subject. */
export const methodIn = ({ stage, options }: LoadedStage): ChosenMethod | undefined =>
  stage === respond ? chosenMethod(options as RespondOptions) : undefined;

/** Whether a model reasons before it answers; one of which nothing is known answers at once. */
export const kindOf = ({ settings }: Pick<ResolvedModel, 'settings'>): ModelKind =>
  settings.kind ?? 'instruct';

/** Kinds of models, by role. */
export const kindsOf = (models: readonly ResolvedModel[]): Readonly<Record<string, ModelKind>> =>
  Object.fromEntries(models.map((model) => [model.role, kindOf(model)]));

/** What the responses of a prepared line are labelled with. */
export function labelOf({
  stages,
  models,
}: {
  readonly stages: readonly LoadedStage[];
  readonly models: readonly ResolvedModel[];
}): string {
  const used = stages.find(({ stage }) => stage === respond)?.options;
  const subject = models.find(({ role }) => role === 'subject');
  return respondLabel(
    (used ?? {}) as Readonly<Record<string, unknown>>,
    subject === undefined ? 'instruct' : kindOf(subject),
  );
}

/** @throws UsageError naming the model that the method is not for: several may be evaluated in one call. */
function checkKind({ method, options }: ChosenMethod, subject: ResolvedModel): void {
  try {
    method.check?.(options, kindOf(subject));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${subject.to}: ${error.message}`, { cause: error });
  }
}

/** @throws ConfigError where a server would never be told of the limits that a budget of tokens is made of. */
function checkBudget(tokens: number | undefined, { source }: ResolvedModel): void {
  if (tokens === undefined || source.kind !== 'provider') return;
  const { name, omit = [] } = source.provider;
  if (omit.includes('max_tokens'))
    throw new ConfigError(
      `provider ${name} has the longest reply under omit (max_tokens or max_completion_tokens), so that no budget of tokens can be kept to; take it out, or leave out tokens`,
    );
}

/** @throws ConfigError where settings take the place of the text at which a pass of reasoning is stopped. */
function checkStop(subject: ResolvedModel): void {
  if (extraBodyOf(subject).stop !== undefined)
    throw new ConfigError(
      `an extraBody for ${subject.to} sets \`stop\`, which says where a pass of reasoning ends; take it out`,
    );
}

/**
 * Checks that the subject can be asked by the method that was chosen, as far as that is known without asking its
 * server.
 *
 * @throws UsageError for a model that the method is not for; ConfigError where the method goes on with the subject's
 *   own reasoning, and nothing says how that is written, or where settings get in its way.
 */
export function checkMethod(stages: readonly LoadedStage[], models: readonly ResolvedModel[]): void {
  const subject = models.find(({ role }) => role === 'subject');
  if (subject === undefined) return;
  for (const { method, options } of stages.flatMap((loaded) => methodIn(loaded) ?? [])) {
    const kind = kindOf(subject);
    checkKind({ method, options }, subject);
    checkBudget(options.tokens, subject);
    if (!method.continues(options, kind)) continue;
    checkStop(subject);
    if (thinkingMarkers(subject) === undefined)
      throw new ConfigError(
        `${method.name} goes on with the reasoning of ${subject.to}, and nothing says how that model writes it; add \`reasoning: {open, close}\` to role subject under models: of a pipeline file (models/families.yaml has the families that are known)`,
      );
  }
}
