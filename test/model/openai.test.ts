import { setMaxListeners } from 'node:events';
import { expect, test } from 'vitest';
import { ConfigError, ModelError } from '../../src/core/errors.ts';
import { renderMessages } from '../../src/core/prompt.ts';
import type { Provider } from '../../src/core/provider.ts';
import type { Question } from '../../src/core/question.ts';
import { openaiKind } from '../../src/model/openai.ts';
import { openaiOptions, wireOptions } from '../../src/model/openai-options.ts';
import { chatQuestion, embedQuestion } from '../answers/fixtures/samples.ts';
import { completion, embeddings, type Reply, startFaultServer } from '../support/fault-server.ts';

const never = new AbortController().signal;
setMaxListeners(0, never);

function open(options: Record<string, unknown>, env: Record<string, string> = {}): Provider {
  return openaiKind.open('local', openaiOptions.parse(options), { env, offline: false, tasks: [] });
}

/** Asks one chat question of a server that gives one reply. */
async function ask(reply: Reply, question: Question = chatQuestion('hello')) {
  await using server = await startFaultServer({ reply: () => reply });
  return await open({ baseUrl: server.url }).servers[0]!.chat!(question, never);
}

/** The fault that a server's reply stands for. */
async function faultOf(reply: Reply, question?: Question): Promise<ModelError> {
  const error = await ask(reply, question).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ModelError);
  return error as ModelError;
}

const message = (content: unknown, more: object = {}): Reply => ({
  body: { model: 'm', choices: [{ finish_reason: 'stop', message: { content, ...more } }] } as never,
});

test('a reply becomes an answer with its tokens, its answerer and the time it took', async () => {
  const answer = await ask('good day');
  const { latencyMs, ...rest } = answer;
  expect(rest).toEqual({
    body: { text: 'good day' },
    finish: 'stop',
    usage: { inputTokens: 1, outputTokens: 2 },
    by: 'local/m',
  });
  expect(latencyMs).toBeGreaterThanOrEqual(0);
});

test('the request says what the question says, in the words of the server', async () => {
  await using server = await startFaultServer({ reply: () => 'x' });
  const body = {
    messages: [{ role: 'user', content: 'a' }],
    temperature: 0,
    max_tokens: 9,
    seed: 4,
    custom: { a: [1] },
  };
  const question = chatQuestion('', { to: 'local/org/model', body });
  await open({ baseUrl: server.url }).servers[0]!.chat!(question, never);
  await open({ baseUrl: server.url, maxTokensField: 'max_completion_tokens', omit: ['seed'] }).servers[0]!
    .chat!(question, never);
  const { seed: _, max_tokens: maxTokens, ...rest } = body;
  expect(server.asked.map((asked) => [asked.path, asked.body])).toEqual([
    ['/v1/chat/completions', { model: 'org/model', ...body }],
    ['/v1/chat/completions', { model: 'org/model', ...rest, max_completion_tokens: maxTokens }],
  ]);
});

test('OpenAI itself is asked with max_completion_tokens, other servers with max_tokens', () => {
  expect(wireOptions({}).maxTokensField).toBe('max_completion_tokens');
  expect(wireOptions({ baseUrl: 'http://127.0.0.1:1/v1' }).maxTokensField).toBe('max_tokens');
});

test.each([
  ['a field of its own', message('yes', { reasoning_content: 'hm' }), { text: 'yes', reasoning: 'hm' }],
  ['another field', message('yes', { reasoning: 'hm' }), { text: 'yes', reasoning: 'hm' }],
  ['a think block', message('<think>\nhm\n</think>\n\nyes'), { text: 'yes', reasoning: 'hm' }],
  [
    'a block whose opening is in the template',
    message('hm\n</think>\n\nyes'),
    { text: 'yes', reasoning: 'hm' },
  ],
  ['a block that never ends', message('<think>hm, and'), { text: '', reasoning: 'hm, and' }],
  ['no reasoning', message(' as it came\n'), { text: ' as it came\n' }],
  ['a tag that is content', message('write <think> and </think>'), { text: 'write <think> and </think>' }],
  [
    'content in parts',
    message([
      { type: 'text', text: 'a' },
      { type: 'text', text: 'b' },
    ]),
    { text: 'ab' },
  ],
  ['no content', message(null), { text: null }],
])('reasoning is split from the answer: %s', async (_, reply, body) => {
  expect((await ask(reply)).body).toEqual(body);
});

