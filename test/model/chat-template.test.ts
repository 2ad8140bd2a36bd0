import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError } from '../../src/core/errors.ts';
import { openTurnRenderer } from '../../src/model/render-turns.ts';
import { deepseekBos } from '../support/vllm-templates.ts';
import { asked, begun, templateFolder, turnQuestion } from './continued-support.ts';
import { everyText } from './openai-support.ts';

const opened = (root: string, path: string) =>
  openTurnRenderer('chatTemplates of provider local', path, root);

/** What the template of a file in a folder of its own makes of a conversation. */
async function rendered(files: Readonly<Record<string, string>>, path = 'tokenizer_config.json') {
  using templates = templateFolder();
  for (const [name, text] of Object.entries(files)) templates.write(name, text);
  return (await opened(templates.root, path)).render([asked], true);
}

const short = '{{ bos_token }}[{{ messages[0].content }}]{{ eos_token if add_generation_prompt }}';

test.each([
  ['texts', '<s>', '</s>', `<s>[${asked.content}]</s>`],
  ['objects', { content: '<s>' }, { content: '</s>', lstrip: false }, `<s>[${asked.content}]</s>`],
  ['none', null, undefined, `[${asked.content}]`],
])('tokens are %s in a configuration', async (_, bos_token, eos_token, text) => {
  const config = { chat_template: short, bos_token, eos_token };
  expect(await rendered({ 'tokenizer_config.json': JSON.stringify(config) })).toBe(text);
});

test('of several templates the default one is taken, and one alone whatever its name', async () => {
  const withList = (...names: string[]) => ({
    'tokenizer_config.json': JSON.stringify({
      chat_template: names.map((name) => ({ name, template: `the ${name} one` })),
    }),
  });
  expect(await rendered(withList('tool_use', 'default'))).toBe('the default one');
  expect(await rendered(withList('rag'))).toBe('the rag one');
  await expect(rendered(withList('tool_use', 'rag'))).rejects.toThrow(/no chat_template with a default/);
});

test('a chat_template.jinja beside the configuration wins, and takes its tokens from there', async () => {
  const files = {
    'tokenizer_config.json': JSON.stringify({ chat_template: 'old', bos_token: '<s>' }),
    'chat_template.jinja': short,
  };
  expect(await rendered(files)).toBe(`<s>[${asked.content}]`);
  expect(await rendered(files, 'chat_template.jinja')).toBe(`<s>[${asked.content}]`);
});

test('a template alone has no tokens, and blocks take the line breaks behind them away', async () => {
  expect(await rendered({ 'own.jinja': `{% if true %}\n${short}\n{% endif %}\n` }, 'own.jinja')).toBe(
    `[${asked.content}]\n`,
  );
});

test.each([
  ['is missing', {}, /chatTemplates of provider local: cannot read .*tokenizer_config\.json: ENOENT/],
  ['is not JSON', { 'tokenizer_config.json': 'so' }, /is not JSON/],
  ['is no object', { 'tokenizer_config.json': '[]' }, /no JSON object/],
  ['has no template', { 'tokenizer_config.json': '{}' }, /no chat_template\.jinja beside it/],
  [
    'has a broken one',
    { 'tokenizer_config.json': '{"chat_template": "{% if %}"}' },
    /no chat template that can be read here/,
  ],
])('a file that %s is an error that names it', async (_, files, words) => {
  const error = await rendered(files).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ConfigError);
  expect(String(error)).toMatch(words);
});

test('what a template refuses is told without the texts that it quotes', async () => {
  const refusing = (words: string) =>
    rendered({ 'own.jinja': `{{ raise_exception(${words}) }}` }, 'own.jinja').catch((thrown) => thrown);
  expect(String(await refusing("'roles must alternate'"))).toContain('roles must alternate');
  expect(everyText(await refusing("'not this: ' + messages[0].content"))).not.toContain('photographs');
});

