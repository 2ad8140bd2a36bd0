import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from '@xenova/transformers';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ConfigError, ModelError } from '../../src/core/errors.ts';
import { openEmbedder } from '../../src/embed/index.ts';
import { testEmbedder } from '../contracts/embedder.ts';
import { fullTable, idOf, quantizedTable, tinyModelFiles, writeTinyModel } from './tiny-model.ts';

const scratch = mkdtempSync(join(tmpdir(), 'specloom-embed-'));
const folder = join(scratch, 'models', 'tiny');
writeTinyModel(folder);
afterAll(() => rmSync(scratch, { recursive: true }));

/** Mean of the words' rows and of the two marks around them, at unit length. */
function expected(table: readonly (readonly number[])[], words: readonly string[]): number[] {
  const ids = ['[CLS]', ...words, '[SEP]'].map(idOf);
  const sum = [0, 1, 2].map((k) => ids.reduce((total, id) => total + table[id]![k]!, 0));
  return sum.map((value) => value / Math.hypot(...sum));
}

function expectClose(found: Float32Array, wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  for (const [k, value] of wanted.entries()) expect(found[k]).toBeCloseTo(value, 5);
}

testEmbedder('transformers/<folder> with 8-bit weights', () => openEmbedder(`transformers/${folder}`));
testEmbedder(
  'transformers/<folder> with full weights, in batches',
  () => openEmbedder(`transformers/${folder}`, { quantized: false, batchSize: 4 }),
  1e-6,
);

