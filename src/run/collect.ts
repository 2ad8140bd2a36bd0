import type { Store } from '../answers/index.ts';
import { counted } from '../core/counted.ts';
import { UsageError } from '../core/errors.ts';
import type { Question } from '../core/question.ts';
import { type Pipeline, writeAtomically } from '../files/index.ts';
import { batchLine, batchWire, builtInProviders, openaiOptions } from '../model/index.ts';

/** Whose pending questions are collected. */
export interface CollectFrom {
  readonly pipeline: Pick<Pipeline, 'providers'>;
  readonly scope: string;
  /** Project root, which paths in a provider's options are relative to. */
  readonly root?: string;
}

/**
 * Writes the pending questions of a scope as a batch file (OpenAI Batch, `vllm run-batch`); custom_id =
 * key. Questions to people are for `specloom review export`.
 *
 * @throws UsageError where questions to a reward model are pending, once the others are written: no format of batches
 *   has their route; ConfigError for a partial turn that a provider's servers cannot be given.
 */
export async function collectPending(
  store: Store,
  { pipeline, scope, root }: CollectFrom,
  file: string,
): Promise<{ file: string; questions: number }> {
  const questions: Question[] = [];
  const rewards: Question[] = [];
  for await (const { question } of store.pendingQuestions(scope))
    if (question.kind !== 'person') (question.kind === 'reward' ? rewards : questions).push(question);
  const lineOf = batchLines(pipeline, root);
  const lines: string[] = [];
  for (const question of questions) lines.push(`${await lineOf(question)}\n`);
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

/** Writes lines as the server of each question's provider wants requests written. */
function batchLines(
  { providers }: CollectFrom['pipeline'],
  root: string | undefined,
): (question: Question) => Promise<string> {
  const wires = new Map<string, ReturnType<typeof batchWire>>();
  return async (question) => {
    const name = question.to.split('/', 1)[0]!;
    const provider = providers[name] ?? builtInProviders.get(name);
    if (provider?.type !== 'openai') return batchLine(question);
    const wireOf = wires.get(name) ?? batchWire(name, openaiOptions.parse(provider.options), root);
    wires.set(name, wireOf);
    return batchLine(question, await wireOf(question));
  };
}
