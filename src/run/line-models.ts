import { UsageError } from '../core/errors.ts';
import { rolesOf } from '../core/stage.ts';
import { withoutUndefined } from '../core/without-undefined.ts';
import { didYouMean, type ModelChoice, type Pipeline } from '../files/index.ts';
import { tasks } from '../tasks/index.ts';
import type { LoadedStage } from './load-stages.ts';
import {
  checkSamples,
  type Mode,
  type ModelInputs,
  type ResolvedModel,
  resolveModels,
} from './open-models.ts';
import type { known, PrepareOptions } from './prepare-options.ts';
import { checkMethod } from './subject-method.ts';
import { type SubjectSettings, subjectAsked } from './subject-settings.ts';

/** What the models of a line depend on besides its pipeline file and its caller. */
interface LineFacts {
  /** The stages that are run. */
  readonly stages: readonly LoadedStage[];
  /** All stages of the pipeline: a role of any of them may be named. */
  readonly allStages: readonly LoadedStage[];
  readonly registries: ReturnType<typeof known>;
  readonly root: string;
  readonly mode: Mode;
  readonly sayHow?: NonNullable<ModelInputs['sayHow']>;
}

/**
 * The models that stages ask, resolved.
 *
 * @throws ConfigError for a role without a model, a missing key, samples that cannot differ, or a method whose subject
 *   writes its reasoning in a way that is not known; UsageError for a subject that the method is not for.
 */
export async function modelsFor(
  pipeline: Pick<Pipeline, 'models' | 'providers'>,
  options: PrepareOptions,
  { stages, allStages, registries, root, mode, sayHow }: LineFacts,
): Promise<readonly ResolvedModel[]> {
  const roles = [...new Set(stages.flatMap(rolesOf))];
  const choices = withOverrides(pipeline, options.models, allStages);
  const models = await resolveModels({
    models: roles.includes('subject') ? withItself(settled(choices, options.subject)) : choices,
    providers: pipeline.providers,
    kinds: registries.providers,
    given: options.providers ?? new Map(),
    roles,
    root,
    mode,
    onDownload: (download) => options.onEvent?.({ type: 'download', ...download }),
    ...(sayHow === undefined ? {} : { sayHow: orItself(sayHow) }),
    surroundings: {
      env: options.env ?? process.env,
      offline: mode !== 'ask',
      root,
      tasks: [...tasks, ...allStages.flatMap(({ stage }) => stage.tasks ?? [])],
    },
  });
  checkSamples(stages, models);
  checkMethod(stages, models);
  return models;
}

/** What the caller has to name for a role without a model: the subject may be its own reward model. */
const orItself =
  (sayHow: NonNullable<ModelInputs['sayHow']>): NonNullable<ModelInputs['sayHow']> =>
  (roles) =>
    `${sayHow(roles)}${roles.includes('reward') ? `, or --reward ${itself} to have the subject score its own answers` : ''}`;

/** The models, the subject among them as it is to be asked. */
function settled(
  models: Readonly<Record<string, ModelChoice>>,
  said: SubjectSettings = {},
): Readonly<Record<string, ModelChoice>> {
  const { subject } = models;
  return subject === undefined ? models : { ...models, subject: subjectAsked(subject, said) };
}

/** In place of a reward model's id: the subject scores its own answers. */
const itself = 'self';

/** The models, with the subject's own as the reward model where that was said; how the role is asked stays. */
function withItself(models: Readonly<Record<string, ModelChoice>>): Readonly<Record<string, ModelChoice>> {
  const { reward, subject } = models;
  if (reward?.model !== itself || subject === undefined) return models;
  return { ...models, reward: { ...inPlaceOf(reward, subject.model), ...factsOf(subject) } };
}

/** What is told of a model, whichever role it plays. */
const factsOf = ({ kind, reasoning, structured }: ModelChoice): Partial<ModelChoice> =>
  withoutUndefined({ kind, reasoning, structured });

/**
 * What is told of how a model reasons, and whether its server keeps to a schema, is told of that model and not of one
 * that takes its place. How the role is asked holds for any.
 */
function inPlaceOf(choice: ModelChoice | undefined, model: string): ModelChoice {
  if (choice === undefined || choice.model === model) return { ...choice, model };
  const { kind: _, reasoning: __, structured: ___, ...asked } = choice;
  return { ...asked, model };
}

/** An id that is said on the command line replaces the model and keeps how its role is asked. */
function withOverrides(
  pipeline: Pick<Pipeline, 'models'>,
  overrides: Readonly<Record<string, string>> = {},
  stages: readonly LoadedStage[],
) {
  const roles = [...new Set([...stages.flatMap(rolesOf), ...Object.keys(pipeline.models)])];
  const models = { ...pipeline.models };
  for (const [role, model] of Object.entries(overrides)) {
    if (!roles.includes(role))
      throw new UsageError(
        `--model ${role}=${model}: no stage has that role${didYouMean(role, roles, 'roles')}`,
      );
    models[role] = inPlaceOf(models[role], model);
  }
  return models;
}