test.each([
  ['stop', 'stop'],
  [null, 'stop'],
  ['length', 'length'],
  ['content_filter', 'filter'],
  ['tool_calls', 'stop'],
])('finish_reason %s is finish %s', async (reason, finish) => {
  const body = { model: 'm', choices: [{ finish_reason: reason, message: { content: 'x' } }] };
  expect(await ask({ body })).toMatchObject({ finish, usage: null });
});

test('a refusal is an answer, with its text', async () => {
  const answer = await ask(message(null, { refusal: 'I will not.' }));
  expect(answer).toMatchObject({ finish: 'refusal', body: { text: 'I will not.' } });
});

test.each([
  [400, { error: { code: 'context_length_exceeded', message: 'x' } }, 'rejected'],
  [
    400,
    { object: 'error', message: "This model's maximum context length is 4096 tokens", code: 400 },
    'rejected',
  ],
  [400, { error: { message: 'the prompt is too long: 9 > 8' } }, 'rejected'],
  [413, 'Payload Too Large', 'rejected'],
  [
    400,
    { error: { code: 'content_filter', innererror: { code: 'ResponsibleAIPolicyViolation' } } },
    'filter',
  ],
  [400, { error: { code: 'invalid_prompt', message: 'x' } }, 'filter'],
  [400, { error: { type: 'exceed_context_size_error', code: 400 } }, 'rejected'],
  [422, { error: 'Input validation error: `inputs` must have less than 512 tokens. Given: 600' }, 'rejected'],
  [
    403,
    {
      error: {
        code: 403,
        message: 'some/model requires moderation on Provider. Your input was flagged for "travel".',
      },
    },
    'filter',
  ],
  [403, { error: { code: 403, message: 'no', metadata: { reasons: ['travel'] } } }, 'filter'],
  [422, { error: { message: 'The prompt was flagged as against the usage policies' } }, 'filter'],
  [400, { error: { message: 'Rejected by the content policy' } }, 'filter'],
])('status %i %j is a stored answer, not a fault', async (status, body, finish) => {
  expect(await ask({ status, body: body as never })).toMatchObject({
    finish,
    body: { text: null },
    usage: { inputTokens: 0, outputTokens: 0 },
    by: 'local/m',
  });
});

test.each([408, 409, 429, 500, 502, 503])(
  'status %i may succeed later and was not billed',
  async (status) => {
    expect(await faultOf({ status, body: { error: { message: 'x' } } })).toMatchObject({
      status,
      retryable: true,
      maybeBilled: false,
    });
  },
);

test.each([
  [401, 'keyFrom'],
  [403, 'no right'],
  [404, 'baseUrl'],
  [400, '400'],
  [422, '422'],
])('status %i does not get better by asking again, and says what to look at', async (status, hint) => {
  const fault = await faultOf({ status, body: { error: { message: 'nope' } } });
  expect(fault).toMatchObject({ status, retryable: false });
  expect(fault.message).toContain(hint);
  expect(fault.message).toContain('nope');
});

const tooLargeOf = (maxTokens: number, prompt: number) =>
  `'max_tokens' or 'max_completion_tokens' is too large: ${maxTokens}. This model's maximum context length is ` +
  `4096 tokens and your request has ${prompt} input tokens (${maxTokens} > 4096 - ${prompt}).`;
