import { expect, test } from 'vitest';
import { ConfigError, ModelError } from '../../src/core/errors.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { startFaultServer } from '../support/fault-server.ts';
import { failure } from '../support/model-server.ts';
import { startVllm, type VllmOptions, type VllmRequest, type VllmServer } from '../support/vllm-server.ts';
import { vllmTemplates } from '../support/vllm-templates.ts';
import { begun, openIn, templateFolder, turnQuestion } from './continued-support.ts';
import { never } from './openai-support.ts';

const empty = '<think>\n\n</think>\n\n';
const closed = `${begun}.\n</think>\n\n`;

interface Tried {
  readonly partial?: string;
  readonly options?: Record<string, unknown>;
  readonly members?: JsonObject;
}

/** How a provider goes on with a turn whose servers are these, and what it asked them. */
async function findOut(
  servers: readonly VllmOptions[],
  { partial = begun, options = {}, members }: Tried = {},
) {
  using templates = templateFolder();
  const started: VllmServer[] = [];
  for (const server of servers) started.push(await startVllm(server));
  try {
    const urls = started.map(({ url }) => url);
    const provider = openIn(templates.root, { servers: urls, ...options });
    const found = await provider.continuation!('m', partial, never, members).catch(
      (thrown: unknown) => thrown,
    );
    return { found, requests: started.flatMap(({ requests }) => requests), provider };
  } finally {
    for (const server of started) await server[Symbol.asyncDispose]();
  }
}

const withTemplate = { chatTemplates: { m: 'qwen3.json' } };

test('a template that keeps the turn is found out by its tokens, and nothing is generated', async () => {
  const { found, requests } = await findOut([{ template: 'raw' }]);
  expect(found).toMatchObject({ way: 'chat' });
  expect(requests.map(({ route }) => route)).toEqual([
    '/tokenize',
    '/detokenize',
    '/tokenize',
    '/detokenize',
  ]);
  expect(requests[2]?.body).toMatchObject({ continue_final_message: true, add_generation_prompt: false });
});

test.each([
  ['qwen3', begun, undefined],
  ['qwen3', empty, 'chat'],
  ['qwen3', closed, 'chat'],
  ['deepseek-r1', begun, 'chat'],
  ['deepseek-r1', closed, undefined],
  ['raw', closed, 'chat'],
  ['raw', empty, 'chat'],
] as const)('what the layout %s makes of %j decides whether chat will do', async (template, partial, way) => {
  const { found } = await findOut([{ template }], { partial });
  if (way === undefined) expect(found).toBeInstanceOf(ConfigError);
  else expect(found).toMatchObject({ way });
});

test('an empty block that a setting has the template write is no part of a turn that chat keeps', async () => {
  const members = { chat_template_kwargs: { enable_thinking: false } };
  expect((await findOut([{ template: 'qwen3' }], { partial: empty, members })).found).toMatchObject({
    way: 'chat',
  });
});

test('where the template spoils the turn, the model’s own one is used for the completions route', async () => {
  const { found, requests } = await findOut([{ template: 'qwen3' }], { options: withTemplate });
  expect(found).toMatchObject({ way: 'completions', detail: expect.stringContaining('qwen3.json') });
  expect(requests.at(-1)).toEqual({ route: '/v1/completions', body: { model: 'm', max_tokens: 1 } });
});

test('so it is where there is nothing to try it out by', async () => {
  const { found } = await findOut([{ tokenize: false }], { options: withTemplate });
  expect(found).toMatchObject({ way: 'completions' });
});

test('a server that can do neither gets an error that names both ways and the options', async () => {
  const { found, requests } = await findOut([{ continues: false }], { options: withTemplate });
  expect(found).toBeInstanceOf(ConfigError);
  expect(String(found)).toMatch(/no \/tokenize for chats.*status 404.*no completions route \(status 404\)/);
  for (const words of [
    '--chat-template',
    '--trust-request-chat-template',
    'chatTemplates: {m:',
    'continuation: chat',
  ])
    expect(String(found)).toContain(words);
  expect(requests.map(({ route }) => route)).toEqual(['/tokenize', '/v1/completions']);
});

test.each([
  ['qwen3', begun, 'puts something before the turn'],
  ['deepseek-r1', closed, 'does not take a turn to continue (status 400'],
] as const)('the error says what the template %s does to %j', async (template, partial, words) => {
  expect(String((await findOut([{ template }], { partial })).found)).toContain(words);
});

