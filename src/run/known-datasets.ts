import type { KnownDataset } from '../core/ask.ts';
import { groupBy } from '../core/group-by.ts';
import type { ReviewBody, ReviewDecision } from '../core/review.ts';
import { projectPath, readDecisions } from '../files/index.ts';
import { type LoadedDataset, loadDataset } from './load-dataset.ts';
import type { LoadedStage } from './load-stages.ts';

/**
 * Reads the datasets that stages look into, by folder as their options name it.
 *
 * @throws FileError where a folder is no dataset, or was changed since it was written.
 */
export function readKnownDatasets(
  root: string,
  stages: readonly LoadedStage[],
): ReadonlyMap<string, KnownDataset> {
  const folders = stages.flatMap(({ stage, options }) => stage.datasets?.(options) ?? []);
  return new Map(
    [...new Set(folders)].map((folder) => {
      const dataset = loadDataset(projectPath(root, folder));
      return [folder, { items: dataset.items, accepted: acceptedPrompts(dataset) }];
    }),
  );
}

/** Prompts that somebody decided on and nobody rejected. */
function acceptedPrompts({ dataset, scenarios }: LoadedDataset): KnownDataset['accepted'] {
  const name = 'decisions.jsonl';
  const { entries } = readDecisions(dataset.files.has(name) ? dataset.text(name) : '', name);
  const decided = entries.map(({ question, decision }) => ({
    body: question.body as ReviewBody,
    decision: decision as ReviewDecision,
  }));
  const prompts = decided.filter(({ body }) => body.what === 'prompts');
  const byPrompt = groupBy(prompts, ({ body }) => JSON.stringify([body.scenario.name, body.prompt]));
  return [...byPrompt.values()].flatMap((own) => {
    const { body } = own[0]!;
    const home = scenarios.find(({ scenario }) => scenario.name === body.scenario.name);
    const isRejected = own.some(({ decision }) => decision.verdict === 'reject');
    return isRejected || home === undefined ? [] : [{ scenario: home.scenario.id, prompt: body.prompt }];
  });
}