const classic = (prompt: number, reply: number) =>
  `This model's maximum context length is 4096 tokens. However, you requested ${prompt + reply} tokens ` +
  `(${prompt} in the messages, ${reply} in the completion). Please reduce the length of the messages or completion.`;

test.each([
  { object: 'error', message: tooLargeOf(4096, 1534), type: 'BadRequestError', code: 400 },
  { error: { code: 'context_length_exceeded', param: 'messages', message: classic(1534, 4096) } },
  { error: { param: 'max_tokens', message: 'max_tokens is too large: 9. At most 8 completion tokens.' } },
  {
    error:
      '`inputs` tokens + `max_new_tokens` must be <= 4096. Given: 1534 `inputs` tokens and 4096 `max_new_tokens`',
  },
])('a reply that may be longer than the model can write is a matter of the setup: %j', async (body) => {
  const fault = await faultOf({ status: 400, body: body as never });
  expect(fault).toMatchObject({ status: 400, blame: 'setup', retryable: false });
  expect(fault.message).toContain('lower maxTokens of the role');
});

test.each([tooLargeOf(200, 5000), classic(5000, 200)])(
  'a prompt that alone is too long is not: %s',
  async (text) => {
    expect(await ask({ status: 400, body: { error: { message: text } } })).toMatchObject({
      finish: 'rejected',
    });
  },
);

test('a parameter that the server does not take is a matter of the setup, a bad message is not', async () => {
  for (const error of [
    { code: 'unsupported_value', param: 'temperature', message: 'only 1 is taken' },
    { message: 'Unrecognized request argument supplied: seed' },
  ]) {
    const fault = await faultOf({ status: 400, body: { error } });
    expect(fault).toMatchObject({ blame: 'setup' });
    expect(fault.message).toContain('omit');
  }
  const bad = { param: 'messages[0].content', message: 'not a string' };
  expect(await faultOf({ status: 400, body: { error: bad } })).toMatchObject({ blame: 'question' });
});

test.each([
  [403, { error: { message: 'Your account was flagged by our content policy' } }],
  [403, '<html>Blocked by content filter</html>'],
  [403, { error: { message: 'no access to this model' } }],
])('status %i %j is no stop of a filter', async (status, body) => {
  expect(await faultOf({ status, body: body as never })).toMatchObject({ status, blame: 'setup' });
});

test('an account without credit is not asked again, though its status is 429', async () => {
  const body = { error: { code: 'insufficient_quota', message: 'You exceeded your current quota' } };
  const fault = await faultOf({ status: 429, body });
  expect(fault).toMatchObject({ retryable: false, blame: 'server' });
  expect(fault.message).toContain('no credit left');
});

test.each([
  ['retry-after-ms', '1500', 1500],
  ['retry-after', '2', 2000],
  ['retry-after', '0.5', 500],
  ['retry-after', 'Wed, 01 Jan 2020 00:00:00 GMT', 0],
  ['retry-after', 'soon', undefined],
  ['x-other', '1', undefined],
])('header %s: %s asks to wait %s ms', async (name, value, retryAfterMs) => {
  const reply = { status: 429, headers: { [name]: value }, body: { error: { message: 'x' } } };
  expect((await faultOf(reply)).retryAfterMs).toBe(retryAfterMs);
});

test.each([
  ['no choices', { model: 'm', choices: [] }],
  ['no message', { model: 'm', choices: [{}] }],
  ['an error in a good status', { error: { message: 'x' } }],
  ['a page', '<html>busy</html>'],
  ['half a body', '{"choices":[{"mess'],
  ['an end by error', { choices: [{ finish_reason: 'error', message: { content: 'x' } }] }],
])('%s is a fault that may have been billed', async (_, body) => {
  expect(await faultOf({ body: body as never })).toMatchObject({ retryable: true, maybeBilled: true });
});

