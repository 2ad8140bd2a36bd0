import { expect, test } from 'vitest';
import { ConfigError } from '../../src/core/errors.ts';
import { openaiKind } from '../../src/model/openai.ts';
import { openaiOptions } from '../../src/model/openai-options.ts';
import { chatQuestion } from '../answers/fixtures/samples.ts';
import { startFaultServer } from '../support/fault-server.ts';
import { everyText, never, open } from './openai-support.ts';

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
    { server: server.url, ok: true, detail: '2 models', models: ['a', 'b'] },
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

test('a key that is pasted where its variable belongs is refused, without being repeated', () => {
  const { error } = openaiOptions.safeParse({ keyFrom: 'sk-live-ABCDEF' });
  expect(error!.issues[0]!.message).toContain('name of an environment variable');
  expect(error!.message).not.toContain('ABCDEF');
});
