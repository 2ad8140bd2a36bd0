import type { Store } from '../answers/index.ts';
import type { Question } from '../core/question.ts';
import { type Pipeline, writeAtomically } from '../files/index.ts';
import { batchLine, builtInProviders, openaiOptions, type WireOptions, wireOptions } from '../model/index.ts';

/**
 * Writes the pending questions of a scope as a batch file (OpenAI Batch, `vllm run-batch`); custom_id =
 * key. Questions to people are for `specloom review export`.
 */
export async function collectPending(
  store: Store,
  { pipeline, scope }: { readonly pipeline: Pipeline; readonly scope: string },
  file: string,
): Promise<{ file: string; questions: number }> {
  const questions: Question[] = [];
  for await (const { question } of store.pendingQuestions(scope))
    if (question.kind !== 'person') questions.push(question);
  const lines = questions.map((question) => `${batchLine(question, wireOf(question, pipeline))}\n`);
  writeAtomically(file, lines.join(''));
  return { file, questions: questions.length };
}

/** How the server of a question's provider wants requests written. */
function wireOf({ to }: Question, pipeline: Pipeline): WireOptions {
  const name = to.split('/', 1)[0]!;
  const provider = pipeline.providers[name] ?? builtInProviders.get(name);
  return provider?.type === 'openai' ? wireOptions(openaiOptions.parse(provider.options)) : {};
}
