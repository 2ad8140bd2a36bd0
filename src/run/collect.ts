import type { Store } from '../answers/index.ts';
import { counted } from '../core/counted.ts';
import { UsageError } from '../core/errors.ts';
import type { Question } from '../core/question.ts';
import { type Pipeline, writeAtomically } from '../files/index.ts';
import { batchLine, builtInProviders, openaiOptions, type WireOptions, wireOptions } from '../model/index.ts';

/**
 * Writes the pending questions of a scope as a batch file (OpenAI Batch, `vllm run-batch`); custom_id =
 * key. Questions to people are for `specloom review export`.
 *
 * @throws UsageError where questions to a reward model are pending, once the others are written: no format of batches
 *   has their route.
 */
export async function collectPending(
  store: Store,
  { pipeline, scope }: { readonly pipeline: Pick<Pipeline, 'providers'>; readonly scope: string },
  file: string,
): Promise<{ file: string; questions: number }> {
  const questions: Question[] = [];
  const rewards: Question[] = [];
  for await (const { question } of store.pendingQuestions(scope))
    if (question.kind !== 'person') (question.kind === 'reward' ? rewards : questions).push(question);
  const lines = questions.map((question) => `${batchLine(question, wireOf(question, pipeline))}\n`);
  if (rewards.length === 0 || questions.length > 0) writeAtomically(file, lines.join(''));
  if (rewards.length > 0) throw notForBatches(rewards, questions.length, file);
  return { file, questions: questions.length };
}

function notForBatches(rewards: readonly Question[], others: number, file: string): UsageError {
  const written = others === 0 ? '' : ` What else is pending (${counted(others, 'question')}) is in ${file}.`;
  return new UsageError(
    `${counted(rewards.length, 'question')} to the reward model ${rewards[0]!.to} cannot go into a batch file: its format has ` +
      `no route for rewards. Run without --collect to have answers scored, or name a chat model for the role reward.${written}`,
  );
}

/** How the server of a question's provider wants requests written. */
function wireOf({ to }: Question, pipeline: Pick<Pipeline, 'providers'>): WireOptions {
  const name = to.split('/', 1)[0]!;
  const provider = pipeline.providers[name] ?? builtInProviders.get(name);
  return provider?.type === 'openai' ? wireOptions(openaiOptions.parse(provider.options)) : {};
}
