import { Option } from 'commander';
import type { ModelKind } from '../../core/reasoning.ts';
import { withoutUndefined } from '../../core/without-undefined.ts';
import type { EvaluateOptions, EvaluateSeveralOptions } from '../../run/evaluate.ts';
import { collected, modelId, wholeNumber } from '../options.ts';
import { asFromPipeline } from './options.ts';

/** What the command line says of the subject and of what it is asked, as commander reads it. */
export interface SubjectFlags {
  readonly model?: readonly string[];
  readonly out?: string;
  readonly scenario?: readonly string[];
  readonly prompts?: keyof typeof askOf;
  readonly seed?: number;
  readonly kind?: ModelKind;
  readonly recommended?: boolean;
}

/** The stage's word for what is asked of an item that has a variant. */
const askOf = { variant: 'variant', original: 'prompt', both: 'both' } as const;

/** The same as options of the library. */
export function subjectOf({
  model = [],
  out,
  scenario,
  prompts,
  seed,
  kind,
  recommended,
}: SubjectFlags): Partial<EvaluateOptions & EvaluateSeveralOptions> {
  const subject = withoutUndefined({ kind, recommended });
  return withoutUndefined({
    model: model.length === 1 ? model[0] : undefined,
    models: model.length > 1 ? model : undefined,
    subject: Object.keys(subject).length === 0 ? undefined : subject,
    out,
    scenarios: scenario,
    ask: prompts === undefined ? undefined : askOf[prompts],
    seed,
  });
}

/** What the commands that ask a subject take. */
export const subjectOptions = (): Option[] => [
  new Option(
    '--model <provider/model>',
    "the model under test; may be repeated (default: the pipeline file's subject)",
  ).argParser((text: string, earlier: readonly string[] = []) => [...earlier, modelId(text)]),
  new Option(
    '--kind <kind>',
    "whether the model reasons before it answers: its replies may have 4,200 or 8,400 tokens (default: the pipeline file's, else the list's, else instruct)",
  ).choices(['instruct', 'reasoning']),
  new Option(
    '--recommended',
    'ask with the sampling that the maker of the model recommends (models/recommended.yaml); what the pipeline file sets wins',
  ),
  new Option(
    '--out <folder>',
    'evaluation folder (default: results/<dataset>/<model>, and <model>-<method> where that is not vanilla)',
  ),
  new Option('--scenario <id>', 'only this scenario; may be repeated').argParser(collected),
  new Option(
    '--prompts <which>',
    `what the model is asked of items with a variant: that, the original prompt, or both, to see what attacks change (default: ${asFromPipeline} variant)`,
  ).choices(Object.keys(askOf)),
  new Option('--seed <n>', "seed, instead of the dataset's").argParser(wholeNumber(0)),
];
