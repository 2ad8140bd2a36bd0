import type { Store } from '../answers/index.ts';
import type { Question } from '../core/question.ts';
import { writeAtomically } from '../files/index.ts';
import { batchLine } from '../model/index.ts';

/** Writes the store's pending questions as a batch file (OpenAI Batch, `vllm run-batch`); custom_id = key. */
export async function collectPending(
  store: Store,
  file: string,
): Promise<{ file: string; questions: number }> {
  const questions: Question[] = [];
  for await (const { question } of store.pendingQuestions()) questions.push(question);
  writeAtomically(file, questions.map((question) => `${batchLine(question)}\n`).join(''));
  return { file, questions: questions.length };
}
