import { setMaxListeners } from 'node:events';
import { expect } from 'vitest';
import { ModelError } from '../../src/core/errors.ts';
import type { Provider } from '../../src/core/provider.ts';
import type { Question } from '../../src/core/question.ts';
import { openaiKind } from '../../src/model/openai.ts';
import { openaiOptions } from '../../src/model/openai-options.ts';
import { chatQuestion } from '../answers/fixtures/samples.ts';
import { type Reply, startFaultServer } from '../support/fault-server.ts';

/** A signal that never aborts. */
export const never = new AbortController().signal;
setMaxListeners(0, never);

/** A provider of kind `openai`, as a pipeline file would open it. */
export function open(options: Record<string, unknown>, env: Record<string, string> = {}): Provider {
  return openaiKind.open('local', openaiOptions.parse(options), { env, offline: false, tasks: [] });
}

/** Asks one chat question of a server that gives one reply. */
export async function ask(reply: Reply, question: Question = chatQuestion('hello')) {
  await using server = await startFaultServer({ reply: () => reply });
  return await open({ baseUrl: server.url }).servers[0]!.chat!(question, never);
}

/** The fault that a server's reply stands for. */
export async function faultOf(reply: Reply, question?: Question): Promise<ModelError> {
  const error = await ask(reply, question).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ModelError);
  return error as ModelError;
}

/** A reply with this message content. */
export const message = (content: unknown, more: object = {}): Reply => ({
  body: { model: 'm', choices: [{ finish_reason: 'stop', message: { content, ...more } }] } as never,
});

/** All that could be printed of an error: messages and stacks of it and its causes, and their members. */
export function everyText(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error) ?? '';
  const own = Object.getOwnPropertyNames(error).filter((name) => name !== 'cause');
  return [
    error.message,
    ...own.map((name) => String((error as unknown as Record<string, unknown>)[name])),
    everyText(error.cause),
  ].join('\n');
}