test('a server that ends the turn in spite of what it was asked is found out', async () => {
  const { found } = await findOut([{ template: 'raw', continues: false, tokenize: true }]);
  expect(String(found)).toContain('ends the turn where it is to be continued');
});

test('a server that begins a block before one that the turn opens is found out', async () => {
  const twice = '{{ messages[0].content }}<think>\n{{ messages[1].content if messages[1] }}';
  const { found } = await findOut([{ trustTemplate: true }], { members: { chat_template: twice } });
  expect(String(found)).toContain('opens a block of reasoning twice');
});

test.each([
  ['takes no chats', () => failure(422, 'prompt: Field required')],
  ['reads texts alone', () => Response.json({ tokens: [] })],
  ['is of another kind', () => Response.json({ count: 3 })],
])(
  'a /tokenize that %s tells nothing, and is no reason to fail where there is another way',
  async (_, reply) => {
    const before = ({ route }: VllmRequest) => (route === '/tokenize' ? reply() : undefined);
    const { found } = await findOut([{ before }]);
    expect(String(found)).toContain('has no /tokenize for chats to tell what becomes of a turn');
    expect((await findOut([{ before }], { options: withTemplate })).found).toMatchObject({
      way: 'completions',
    });
  },
);

test('a run that is stopped while it finds out ends with the reason', async () => {
  await using server = await startVllm({ before: () => new Promise(() => {}) });
  const provider = openIn('.', { baseUrl: server.url });
  const ends = new AbortController();
  const finding = provider.continuation!('m', begun, ends.signal);
  const reason = new Error('stopped');
  setTimeout(() => ends.abort(reason), 20);
  await expect(finding).rejects.toBe(reason);
});

test('a template in the request counts, and has to be trusted', async () => {
  const members = { chat_template: vllmTemplates.raw };
  const refused = await findOut([{ template: 'qwen3' }], { members });
  expect(String(refused.found)).toMatch(/--trust-request-chat-template/);
  const taken = await findOut([{ template: 'qwen3', trustTemplate: true }], { members });
  expect(taken.found).toMatchObject({ way: 'chat' });
  expect(taken.requests[0]?.body).toMatchObject(members);
});

test('all servers of a provider must be able to', async () => {
  const { found } = await findOut([{ template: 'raw' }, { template: 'qwen3' }]);
  expect(String(found)).toMatch(/^ConfigError: .*puts something before the turn/);
  expect(
    (await findOut([{ template: 'raw' }, { template: 'qwen3' }], { options: withTemplate })).found,
  ).toMatchObject({
    way: 'completions',
  });
});

test.each([405, 501])('status %i of the completions route says that there is none', async (status) => {
  const before = ({ route }: VllmRequest) =>
    route === '/v1/completions' ? failure(status, 'not implemented') : undefined;
  const { found } = await findOut([{ template: 'qwen3', before }], { options: withTemplate });
  expect(String(found)).toContain(`no completions route (status ${status})`);
});

test('the completions route will not do where one of several servers has none', async () => {
  const servers = [{ template: 'qwen3' }, { template: 'qwen3', continues: false }] as const;
  const { found } = await findOut(servers, { options: withTemplate });
  expect(String(found)).toContain('no completions route (status 404)');
});

test('a template that breaks off with an error of the server spoils the turn, too', async () => {
  const before = ({ body }: VllmRequest) =>
    body.continue_final_message === true ? failure(500, 'template error') : undefined;
  const { found } = await findOut([{ template: 'raw', before }]);
  expect(found).toBeInstanceOf(ConfigError);
  expect(String(found)).toContain('does not take a turn to continue (status 500: template error)');
});

test('what was found out holds for the questions, and is not asked again', async () => {
  using templates = templateFolder();
  await using server = await startVllm({ template: 'qwen3' });
  const provider = openIn(templates.root, { baseUrl: server.url, ...withTemplate });
  await provider.continuation!('m', begun, never);
  const before = server.requests.length;
  await provider.servers[0]!.chat!(turnQuestion(begun), never);
  await provider.servers[0]!.chat!(turnQuestion(closed), never);
  expect(server.requests.slice(before).map(({ route }) => route)).toEqual([
    '/v1/completions',
    '/v1/completions',
  ]);
});