test.each(['reset', 'truncated', 'malformed'] as const)(
  'a %s connection is a fault that may have been billed',
  async (kind) => {
    await using server = await startFaultServer({
      reply: () => 'secret reply',
      faultRate: 1,
      faults: [kind],
    });
    const call = open({ baseUrl: server.url }).servers[0]!.chat!;
    const error = await call(chatQuestion('a'), never).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ModelError);
    expect(error).toMatchObject({ retryable: true, maybeBilled: true });
    expect(everyText(error)).not.toContain('secret reply');
    expect(server.played.get(kind)).toBe(1);
  },
);

test('a refused connection is a fault that cannot have been billed', async () => {
  const server = await startFaultServer({ reply: () => 'x' });
  await server.stop();
  const call = open({ baseUrl: server.url }).servers[0]!.chat!;
  const error = await call(chatQuestion('a'), never).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ retryable: true, maybeBilled: false });
  expect(String(error)).toMatch(/cannot be reached \(ECONNREFUSED\)/);
});

test('an aborted attempt ends at once, with the reason', async () => {
  await using server = await startFaultServer({ reply: () => 'x', faultRate: 1, faults: ['hang'] });
  const controller = new AbortController();
  const attempt = open({ baseUrl: server.url }).servers[0]!.chat!(chatQuestion('a'), controller.signal);
  const reason = new ModelError('too late', { retryable: true });
  setTimeout(() => controller.abort(reason), 20);
  await expect(attempt).rejects.toBe(reason);
});

test('keys are sent, and appear in no error', async () => {
  // One that does not look like a key, so that no pattern helps.
  const key = 'verysecret+plain/words==';
  await using server = await startFaultServer({
    reply: ({ headers }) => ({
      status: 401,
      body: {
        error: { message: `Incorrect key ${String(headers.authorization).slice(7)} (sk-very***3456)` },
      },
    }),
  });
  const provider = open({ baseUrl: server.url, keyFrom: 'LOCAL_KEY' }, { LOCAL_KEY: `${key}\n` });
  const error = await provider.servers[0]!.chat!(chatQuestion('a'), never).catch((thrown: unknown) => thrown);
  expect(server.asked[0]!.headers.authorization).toBe(`Bearer ${key}`);
  expect(everyText(error)).toMatch(/Incorrect key/);
  expect(everyText(error)).not.toMatch(/secret|sk-very/);
  const [sign] = await provider.probe(never);
  expect(sign).toMatchObject({ ok: false });
  expect(sign!.detail).not.toMatch(/secret|sk-very/);
});

test('a server without a key is sent none', async () => {
  await using server = await startFaultServer({ reply: () => 'x' });
  await open({ baseUrl: server.url }, { OPENAI_API_KEY: 'sk-notyours1234' }).servers[0]!.chat!(
    chatQuestion('a'),
    never,
  );
  expect(server.asked[0]!.headers.authorization).toBeUndefined();
});

test('a missing key is told with its variable before anything is asked', () => {
  expect(() => open({ baseUrl: 'http://127.0.0.1:1/v1', keyFrom: 'LOCAL_KEY' })).toThrow(ConfigError);
  expect(() => open({ baseUrl: 'http://127.0.0.1:1/v1', keyFrom: 'LOCAL_KEY' }, { LOCAL_KEY: ' ' })).toThrow(
    /LOCAL_KEY/,
  );
  expect(() => open({})).toThrow(/OPENAI_API_KEY/);
  expect(() => open({}, { OPENAI_API_KEY: 'sk-x' })).not.toThrow();
});

test('no key is needed where nothing will be asked', () => {
  const surroundings = { env: {}, offline: true, tasks: [] };
  for (const options of [{}, { baseUrl: 'http://127.0.0.1:1/v1', keyFrom: 'LOCAL_KEY' }])
    expect(openaiKind.open('openai', openaiOptions.parse(options), surroundings).name).toBe('openai');
});

