import { UsageError } from '../core/errors.ts';
import { withoutUndefined } from '../core/without-undefined.ts';
import { type AskWhat, type JudgeOptions, judgeRoles, methodText } from '../stages/index.ts';
import type { AskingOptions } from './asking-options.ts';
import { commandLine } from './command-line.ts';
import { type MethodSettings, methodOptionsOf, saidMethod } from './evaluate-method.ts';
import { withoutDigest } from './evaluation-place.ts';
import type { PrepareOptions } from './prepare.ts';
import type { DatasetWork } from './prepare-dataset.ts';

/** What evaluating takes beside what every run takes. */
export interface EvaluateOptions
  extends Omit<PrepareOptions, 'until' | 'models'>,
    AskingOptions,
    MethodSettings {
  /** "provider/model" of the model under test. */
  readonly model?: string;
  /**
   * "provider/model" of the judge, or of each judge of a panel; those that judged before, or those of the dataset's
   * pipeline file by default.
   */
  readonly judge?: string | readonly string[];
  /** A pipeline file whose providers, models and options are taken in place of those that the dataset keeps. */
  readonly pipeline?: string;
  /**
   * The evaluation folder; `results/<dataset>/<model>` by default, and `results/<dataset>/<model>-<label>` for a method
   * other than vanilla.
   */
  readonly out?: string;
  /** Whether the subject is asked the variant of an item that has one, its prompt, or both. */
  readonly ask?: AskWhat;
  /** What the judge sees of the two. */
  readonly sees?: 'prompt' | 'variant' | 'both';
  /** All verdicts of a response in one question, or one question for each spec. */
  readonly mode?: JudgeOptions['mode'];
  /** How often each judge judges a response. */
  readonly votes?: number;
  /** Whether the judge is told which prompts are unsafe. */
  readonly labelHint?: boolean;
  /** Characters after which a response is cut before it is judged; null: never. */
  readonly cut?: number | null;
  readonly order?: JudgeOptions['order'];
  readonly alpha?: number;
  readonly na?: 'exclude' | 'count';
  readonly empty?: 'zero' | 'exclude';
  /** What intervals resample: items, or the specs that they were made for with all their items. */
  readonly cluster?: 'item' | 'spec';
}

/** The same for several models under test. `out` is the folder that their evaluation folders stand in. */
export interface EvaluateSeveralOptions extends Omit<EvaluateOptions, 'model'> {
  /** "provider/model" of each, evaluated one after the other. */
  readonly models: readonly string[];
}

/** How the command line names the model of a role. */
const flags = {
  subject: '--model',
  reward: '--reward',
  ...Object.fromEntries(judgeRoles.map((role) => [role, '--judge'])),
};

/** What a dataset is prepared with for these options. */
export function prepareOptionsOf({ model, reward, judge, ...rest }: EvaluateOptions): PrepareOptions {
  const judges = judgesOf(judge).map((each, place) => [judgeRoles[place]!, each] as const);
  const asked = withoutUndefined({ subject: model, reward });
  return { ...rest, models: { ...asked, ...Object.fromEntries(judges) } };
}

/** @throws UsageError for more judges than a panel may have. */
function judgesOf(judge: EvaluateOptions['judge']): readonly string[] {
  const judges = judge === undefined ? [] : typeof judge === 'string' ? [judge] : judge;
  if (judges.length <= judgeRoles.length) return judges;
  throw new UsageError(`${judges.length} judges; a panel has at most ${judgeRoles.length}`);
}

/** The stages that are to be run, with what these options say of them. */
export function workOf(stages: readonly string[], options: EvaluateOptions): DatasetWork {
  const { pipeline } = options;
  return { stages, stageOptions: stageOptionsOf(options), flags, ...withoutUndefined({ pipeline }) };
}

/** What was said of the stages' own options, by stage. */
export function stageOptionsOf(options: EvaluateOptions) {
  const { ask, sees, mode, votes, labelHint, cut, order, alpha, na, empty, cluster } = options;
  const judges = judgesOf(options.judge).length;
  const panel = judges === 0 ? undefined : judges;
  return {
    respond: { ...withoutUndefined({ ask }), ...methodOptionsOf(options) },
    judge: withoutUndefined({ sees, mode, votes, panel, labelHint, cut, order }),
    score: withoutUndefined({ alpha, na, empty, cluster }),
  } as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A model's id as the name of a folder: "openai/gpt-4.1" is `openai-gpt-4.1`. Two models may share one. */
export const folderNameOf = (model: string): string =>
  withoutDigest(model)
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');

/** The command line that goes on with an evaluation. */
export function resumeLine(verb: string, target: string, options: EvaluateOptions): string {
  const { tokens, ...said } = saidMethod(options) ?? { method: undefined, tokens: options.tokens };
  return commandLine(verb, target, {
    root: options.root,
    model: options.model,
    method: said.method === undefined ? undefined : methodText(said),
    tokens,
    refinements: said.method === undefined ? options.refinements : undefined,
    reward: options.reward,
    judge: judgesOf(options.judge),
    pipeline: options.pipeline,
    out: options.out,
    scenario: options.scenarios,
    prompts: options.ask === 'prompt' ? 'original' : options.ask,
    mode: options.mode,
    votes: options.votes,
    sees: options.sees,
    'label-hint': options.labelHint === true,
    'no-label-hint': options.labelHint === false,
    cut: options.cut === null ? 'none' : options.cut,
    order: options.order,
    alpha: options.alpha,
    na: options.na,
    empty: options.empty,
    cluster: options.cluster,
    seed: options.seed,
    budget: options.budgetUsd,
    kind: options.subject?.kind,
    recommended: options.subject?.recommended,
    'accept-gaps': options.acceptGaps,
  });
}
