import { expect, test } from 'vitest';
import { ConfigError, ModelError } from '../../src/core/errors.ts';
import type { Continuation, Provider } from '../../src/core/provider.ts';
import { scripted } from '../../src/model/index.ts';
import { ensureContinuation } from '../../src/run/continuation.ts';
import type { RunEvent } from '../../src/run/progress.ts';
import { respond } from '../../src/stages/index.ts';
import { makeProject } from '../support/project.ts';
import { startVllm, type VllmOptions } from '../support/vllm-server.ts';

type Find = NonNullable<Provider['continuation']>;

/** Ensures it for a subject of the Qwen3 family that is asked by a method; what was tried out, and told. */
async function ensured(
  options: Record<string, unknown>,
  find: Find | undefined,
  signal = new AbortController().signal,
) {
  const events: RunEvent[] = [];
  const tried: { readonly model: string; readonly partial: string; readonly members: unknown }[] = [];
  const { continuation: _, ...provider } = scripted([]);
  const finding: Find | undefined =
    find &&
    (async (model, partial, ends, members) => {
      tried.push({ model, partial, members });
      return find(model, partial, ends, members);
    });
  const model = {
    role: 'subject',
    to: 'scripted/qwen3-8b',
    model: 'qwen3-8b',
    source: { kind: 'provider', provider: { ...provider, ...(finding && { continuation: finding }) } },
    settings: { model: 'scripted/qwen3-8b', kind: 'reasoning', extraBody: { top_k: 20 } },
  } as const;
  const stages = [{ stage: respond, options: respond.options.parse(options) }];
  const error = await ensureContinuation(
    { stages, models: [model] },
    { signal, emit: (event) => events.push(event) },
  ).catch((thrown: unknown) => thrown);
  return { events, tried, error };
}

const byChat: Find = async () => ({ way: 'chat', detail: 'tried out' });
const partialsOf = async (options: Record<string, unknown>) =>
  (await ensured(options, byChat)).tried.map(({ partial }) => partial);

test('the method’s own turns are tried out, with what else its questions say, and the user is told once', async () => {
  const { events, tried, error } = await ensured({ method: 'align3' }, byChat);
  expect(error).toBeUndefined();
  expect(tried).toEqual([{ model: 'qwen3-8b', partial: '<think>\nSo', members: { top_k: 20 } }]);
  expect(events).toEqual([
    { type: 'continuation', role: 'subject', model: 'scripted/qwen3-8b', way: 'chat', detail: 'tried out' },
  ]);
});

test('turns are tried out as the method begins them: with an empty block, and with a closed one within a budget', async () => {
  expect(await partialsOf({ method: 'zero-think' })).toEqual(['<think>\n\n</think>\n\n']);
  expect(await partialsOf({ method: 'more-think', tokens: 400 })).toEqual([
    '<think>\nSo',
    '<think>\nSo\n</think>\n\n',
  ]);
  expect(await partialsOf({ method: 'vanilla' })).toEqual([]);
  expect(await partialsOf({ method: 'align3', steps: [] })).toEqual([]);
});

test('the way that the last turn takes is told, since all of them take it', async () => {
  const ways: Continuation[] = [
    { way: 'chat', detail: 'a' },
    { way: 'completions', detail: 'b' },
  ];
  const { events } = await ensured({ method: 'more-think', tokens: 400 }, async () => ways.shift()!);
  expect(events).toMatchObject([{ way: 'completions', detail: 'b' }]);
});

test('a provider that continues no turns is refused', async () => {
  const { error } = await ensured({ method: 'align3' }, undefined);
  expect(error).toBeInstanceOf(ConfigError);
  expect(String(error)).toContain('provider scripted has no model go on');
  expect((await ensured({ method: 'vanilla' }, undefined)).error).toBeUndefined();
});

test('a server that is away is told of, and does not end the run; one that does not take the key does', async () => {
  const away = new ModelError('cannot be reached', { retryable: true });
  const { error, events } = await ensured({ method: 'align3' }, () => Promise.reject(away));
  expect(error).toBeUndefined();
  expect(events).toEqual([
    { type: 'fault', to: 'scripted/qwen3-8b', detail: 'cannot be reached', retryInMs: null },
  ]);
  const refused = new ModelError('answered 401', { status: 401, retryable: false });
  expect((await ensured({ method: 'align3' }, () => Promise.reject(refused))).error).toBeInstanceOf(
    ConfigError,
  );
});

test('a run that is stopped meanwhile goes on to its own end', async () => {
  const stop = new AbortController();
  const { error, events } = await ensured(
    { method: 'align3' },
    async () => {
      stop.abort(new Error('stopped'));
      throw stop.signal.reason;
    },
    stop.signal,
  );
  expect(error).toBeUndefined();
  expect(events).toEqual([]);
});

/** A project of the small pipeline whose subject is asked by more-think, behind a server of its own. */
async function project(server: VllmOptions) {
  const vllm = await startVllm(server);
  const made = makeProject({
    more: ['providers:', '  vllm:', '    type: openai', `    baseUrl: ${vllm.url}`],
    unsafe: { generated: 1, notes: 1 },
    safe: { generated: 1, questions: 1 },
  });
  made.edit(
    'pipelines/small.yaml',
    'subject: rehearsal/default',
    'subject: { model: vllm/qwen3-8b, kind: reasoning }',
  );
  made.edit('pipelines/small.yaml', '- respond', '- { use: respond, method: more-think, cycles: 2 }');
  return {
    made,
    vllm,
    async [Symbol.asyncDispose]() {
      made[Symbol.dispose]();
      await vllm[Symbol.asyncDispose]();
    },
  };
}

test('a server that cannot go on ends a run before anything is asked, and with another one it goes on', async () => {
  await using at = await project({ template: 'qwen3' });
  const { made, vllm } = at;
  await expect(made.run()).rejects.toThrow(/puts something before the turn/);
  expect(await made.answers()).toEqual([]);
  expect(vllm.bodies('/v1/chat/completions')).toEqual([]);
  made.edit('pipelines/small.yaml', '    type: openai', '    type: openai\n    continuation: chat');
  const stop = new AbortController();
  const events: RunEvent[] = [];
  await made.run({
    signal: stop.signal,
    onEvent(event) {
      events.push(event);
      stop.abort();
    },
  });
  expect(events[0]).toMatchObject({ type: 'continuation', model: 'vllm/qwen3-8b', way: 'chat' });
});

test('a replay asks no server what it can do', async () => {
  await using at = await project({ continues: false });
  await at.made.run({ replay: true });
  expect(at.vllm.requests).toEqual([]);
});

test('a batch is collected without asking the server what it can do', async () => {
  await using at = await project({ continues: false });
  await at.made.run({ collect: at.made.path('batch.jsonl') });
  expect(at.vllm.requests).toEqual([]);
});
