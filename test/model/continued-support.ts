import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Provider } from '../../src/core/provider.ts';
import type { Question } from '../../src/core/question.ts';
import { openaiKind } from '../../src/model/openai.ts';
import { openaiOptions } from '../../src/model/openai-options.ts';
import { deepseekBos, vllmTemplates } from '../support/vllm-templates.ts';

/** What the visitor asks. */
export const asked = { role: 'user', content: 'May I take photographs in the east wing?' } as const;

/** A partial turn that has not ended its reasoning. */
export const begun = '<think>\nThe rules of the museum say';

/** The question to go on with a turn, under what its method sends along. */
export function turnQuestion(partial: string, more: Question['body'] = {}): Question {
  const messages = [asked, { role: 'assistant', content: partial }];
  const body = { messages, stop: ['</think>'], max_tokens: 40, seed: 7, ...more };
  return { kind: 'chat', to: 'local/m', body, draw: 'sample-0/safety' };
}

/** A folder with the templates of both layouts, as models bring them; removed when it goes out of scope. */
export function templateFolder() {
  const root = mkdtempSync(join(tmpdir(), 'specloom-templates-'));
  const write = (name: string, text: string) => writeFileSync(join(root, name), text);
  write('qwen3.json', JSON.stringify({ chat_template: vllmTemplates.qwen3, bos_token: null }));
  write('fussy.json', JSON.stringify({ chat_template: "{{ raise_exception('no user') }}" }));
  const named = [
    { name: 'tool_use', template: 'for tools' },
    { name: 'default', template: vllmTemplates['deepseek-r1'] },
  ];
  write('r1.json', JSON.stringify({ chat_template: named, bos_token: { content: deepseekBos } }));
  return { root, write, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

/** A provider as a pipeline file in a folder would open it. */
export function openIn(
  root: string,
  options: Record<string, unknown>,
  env: Record<string, string> = {},
): Provider {
  const surroundings = { env, offline: false, root, tasks: [] };
  return openaiKind.open('local', openaiOptions.parse(options), surroundings);
}