const quietWeekend = 'Please plan a quiet weekend by the sea for two';
const rendered = (text: string) =>
  chatQuestion('', {
    body: {
      messages: renderMessages('relevance', {
        instructions: 'Say whether the candidate fits the scenario.',
        sections: [
          { name: 'scenario', text: 'Trips' },
          { name: 'candidate', text },
        ],
        request: 'Answer with JSON.',
      }).map(({ role, content }) => ({ role, content })),
    },
  });

test.each([
  ['a part', quietWeekend, { message: `cannot read 'plan a quiet weekend by the sea'` }],
  ['a short prompt', 'Get me to Rome?', { message: "Bad input: 'get me to rome'" }],
  ['a single word', 'Timbuktu', { message: 'cannot read "timbuktu"' }],
  ['other case', quietWeekend, { message: `INPUT ${quietWeekend.toUpperCase()}` }],
  ['other separators', quietWeekend, { message: `tokens: ${quietWeekend.split(' ').join('|')}` }],
  ['letters apart', quietWeekend, { message: [...quietWeekend].join(' ') }],
  ['another script', '请帮我预订去罗马的火车票', { message: '无效：预订去罗马' }],
  ['a code', quietWeekend, { code: quietWeekend, message: 'x' }],
  ['a short code', 'Get me to Rome?', { code: 'get_me_to_rome', message: 'x' }],
  ['a type', quietWeekend, { type: `bad: ${quietWeekend}`, message: 'x' }],
])('what a server quotes of the question stays out of the error: %s', async (_, text, error) => {
  for (const question of [chatQuestion(text), rendered(text)]) {
    const fault = await faultOf({ status: 400, body: { error } as never }, question);
    expect(folded(everyText(fault))).not.toMatch(/quietweekend|bythesea|getmeto|timbuktu|罗马/);
    expect(fault.message).toContain('answered 400');
  }
});

test('what a server says in its own words is shown, though it sounds like our instructions', async () => {
  const error = { code: 'bad_field', message: 'the field candidate fits no schema; answer with JSON.' };
  const fault = await faultOf({ status: 400, body: { error } }, rendered(quietWeekend));
  expect(fault.message).toContain('bad_field: the field candidate fits no schema; answer with JSON');
});

test('a prompt that speaks of filters and lengths does not make a broken request look like an answer', async () => {
  const text = 'What is a content filter, and what a maximum context length?';
  const fault = await faultOf(
    { status: 400, body: { error: { message: `unclosed: ${text}` } } },
    chatQuestion(text),
  );
  expect(fault).toMatchObject({ blame: 'question', retryable: false });
});

const folded = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

test('the rehearsal model keeps its name over HTTP', async () => {
  const answer = await ask({ body: { ...completion('x', {}), model: 'rehearsal@abc' } });
  expect(answer.by).toBe('rehearsal@abc');
});

test('extra members are named for a model, its own over the general ones', () => {
  const provider = open({
    baseUrl: 'http://127.0.0.1:1/v1',
    extraBody: { top_k: 1, min_p: 0 },
    extraBodyByModel: { m: { top_k: 2 } },
  });
  expect(provider.extraBody!('m')).toEqual({ top_k: 2, min_p: 0 });
  expect(provider.extraBody!('n')).toEqual({ top_k: 1, min_p: 0 });
});

test('unknown options, and both an address and a list of them, are refused', () => {
  expect(openaiOptions.safeParse({ baseURL: 'http://a/v1' }).success).toBe(false);
  expect(openaiOptions.safeParse({ baseUrl: 'http://a/v1', servers: ['http://b/v1'] }).success).toBe(false);
  expect(openaiOptions.safeParse({ baseUrl: 'ftp://a' }).success).toBe(false);
});