test('a template knows no time, so that the same conversation is always the same text', async () => {
  const dated = "{{ strftime_now('%Y') if strftime_now is defined else 'long ago' }}";
  expect(await rendered({ 'own.jinja': dated }, 'own.jinja')).toBe('long ago');
});

test('a folder is no file', async () => {
  using templates = templateFolder();
  mkdirSync(join(templates.root, 'm'));
  await expect(opened(templates.root, 'm')).rejects.toThrow(/cannot read .*m: EISDIR/);
});

const qwen = `<|im_start|>user\n${asked.content}<|im_end|>\n<|im_start|>assistant\n`;
const r1 = `${deepseekBos}<｜User｜>${asked.content}<｜Assistant｜>`;

test.each([
  ['qwen3.json', begun, {}, `${qwen}${begun}`],
  ['qwen3.json', begun, { enable_thinking: false }, `${qwen}${begun}`],
  ['qwen3.json', `${begun}.\n</think>\n\nYou`, {}, `${qwen}${begun}.\n</think>\n\nYou`],
  ['qwen3.json', '<think>\n\n</think>\n\n', { enable_thinking: false }, `${qwen}<think>\n\n</think>\n\n`],
  ['r1.json', begun, {}, `${r1}${begun}`],
  ['r1.json', `${begun}.\n</think>\n\nYou`, {}, `${r1}${begun}.\n</think>\n\nYou`],
  ['r1.json', '<think>\n\n</think>\n\n', {}, `${r1}<think>\n\n</think>\n\n`],
])('the layout of %s keeps reasoning in the turn: %j, %j', async (file, partial, given, text) => {
  using templates = templateFolder();
  const { prompt } = await opened(templates.root, file);
  expect(prompt(turnQuestion(partial, { chat_template_kwargs: given }))).toBe(text);
});

test('the template that the guide recommends keeps a turn as it is', async () => {
  const guide = readFileSync(join(import.meta.dirname, '../../docs/continuation.md'), 'utf8');
  const [, template] = /```jinja\n([^`]+)```/.exec(guide) ?? [];
  using templates = templateFolder();
  templates.write('keep.jinja', template ?? '');
  const { render, prompt } = await opened(templates.root, 'keep.jinja');
  expect(render([asked, { role: 'assistant', content: begun }], false)).toBe(`${qwen}${begun}`);
  expect(prompt(turnQuestion(begun))).toBe(`${qwen}${begun}`);
  const two = [asked, { role: 'assistant', content: 'Yes.' }, asked] as const;
  expect(render(two, true)).toBe(`${qwen}Yes.<|im_end|>\n${qwen}`);
});

test('earlier turns of the assistant keep what the template keeps of them', async () => {
  using templates = templateFolder();
  const messages = [
    asked,
    { role: 'assistant', content: '<think>\nHm.\n</think>\n\nYou may.' },
    { role: 'user', content: 'And films?' },
    { role: 'assistant', content: begun },
  ];
  const { prompt } = await opened(templates.root, 'qwen3.json');
  expect(prompt(turnQuestion('', { messages }))).toBe(
    `${qwen}You may.<|im_end|>\n<|im_start|>user\nAnd films?<|im_end|>\n<|im_start|>assistant\n${begun}`,
  );
});

test('markers that a question holds do not change what becomes of the turn', async () => {
  const closing =
    "{% for turn in messages %}[{{ turn.content }}]{% endfor %}{{ 'A:</think>' if add_generation_prompt }}";
  using templates = templateFolder();
  templates.write('own.jinja', closing);
  const { prompt } = await opened(templates.root, 'own.jinja');
  for (const content of ['Why <think>?', 'What is </think>', '<think></think>']) {
    const messages = [
      { role: 'user', content },
      { role: 'assistant', content: begun },
    ];
    expect(prompt(turnQuestion('', { messages }))).toBe(`[${content}]A:${begun}`);
  }
});
