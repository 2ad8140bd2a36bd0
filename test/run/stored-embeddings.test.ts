import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openAnswers, openBudget } from '../../src/answers/index.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { Provider } from '../../src/core/provider.ts';
import { openaiKind } from '../../src/model/openai.ts';
import { type Connection, connectModels } from '../../src/run/connect-models.ts';
import { embeddings, startFaultServer } from '../support/fault-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'specloom-vectors-'));
afterAll(() => rmSync(folder, { recursive: true }));
const signal = new AbortController().signal;

/** A server whose vector for a text is its length and 1. */
const lengths = () =>
  startFaultServer({
    reply: ({ body }) => ({
      body: embeddings(
        (body.input as string[]).map((text) => [text.length, 1]),
        body,
      ),
    }),
  });

/** Opens a provider named `p` as a pipeline file's options would. */
function provider(options: object): Provider {
  const surroundings = { env: {}, offline: false, tasks: [] };
  return openaiKind.open('p', openaiKind.options.parse(options), surroundings);
}

/** Embeds through a store in a file, as a process of its own would; tells the keys in use. */
async function embedOnce(file: string, source: Provider, texts: readonly string[], dimensions = 2) {
  const store = openAnswers(join(folder, file));
  const connection: Connection = {
    store,
    budget: openBudget(store.ledger, 'run', undefined),
    replay: false,
    collect: false,
    halt: new AbortController(),
    stopping: signal,
    onEvent: () => {},
  };
  const settings = { model: 'p/e', dimensions };
  const { embedRoles } = connectModels(
    [{ role: 'embedder', to: 'p/e', model: 'e', source: { kind: 'provider', provider: source }, settings }],
    connection,
  );
  const keys: string[] = [];
  const vectors = await embedRoles.get('embedder')!.embed(texts, signal, (key) => keys.push(key));
  await store.close();
  return { vectors, keys };
}

test('a second run embeds nothing, and gets the same vectors', async () => {
  await using server = await lengths();
  const texts = Array.from({ length: 600 }, (_, n) => `text ${'x'.repeat(n)}`);
  const first = await embedOnce('second-run', provider({ baseUrl: server.url }), texts);
  const asked = server.asked.length;
  expect(asked).toBe(5);
  const second = await embedOnce('second-run', provider({ baseUrl: server.url }), texts);
  expect(server.asked.length - asked).toBe(0);
  expect(second).toEqual(first);
  const more = await embedOnce('second-run', provider({ baseUrl: server.url }), [...texts, 'new']);
  expect(server.asked.slice(asked).map(({ body }) => body.input)).toEqual([['new']]);
  expect(more.vectors.subarray(0, first.vectors.length)).toEqual(first.vectors);
});

test('dimensions of a role are sent with every request', async () => {
  await using server = await lengths();
  await embedOnce('dimensions', provider({ baseUrl: server.url, embedBatch: 1 }), ['a', 'b'], 2);
  const sent = server.asked.map(({ body }) => body as JsonObject);
  expect(sent).toHaveLength(2);
  for (const body of sent)
    expect(body).toMatchObject({ model: 'e', dimensions: 2, encoding_format: 'base64' });
});

test('a request takes no more tokens than the provider allows, whatever its number of texts', async () => {
  await using server = await lengths();
  const texts = Array.from({ length: 6 }, (_, n) => `${n}${' walk'.repeat(400)}`);
  await embedOnce('tokens', provider({ baseUrl: server.url, embedBatchTokens: 1_000 }), texts);
  const inputs = server.asked.map(({ body }) => body.input as string[]);
  expect(inputs.map((input) => input.length)).toEqual([2, 2, 2]);
  expect(inputs.flat().sort()).toEqual(texts);
});

test('how texts are batched is no part of what was asked: the key of a text never changes', async () => {
  await using server = await lengths();
  const options = [
    { baseUrl: server.url },
    { embedBatchTokens: 9, embedBatch: 1, baseUrl: server.url },
    { embedBatch: 2, concurrency: 3, baseUrl: server.url, embedBatchTokens: 40 },
  ];
  const all = [];
  for (const [n, each] of options.entries())
    all.push(await embedOnce(`keys-${n}`, provider(each), ['one walk', 'two walks', 'three walks']));
  expect(new Set(all.map(({ keys }) => keys.join())).size).toBe(1);
  expect(all[0]!.keys[0]).toMatchInlineSnapshot(
    `"d7ac529f5035fe0d8acc6ac350199b8fc3839081a27325f27d6a406250b75acf"`,
  );
});
