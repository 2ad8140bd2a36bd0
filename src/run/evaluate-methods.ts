import { UsageError } from '../core/errors.ts';
import { withoutUndefined } from '../core/without-undefined.ts';
import { evaluationStages } from '../files/index.ts';
import {
  align3Steps,
  methods as knownMethods,
  methodText,
  parseMethod,
  respondLabel,
} from '../stages/index.ts';
import { compareAfter } from './comparing/index.ts';
import type { MethodSettings } from './evaluate-method.ts';
import type { EvaluateOptions } from './evaluate-options.ts';
import { runTurns, turnsOf } from './evaluate-turns.ts';
import { type EvaluationsDocument, evaluationsDocument, wholeFolders } from './evaluations-document.ts';

/** How deliberation methods are compared on a dataset. */
export interface CompareMethodsOptions
  extends Omit<EvaluateOptions, 'model' | Exclude<keyof MethodSettings, 'reward' | 'tokens'>> {
  /** Each with its options where it has some: `vanilla`, `best-of-n:answers=8`. */
  readonly methods: readonly string[];
  /** Adds the eight combinations of the steps of align3 (arXiv 2509.14760, table 4) to the methods. */
  readonly ablation?: boolean;
  /** "provider/model" of each model under test; the subject of the pipeline file by default. */
  readonly models?: readonly string[];
}

/**
 * Evaluates models by several deliberation methods, one after the other, and compares what they come to: scores, tokens
 * and cost, with the differences from vanilla item by item. All are checked through before the first asks anything; then
 * none stops the others. What a budget allows is for all of them together, and `tokens` is one limit for the answers of
 * all methods.
 *
 * @param dataset - a dataset folder, relative to the working folder
 * @throws UsageError for no method, one that is named twice, and a model that a method is not for; all that evaluating
 *   one throws before anything is asked; StoreError when an answer cannot be kept.
 */
export async function compareMethods(
  dataset: string,
  options: CompareMethodsOptions,
): Promise<EvaluationsDocument> {
  const all = await turnsOf(dataset, optionsByMethod(options), evaluationStages);
  const evaluations = await runTurns(dataset, all, evaluationStages);
  const { root, home: results } = all;
  const cwd = options.cwd ?? process.cwd();
  const whole = wholeFolders(all.turns, evaluations);
  const comparison = await compareAfter(whole, { results, root, cwd, alone: true });
  return evaluationsDocument(all.dataset, evaluations, comparison);
}

/**
 * What each model is evaluated with by each method: models in their order, and for each its methods.
 *
 * @throws UsageError for no method or model, and one that is named twice.
 */
export function optionsByMethod({
  methods,
  ablation = false,
  models,
  reward,
  ...shared
}: CompareMethodsOptions): readonly EvaluateOptions[] {
  const named = methods.map((text) => methodText(parseMethod(text)));
  const meant = new Set(named.map(meaningOf));
  const all = [...named, ...(ablation ? combinations().filter((each) => !meant.has(meaningOf(each))) : [])];
  if (all.length === 0) throw new UsageError('no method is named; name at least one');
  if (models?.length === 0) throw new UsageError('`models` names no model; name at least one');
  refuseTwice('method', named, meaningOf);
  refuseTwice('model', models ?? []);
  return (models ?? [undefined]).flatMap((model) =>
    all.map((method): EvaluateOptions => {
      const asksReward = knownMethods.get(parseMethod(method).method)?.roles?.includes('reward') === true;
      return { ...shared, ...withoutUndefined({ model, method, reward: asksReward ? reward : undefined }) };
    }),
  );
}

/** The combinations of the steps of align3, from none to all three; the last one is align3 itself. */
function combinations(): readonly string[] {
  const isIn = (place: number, combination: number): boolean =>
    Math.floor(combination / 2 ** place) % 2 === 1;
  return Array.from({ length: 2 ** align3Steps.length }, (_, combination) => {
    const steps = align3Steps.filter((_, place) => isIn(place, combination));
    return steps.length === align3Steps.length ? 'align3' : methodText({ method: 'align3', steps });
  });
}

/** The same for all texts of one method, whatever its defaults and the order of its steps: its labels of both kinds. */
const meaningOf = (text: string): string =>
  (['instruct', 'reasoning'] as const).map((kind) => respondLabel(parseMethod(text), kind)).join(' ');

function refuseTwice(
  what: string,
  names: readonly string[],
  meaning: (name: string) => string = (name) => name,
): void {
  const meant = names.map(meaning);
  const at = meant.findIndex((each, at) => meant.indexOf(each) < at);
  if (at < 0) return;
  const [first, twice] = [names[meant.indexOf(meant[at]!)]!, names[at]!];
  const also = first === twice ? '' : `, as ${first}, too`;
  throw new UsageError(`${what} ${twice} is named twice${also}; once is enough`);
}