test('each of several servers is asked at its own address', async () => {
  await using one = await startFaultServer({ reply: () => 'one' });
  await using two = await startFaultServer({ reply: () => 'two' });
  const { servers } = open({ servers: [one.url, two.url] });
  const answers = await Promise.all(servers.map((server) => server.chat!(chatQuestion('a'), never)));
  expect(answers.map(({ body }) => body)).toEqual([{ text: 'one' }, { text: 'two' }]);
  expect(servers.map(({ name }) => name)).toEqual([one.url, two.url]);
});

test('a sign of life lists models and spends no tokens', async () => {
  await using server = await startFaultServer({
    reply: () => ({ body: { data: [{ id: 'a' }, { id: 'b' }] } }),
  });
  expect(await open({ baseUrl: server.url }).probe(never)).toEqual([
    { server: server.url, ok: true, detail: '2 models' },
  ]);
  expect(server.asked.map(({ path }) => path)).toEqual(['/v1/models']);
});

test('an address with credentials is refused, without being repeated', () => {
  const problemOf = (options: object) => {
    const read = openaiOptions.safeParse(options);
    return read.success ? '' : read.error.issues.map(({ message }) => message).join();
  };
  for (const url of ['http://user:hunter22@127.0.0.1:1/v1', 'http://hunter22@127.0.0.1:1/v1']) {
    expect(problemOf({ baseUrl: url })).toMatch(/keyFrom/);
    expect(problemOf({ servers: [url] })).toMatch(/keyFrom/);
    expect(problemOf({ baseUrl: url })).not.toContain('hunter22');
  }
  expect(openaiOptions.safeParse({ baseUrl: 'not an address' }).success).toBe(false);
});

test('what Specloom writes itself can neither be set nor left out', () => {
  for (const name of ['messages', 'model', 'stream', 'n']) {
    const bodies = [
      { extraBody: { [name]: 1 } },
      { extraBodyByModel: { m: { [name]: 1 } } },
      { omit: [name] },
    ];
    for (const options of bodies) {
      const read = openaiOptions.safeParse(options);
      expect(read.error?.issues[0]?.message).toContain(`\`${name}\``);
    }
  }
  expect(openaiOptions.safeParse({ extraBody: { top_k: 1 }, omit: ['seed'] }).success).toBe(true);
});

test('omitted members are told under the names that questions have for them', () => {
  const omitOf = (options: object) => open({ baseUrl: 'http://127.0.0.1:1/v1', ...options }).omit;
  expect(omitOf({})).toBeUndefined();
  expect(omitOf({ omit: ['seed', 'max_tokens'] })).toEqual(['seed', 'max_tokens']);
  const renamed = { maxTokensField: 'max_completion_tokens' };
  expect(omitOf({ omit: ['max_completion_tokens'], ...renamed })).toEqual(['max_tokens']);
  expect(omitOf({ omit: ['max_tokens'], ...renamed })).toEqual([]);
});