describe('a model in a folder (a real ONNX file of one layer, run by the real runtime)', () => {
  test('is pooled by the mean over tokens, padding left out, and brought to unit length', async () => {
    const embedder = await openEmbedder(`transformers/${folder}`, { quantized: false });
    expect(embedder.dimensions).toBe(3);
    const vectors = await embedder.embed(['Trip', 'train hotel refund trip']);
    expectClose(vectors.subarray(0, 3), expected(fullTable, ['trip']));
    expectClose(vectors.subarray(3), expected(fullTable, ['train', 'hotel', 'refund', 'trip']));
  });

  test('is read from its 8-bit weights unless told otherwise', async () => {
    const embedder = await openEmbedder(`transformers/${folder}`);
    expectClose(await embedder.embed(['hotel']), expected(quantizedTable, ['hotel']));
    expect(embedder.stored).toBe(true);
  });

  test.each([
    [
      'the tokenizer states',
      'tokenizer_config.json',
      { tokenizer_class: 'BertTokenizer', model_max_length: 8 },
    ],
    ['only the model states', 'config.json', { model_type: 'bert', max_position_embeddings: 8 }],
  ])('cuts texts off at the window that %s', async (_, file, content) => {
    const small = mkdtempSync(join(scratch, 'window-'));
    writeTinyModel(small);
    writeFileSync(join(small, 'tokenizer_config.json'), JSON.stringify({ tokenizer_class: 'BertTokenizer' }));
    writeFileSync(join(small, file), JSON.stringify(content));
    const embedder = await openEmbedder(`transformers/${small}`, { quantized: false });
    const [start, shorter] = ['trip '.repeat(7), 'trip '.repeat(4)];
    const long = await embedder.embed([`${start}${'hotel '.repeat(50)}`]);
    expect(long).toEqual(await embedder.embed([`${start}${'refund '.repeat(50)}`]));
    expect(long).not.toEqual(await embedder.embed([`${shorter}${'hotel '.repeat(50)}`]));
  });

  test('says so, without the text, where the model fails on a text', async () => {
    const unfit = join(scratch, 'unfit');
    writeTinyModel(unfit);
    const tokenizer = join(unfit, 'tokenizer.json');
    writeFileSync(tokenizer, readFileSync(tokenizer, 'utf8').replace('"refund":7', '"refund":700'));
    const embedder = await openEmbedder(`transformers/${unfit}`);
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const asked = embedder.embed(['trip', 'refund']);
    await expect(asked).rejects.toThrow(ModelError);
    await expect(asked).rejects.toThrow(/^transformers\/unfit\/.* failed on text 2 of 2 \(6 characters\)$/);
  });

  test('has an id that names weights and content, and no path of this machine', async () => {
    const [quantized, full] = [
      await openEmbedder(`transformers/${folder}`),
      await openEmbedder(`transformers/${folder}`, { quantized: false }),
    ];
    expect(quantized.id).toMatch(/^transformers\/tiny\/quantized@[0-9a-f]{16}$/);
    expect(full.id).toMatch(/^transformers\/tiny\/full@[0-9a-f]{16}$/);

    const other = join(scratch, 'other', 'tiny');
    writeTinyModel(other);
    expect((await openEmbedder(`transformers/${other}`)).id).toBe(quantized.id);
    writeFileSync(
      join(other, 'tokenizer_config.json'),
      JSON.stringify({ tokenizer_class: 'BertTokenizer', model_max_length: 4 }),
    );
    expect((await openEmbedder(`transformers/${other}`)).id).not.toBe(quantized.id);
  });

  test('may be named relative to the root', async () => {
    const { id } = await openEmbedder('transformers/models/tiny', { root: scratch, offline: true });
    expect(id).toMatch(/^transformers\/tiny\//);
  });

  test('is refused with the names of the files that are missing', async () => {
    const half = join(scratch, 'half');
    writeTinyModel(half);
    rmSync(join(half, 'tokenizer.json'));
    rmSync(join(half, 'onnx'), { recursive: true });
    const asked = openEmbedder(`transformers/${half}`);
    await expect(asked).rejects.toThrow(ConfigError);
    await expect(asked).rejects.toThrow('tokenizer.json, onnx/model_quantized.onnx missing');
    await expect(openEmbedder('transformers/./nowhere', { root: scratch })).rejects.toThrow(
      'config.json, tokenizer.json, tokenizer_config.json, onnx/model_quantized.onnx missing',
    );
  });

  test('is refused where a file is not what it should be', async () => {
    const broken = join(scratch, 'broken');
    writeTinyModel(broken);
    writeFileSync(join(broken, 'config.json'), 'not json');
    await expect(openEmbedder(`transformers/${broken}`)).rejects.toThrow(/broken cannot be loaded/);
  });
});

describe('a model by hub name (a loopback server in place of the hub)', () => {
  const requests: string[] = [];
  const realHost = env.remoteHost;
  let server: Server;
  beforeAll(async () => {
    const files = tinyModelFiles();
    server = createServer((request, response) => {
      requests.push(request.url!);
      const path = /^\/someone\/tiny\/resolve\/main\/(.+)$/.exec(request.url!)?.[1];
      const content = path === undefined ? undefined : files.get(path);
      if (content === undefined) response.writeHead(404).end();
      else response.end(content);
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    env.remoteHost = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterAll(() => {
    env.remoteHost = realHost;
    server.close();
  });

  test('with the offline switch, asks nobody and says which files it lacks and where it looked', async () => {
    requests.length = 0;
    const asked = openEmbedder('transformers/someone/tiny', { root: scratch, offline: true });
    await expect(asked).rejects.toThrow(ConfigError);
    await expect(asked).rejects.toThrow(join(scratch, '.specloom/models/someone/tiny'));
    expect(requests).toEqual([]);
  });

  test('is downloaded once, and works offline from then on with the same id', async () => {
    requests.length = 0;
    const online = await openEmbedder('transformers/someone/tiny', { root: scratch });
    expect(requests).toContain('/someone/tiny/resolve/main/onnx/model_quantized.onnx');
    expectClose(await online.embed(['train']), expected(quantizedTable, ['train']));

    requests.length = 0;
    const offline = await openEmbedder('transformers/someone/tiny', { root: scratch, offline: true });
    expect(offline.id).toBe(online.id);
    expect(offline.id).toMatch(/^transformers\/someone\/tiny\/quantized@/);
    expect(await offline.embed(['train'])).toEqual(await online.embed(['train']));
    expect(requests).toEqual([]);
  });

  test('an unknown name says what to check', async () => {
    const asked = openEmbedder('transformers/someone/else', { root: scratch });
    await expect(asked).rejects.toThrow(ConfigError);
    await expect(asked).rejects.toThrow(/could not be downloaded .*check the name and the network/);
  });
});