test('one turn that chat spoils has all of them go by the completions route', async () => {
  using templates = templateFolder();
  await using server = await startVllm({ template: 'qwen3' });
  const provider = openIn(templates.root, { baseUrl: server.url, ...withTemplate });
  expect(await provider.continuation!('m', closed, never)).toMatchObject({ way: 'chat' });
  expect(await provider.continuation!('m', begun, never)).toMatchObject({ way: 'completions' });
  expect(await provider.continuation!('m', closed, never)).toMatchObject({ way: 'completions' });
});

test('a question that nobody prepared finds out by itself', async () => {
  using templates = templateFolder();
  await using server = await startVllm({ template: 'qwen3' });
  const provider = openIn(templates.root, { baseUrl: server.url, ...withTemplate });
  await provider.servers[0]!.chat!(turnQuestion(begun), never);
  expect(server.requests.at(-1)?.route).toBe('/v1/completions');
  const other = openIn(templates.root, { baseUrl: server.url });
  await expect(other.servers[0]!.chat!(turnQuestion(begun), never)).rejects.toThrow(ConfigError);
  expect(server.bodies('/v1/chat/completions')).toEqual([]);
});

test('such a question counts with what it says of the template', async () => {
  await using server = await startVllm({ template: 'qwen3', trustTemplate: true });
  const provider = openIn('.', { baseUrl: server.url });
  const members = { chat_template: vllmTemplates.raw };
  await provider.servers[0]!.chat!(turnQuestion(begun, members), never);
  expect(server.requests.at(-1)).toMatchObject({ route: '/v1/chat/completions', body: members });
});

test.each(['chat', 'completions'] as const)(
  '%s can be settled by hand, and nothing is tried out',
  async (way) => {
    const options = { continuation: way, ...withTemplate };
    const { found, requests } = await findOut([{ continues: false }], { options });
    expect(found).toMatchObject({ way });
    expect(requests).toEqual([]);
  },
);

test.each([
  ['none', {}, 'whole turns'],
  ['completions', {}, 'tokenizer_config.json under chatTemplates'],
  ['completions', { chatTemplates: { m: 'gone.json' } }, 'cannot read'],
  ['completions', { ...withTemplate, omit: ['max_tokens'] }, 'some 16 tokens'],
  ['completions', { ...withTemplate, omit: ['max_completion_tokens'] }, 'some 16 tokens'],
  ['completions', { chatTemplates: { m: 'fussy.json' } }, 'cannot write this conversation'],
  ['chat', { omit: ['stop'] }, '`stop` under omit'],
])('settings that cannot work are refused at once: %s, %j', async (continuation, more, words) => {
  const { found, requests } = await findOut([{}], { options: { continuation, ...more } });
  expect(found).toBeInstanceOf(ConfigError);
  expect(String(found)).toContain(words);
  expect(requests).toEqual([]);
});

test('stop texts of one’s own would end no pass where it ends', async () => {
  const { found } = await findOut([{}], { members: { stop: ['END'] } });
  expect(String(found)).toContain('sets `stop`');
});

test('whether a turn is continued is not for settings to say', () => {
  expect(() => openIn('.', { extraBody: { continue_final_message: true } })).toThrow(
    /continue_final_message/,
  );
  expect(() => openIn('.', { omit: ['add_generation_prompt'] })).toThrow(/add_generation_prompt/);
});

test.each([undefined, 'chat', 'completions'])(
  'OpenAI itself is not asked, with continuation %s',
  async (continuation) => {
    const provider = openIn('.', { keyFrom: 'KEY', continuation }, { KEY: 'k' });
    const error = await provider.continuation!('gpt-4.1', begun, never).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toContain('api.openai.com goes on with no turn');
  },
);

test('a server that is away, or in trouble, is no answer to the question what it can do', async () => {
  const gone = await startFaultServer({ reply: () => 'x' });
  await gone.stop();
  const provider = openIn('.', { baseUrl: gone.url });
  const error = await provider.continuation!('m', begun, never).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ModelError);
  expect(error).toMatchObject({ retryable: true, maybeBilled: false });
  for (const [status, retryable] of [
    [503, true],
    [429, true],
    [401, false],
  ] as const)
    expect((await findOut([{ before: () => failure(status, 'not now') }])).found).toMatchObject({
      status,
      retryable,
    });
});