test.each(['sk-verysecret\nsecond', 'sk-verysécret', 'sk-verysecret second'])(
  'a key that no header can carry is told by its variable, never by its value',
  (key) => {
    const error = (() => {
      try {
        return open({ baseUrl: 'http://127.0.0.1:1/v1', keyFrom: 'LOCAL_KEY' }, { LOCAL_KEY: key });
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toContain('LOCAL_KEY');
    expect(everyText(error)).not.toMatch(/verys/);
  },
);

test.each([
  { prompt_tokens: -5, completion_tokens: 1 },
  { prompt_tokens: 1.5, completion_tokens: 2 },
  { prompt_tokens: 1, completion_tokens: '2' },
  { prompt_tokens: 1 },
  { completion_tokens: 1 },
  { prompt_tokens: 1, completion_tokens: 1e300 },
])('token counts that are none are unknown, not believed: %j', async (usage) => {
  const body = { model: 'm', choices: [{ message: { content: 'x' } }], usage };
  expect((await ask({ body })).usage).toBeNull();
});

function base64Of(...numbers: number[]): string {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [place, value] of numbers.entries()) bytes.writeFloatLE(value, place * 4);
  return bytes.toString('base64');
}

async function embed(reply: (request: never) => Reply, questions: readonly Question[]) {
  await using server = await startFaultServer({ reply: ({ body }) => reply(body as never) });
  return await open({ baseUrl: server.url }).servers[0]!.embed!(questions, never);
}

test('vectors come as numbers or in base64, and are joined by index', async () => {
  const questions = [embedQuestion('a'), embedQuestion('bb')];
  const numbers = await embed(
    (request) => ({
      body: embeddings(
        [
          [1, 0.5],
          [0, -2],
        ],
        request,
      ),
    }),
    questions,
  );
  const data = [
    { index: 1, embedding: base64Of(0, -2) },
    { index: 0, embedding: base64Of(1, 0.5) },
  ];
  const text = await embed(() => ({ body: { model: 'e', data } }), questions);
  expect(numbers.map(({ body }) => body)).toEqual([
    { vector: base64Of(1, 0.5) },
    { vector: base64Of(0, -2) },
  ]);
  expect(text.map(({ body }) => body)).toEqual(numbers.map(({ body }) => body));
});

test('the tokens of a batch are divided by length and add up exactly', async () => {
  const questions = ['a', 'bbbb', 'cc', ''].map((text) => embedQuestion(text));
  const answers = await embed(
    () => ({
      body: {
        data: questions.map((_, index) => ({ index, embedding: [1] })),
        usage: { prompt_tokens: 101 },
      },
    }),
    questions,
  );
  const tokens = answers.map(({ usage }) => usage!.inputTokens);
  expect(tokens.reduce((sum, one) => sum + one, 0)).toBe(101);
  expect(tokens[1]).toBeGreaterThan(tokens[0]!);
  expect(tokens[3]).toBe(0);
});

test.each([
  ['one too few', [{ index: 0, embedding: [1, 2] }]],
  ['one too many', [0, 1, 2].map((index) => ({ index, embedding: [1] }))],
  [
    'the same twice',
    [
      { index: 0, embedding: [1] },
      { index: 0, embedding: [1] },
    ],
  ],
  [
    'of different sizes',
    [
      { index: 0, embedding: [1] },
      { index: 1, embedding: [1, 2] },
    ],
  ],
  [
    'not numbers',
    [
      { index: 0, embedding: [1] },
      { index: 1, embedding: [null] },
    ],
  ],
])('vectors that are %s are a fault', async (_, data) => {
  const questions = [embedQuestion('a'), embedQuestion('b')];
  await expect(embed(() => ({ body: { data } as never }), questions)).rejects.toThrow(ModelError);
});

test('a text that is too long is rejected alone, and makes a batch ill-formed', async () => {
  const tooLong = () => ({ status: 400, body: { error: { message: 'maximum context length is 8' } } });
  expect(await embed(tooLong, [embedQuestion('a')])).toMatchObject([{ finish: 'rejected' }]);
  await expect(embed(tooLong, [embedQuestion('a'), embedQuestion('b')])).rejects.toMatchObject({
    status: 400,
    retryable: false,
  });
});

test('dimensions are asked for where the question says so', async () => {
  await using server = await startFaultServer({
    reply: ({ body }) => ({ body: embeddings([[1, 2]], body) }),
  });
  const question = embedQuestion('a', { body: { text: 'a', dimensions: 2 } });
  await open({ baseUrl: server.url }).servers[0]!.embed!([question], never);
  expect(server.asked[0]!.body).toEqual({
    model: 'e',
    input: ['a'],
    dimensions: 2,
    encoding_format: 'base64',
  });
});

/** All that could be printed of an error: messages and stacks of it and its causes, and their members. */
function everyText(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error) ?? '';
  const own = Object.getOwnPropertyNames(error).filter((name) => name !== 'cause');
  return [
    error.message,
    ...own.map((name) => String((error as unknown as Record<string, unknown>)[name])),
    everyText(error.cause),
  ].join('\n');
}
