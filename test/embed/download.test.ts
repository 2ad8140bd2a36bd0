import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from '@xenova/transformers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/core/errors.ts';
import { type Download, openEmbedder } from '../../src/embed/index.ts';
import { resolveModels } from '../../src/run/open-models.ts';
import { tinyModelFiles } from './tiny-model.ts';

const scratch = mkdtempSync(join(tmpdir(), 'specloom-download-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const MODEL = 'someone/tiny';
const WEIGHTS = 'onnx/model_quantized.onnx';
const files = tinyModelFiles();

/** How the server in place of the hub sends the weights; all else it sends whole. */
let sendWeights: (response: ServerResponse, whole: Buffer) => void;
let requests: string[] = [];
let server: Server;
const realHost = env.remoteHost;

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url!.slice(`/${MODEL}/resolve/main/`.length);
    requests.push(path);
    const whole = Buffer.from(files.get(path) ?? '');
    if (!files.has(path)) response.writeHead(404).end();
    else if (path === WEIGHTS) sendWeights(response, whole);
    else response.end(whole);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  env.remoteHost = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => {
  env.remoteHost = realHost;
  server.close();
});

const whole = (response: ServerResponse, bytes: Buffer) => void response.end(bytes);
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(scratch, 'root-'));
  requests = [];
  sendWeights = whole;
});

const filesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
const modelFolder = () => join(root, '.specloom/models', MODEL);
const open = (more: object = {}) => openEmbedder(`transformers/${MODEL}`, { root, ...more });

describe('a download', () => {
  test('tells of each file how many of its bytes are there, from none to all', async () => {
    const told: Download[] = [];
    await open({ onDownload: (download: Download) => told.push(download) });
    const names = ['config.json', 'tokenizer.json', 'tokenizer_config.json', WEIGHTS];
    expect([...new Set(told.map(({ file }) => file))]).toEqual(names);
    for (const name of names) {
      const own = told.filter(({ file }) => file === name);
      const size = Buffer.from(files.get(name)!).length;
      expect(own[0]).toEqual({ model: MODEL, file: name, loadedBytes: 0, totalBytes: size });
      expect(own.at(-1)).toEqual({ model: MODEL, file: name, loadedBytes: size, totalBytes: size });
    }
    told.length = 0;
    await open({ onDownload: (download: Download) => told.push(download) });
    expect(told).toEqual([]);
    expect(requests).toHaveLength(4);
  });

  test('tells at most once a whole per cent, however small the pieces are', async () => {
    sendWeights = (response, bytes) => {
      const large = Buffer.concat([bytes, Buffer.alloc(40_000)]);
      response.writeHead(200, { 'content-length': String(large.length) });
      let at = 0;
      const next = (): void => {
        if (at >= large.length) return void response.end();
        response.write(large.subarray(at, at + 97), () => setImmediate(next));
        at += 97;
      };
      next();
    };
    const told: Download[] = [];
    // Zeros behind a protobuf message make it one that cannot be read.
    await expect(open({ onDownload: (download: Download) => told.push(download) })).rejects.toThrow(
      /cannot be loaded.*delete that folder to download it again/,
    );
    const percents = told
      .filter(({ file }) => file === WEIGHTS)
      .map(({ loadedBytes, totalBytes }) => Math.floor((loadedBytes * 100) / totalBytes!));
    expect(percents).toEqual([...new Set(percents)].sort((a, b) => a - b));
    expect([percents[0], percents.at(-1)]).toEqual([0, 100]);
  });

  test('of a length that nobody states is whole where its end is marked', async () => {
    sendWeights = (response, bytes) => {
      response.write(bytes.subarray(0, 10));
      setImmediate(() => response.end(bytes.subarray(10)));
    };
    const told: Download[] = [];
    await open({ onDownload: (download: Download) => told.push(download) });
    expect(told.at(-1)).toMatchObject({
      totalBytes: null,
      loadedBytes: Buffer.from(files.get(WEIGHTS)!).length,
    });
  });

  test.each<[string, (response: ServerResponse, bytes: Buffer) => void, RegExp]>([
    [
      'fails half way',
      (response, bytes) => {
        response.writeHead(200, { 'content-length': String(bytes.length) });
        response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
      },
      /model_quantized\.onnx broke off/,
    ],
    [
      'fails half way through pieces of unstated length',
      (response, bytes) =>
        void response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy()),
      /model_quantized\.onnx broke off/,
    ],
    [
      'ends early and says nothing of a length',
      (response, bytes) => {
        response.removeHeader('transfer-encoding');
        response.useChunkedEncodingByDefault = false;
        response.shouldKeepAlive = false;
        response.end(bytes.subarray(0, bytes.length >> 1));
      },
      /does not say how long/,
    ],
    [
      'has an error in place of the file',
      (response) => void response.writeHead(503).end('busy'),
      /status 503/,
    ],
  ])(
    'from a server that %s leaves no file that a later run could take for the model',
    async (_, broken, message) => {
      sendWeights = broken;
      await expect(open()).rejects.toThrow(ConfigError);
      await expect(open()).rejects.toThrow(message);
      expect(filesBelow(modelFolder()).filter((path) => path.startsWith('onnx'))).toEqual([]);
      await expect(open({ offline: true })).rejects.toThrow(/model_quantized\.onnx missing/);

      sendWeights = whole;
      requests = [];
      const embedder = await open();
      expect(await embedder.embed(['trip'])).toHaveLength(3);
      expect(requests).toEqual([WEIGHTS]);
    },
  );

  test('is an event of the run that needs the model', async () => {
    const told: Download[] = [];
    const [model] = await resolveModels({
      mode: 'ask',
      models: { embedder: { model: `transformers/${MODEL}` } },
      providers: {},
      kinds: new Map(),
      given: new Map(),
      roles: ['embedder'],
      surroundings: { env: {}, offline: false, tasks: [] },
      root,
      onDownload: (download) => told.push(download),
    });
    expect(model!.to).toMatch(/^transformers\/someone\/tiny\/quantized@/);
    expect(told.filter(({ loadedBytes }) => loadedBytes === 0).map(({ file }) => file)).toEqual(requests);
    expect(requests).toHaveLength(4);
  });

  test('that is forbidden asks nobody, and says how it would be allowed', async () => {
    await expect(open({ offline: true })).rejects.toThrow(
      /nothing may be downloaded here: run once without --offline, SPECLOOM_OFFLINE or --replay, or put the files there/,
    );
    expect(requests).toEqual([]);
    expect(existsSync(modelFolder())).toBe(false);
  });

  test('from a hub that cannot be reached says so', async () => {
    const host = env.remoteHost;
    env.remoteHost = 'http://127.0.0.1:1/';
    try {
      await expect(open()).rejects.toThrow(
        /127\.0\.0\.1:1 cannot be reached.*check the name and the network/,
      );
    } finally {
      env.remoteHost = host;
    }
  });
});
