import type { Scenario } from '../../core/scenario.ts';
import { withoutUndefined } from '../../core/without-undefined.ts';
import type { ReportRow } from '../../report/index.ts';
import { type ScoreOptions, scoreItem } from '../../stats/index.ts';
import type { EvaluationFacts } from '../evaluation-folder.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import type { AskedItem } from '../scores.ts';
import { lineagesOf } from './lineage.ts';
import { optionsOf } from './protocol.ts';

/** The responses with their verdicts and scores, item by item. */
export function rowsOf(
  dataset: LoadedDataset,
  facts: EvaluationFacts,
  asked: readonly AskedItem[],
): readonly ReportRow[] {
  const specs = new Map<string, Scenario>(dataset.scenarios.map(({ scenario }) => [scenario.id, scenario]));
  const lineages = lineagesOf(dataset);
  const options = optionsOf(facts, 'score') as Partial<ScoreOptions>;
  return asked.map(({ item, form, response, judgements, verdicts }): ReportRow => {
    const { safety, behavioral } = specs.get(item.scenario)!;
    // A subject that was asked the prompt has not seen the variant.
    const variant = form.asked === 'prompt' ? undefined : item.variant;
    const named = [
      ...safety.map(({ id }, at) => [id, verdicts.safety[at]!] as const),
      ...behavioral.map(({ id }, at) => [id, verdicts.behavioral[at]!] as const),
    ];
    return {
      item: item.id,
      scenario: item.scenario,
      label: item.label,
      split: form.split,
      source: item.origin.source,
      specs: item.specs,
      ...withoutUndefined({ lineage: lineages.get(item.id) }),
      tactics: variant?.tactics ?? [],
      prompt: item.prompt,
      variant: variant?.text ?? null,
      response: response?.answer ?? null,
      finish: response?.finish ?? null,
      usage: response?.usage ?? null,
      steps: response?.steps ?? [],
      verdicts: Object.fromEntries(named),
      score: scoreItem(verdicts, options),
      ...(judgements.length < 2
        ? {}
        : { votes: judgements.map(({ judge, verdicts }) => ({ judge, verdicts })) }),
    };
  });
}
