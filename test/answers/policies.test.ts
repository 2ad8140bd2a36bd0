import { setMaxListeners } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import { gate } from '../../src/answers/gate.ts';
import { oneOf } from '../../src/answers/one-of.ts';
import { chatTraits } from '../../src/answers/traits.ts';
import { breaker } from '../../src/answers/with-breaker.ts';
import { withLimit } from '../../src/answers/with-limit.ts';
import { withRetry } from '../../src/answers/with-retry.ts';
import { withTimeout } from '../../src/answers/with-timeout.ts';
import type { Call } from '../../src/core/answers.ts';
import { ConfigError, ModelError, PendingError } from '../../src/core/errors.ts';
import type { Answer, Question } from '../../src/core/question.ts';
import { chatAnswer, chatQuestion } from './fixtures/samples.ts';

const never = new AbortController().signal;
setMaxListeners(0, never);
const key = (text: string) => text;
const fault = (more: object = {}) => new ModelError('busy', { status: 503, retryable: true, ...more });
type TextCall = Call<string, string>;

afterEach(() => {
  vi.useRealTimers();
});

/** A call that fails as often as told, then answers. */
const failing = (times: number, error: Error = fault()) => {
  let left = times;
  return vi.fn<TextCall>(async (text) => {
    if (left > 0) {
      left -= 1;
      throw error;
    }
    return `answer to ${text}`;
  });
};

test('a faulty attempt is made again until it succeeds, after growing pauses', async () => {
  vi.useFakeTimers();
  const delays: (number | undefined)[] = [];
  const call = failing(5);
  const ask = withRetry(call, { key, onFault: (_, __, ___, retryInMs) => delays.push(retryInMs) })(
    'a',
    never,
  );
  await vi.runAllTimersAsync();
  expect(await ask).toBe('answer to a');
  expect(call).toHaveBeenCalledTimes(6);
  for (const [place, delay] of delays.entries()) {
    expect(delay).toBeGreaterThanOrEqual(250 * 2 ** place);
    expect(delay).toBeLessThanOrEqual(500 * 2 ** place);
  }
});

test('when attempts are used up, the question is pending, with the last fault as cause', async () => {
  const onFault = vi.fn();
  const call = failing(9);
  const error = await withRetry(call, { key, attempts: 3, initialDelayMs: 1, onFault })('a', never).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(PendingError);
  expect(error).toMatchObject({ reason: 'server', key: 'a', cause: { status: 503 } });
  expect(String(error)).toContain('3 attempts');
  expect(call).toHaveBeenCalledTimes(3);
  expect(onFault.mock.calls.map(([, , attempt, retryInMs]) => [attempt, retryInMs === undefined])).toEqual([
    [1, false],
    [2, false],
    [3, true],
  ]);
});

test.each([401, 403, 404])('status %i is a matter of configuration, at the first attempt', async (status) => {
  const call = failing(9, fault({ status, retryable: false }));
  await expect(withRetry(call, { key })('a', never)).rejects.toThrow(ConfigError);
  expect(call).toHaveBeenCalledTimes(1);
});

test('a status 403 after an answer is about its question, and a 401 never is', async () => {
  const worked = async () => true;
  const forbidden = failing(9, fault({ status: 403, retryable: false }));
  await expect(withRetry(forbidden, { key, worked })('a', never)).rejects.toMatchObject({ refused: true });
  const notYet = withRetry(forbidden, { key, worked: async () => false });
  await expect(notYet('a', never)).rejects.toThrow(ConfigError);
});

test('a question that the server will not take is pending as refused, at the first attempt', async () => {
  const call = failing(9, fault({ status: 422, retryable: false }));
  const error = await withRetry(call, { key })('a', never).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ reason: 'server', key: 'a', refused: true, asked: true });
  expect(String(error)).toContain('the server refuses this request (status 422)');
  expect(call).toHaveBeenCalledTimes(1);
});

test.each([
  ['used-up attempts', fault()],
  ['an account without credit', fault({ status: 402, retryable: false })],
])('%s refuse no question', async (_, error) => {
  const ask = withRetry(failing(9, error), { key, attempts: 2, initialDelayMs: 1 });
  await expect(ask('a', never)).rejects.toMatchObject({ reason: 'server', refused: false, asked: true });
});

test('an error that is no fault passes through untouched', async () => {
  const bug = new TypeError('bug');
  await expect(withRetry(failing(1, bug), { key })('a', never)).rejects.toBe(bug);
});

test('a server is given the time it asks for', async () => {
  vi.useFakeTimers();
  const delays: (number | undefined)[] = [];
  const onFault = (_: string, __: ModelError, ___: number, retryInMs: number | undefined) =>
    delays.push(retryInMs);
  const ask = withRetry(failing(1, fault({ retryAfterMs: 90_000 })), { key, onFault })('a', never);
  await vi.runAllTimersAsync();
  expect(await ask).toBe('answer to a');
  expect(delays).toEqual([90_000]);
});

test('a server that asks for an hour is taken for down', async () => {
  const call = failing(1, fault({ retryAfterMs: 3_600_000 }));
  await expect(withRetry(call, { key })('a', never)).rejects.toMatchObject({ reason: 'server' });
});

test('the pause before a retry ends when the run is stopped', async () => {
  const controller = new AbortController();
  const ask = withRetry(failing(9), { key, initialDelayMs: 60_000, onFault: () => controller.abort() });
  await expect(ask('a', controller.signal)).rejects.toMatchObject({ reason: 'stopped' });
});

test('an attempt that takes too long is a fault that may be billed, though the call ignores its signal', async () => {
  const deaf: TextCall = () => new Promise(() => undefined);
  await expect(withTimeout(deaf, 5)('a', never)).rejects.toMatchObject({
    retryable: true,
    maybeBilled: true,
  });
});

test('a call in time is not disturbed, and its signal is the caller’s', async () => {
  const controller = new AbortController();
  const stops: TextCall = (_, signal) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  expect(await withTimeout(failing(0), 1_000)('a', never)).toBe('answer to a');
  const ask = withTimeout(stops, 60_000)('a', controller.signal);
  controller.abort();
  await expect(ask).rejects.toMatchObject({ reason: 'stopped' });
});

/** Calls that end when told to. */
function held() {
  const open: (() => void)[] = [];
  let most = 0;
  const work = () =>
    new Promise<void>((resolve) => {
      open.push(resolve);
      most = Math.max(most, open.length);
    });
  const release = () => {
    for (const resolve of open.splice(0)) resolve();
  };
  return { work, open, release, most: () => most };
}

test('no more calls are in flight than the server bears', async () => {
  const entry = gate({ concurrency: 3 });
  const { work, open, release, most } = held();
  const all = Array.from({ length: 10 }, () => entry.run(0, never, work));
  expect(entry.load()).toBeCloseTo(10 / 3);
  for (let round = 0; round < 4; round += 1) {
    await vi.waitFor(() => expect(open.length).toBeGreaterThan(0));
    release();
  }
  await Promise.all(all);
  expect(most()).toBe(3);
  expect(entry.load()).toBe(0);
});

test('waiting at the gate ends when the run is stopped', async () => {
  const entry = gate({ concurrency: 1 });
  const { work, release } = held();
  const controller = new AbortController();
  const first = entry.run(0, never, work);
  const second = entry.run(0, controller.signal, work);
  controller.abort();
  await expect(second).rejects.toMatchObject({ reason: 'stopped' });
  release();
  await first;
});

test('a paused gate lets nobody in until its time is over', async () => {
  vi.useFakeTimers();
  const entry = gate({ concurrency: 4 });
  const work = vi.fn(async () => undefined);
  entry.pause(1_000);
  entry.pause(100);
  const all = [entry.run(0, never, work), entry.run(0, never, work)];
  await vi.advanceTimersByTimeAsync(999);
  expect(work).not.toHaveBeenCalled();
  expect(entry.pausedForMs()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  await Promise.all(all);
  expect(entry.pausedForMs()).toBe(0);
});

test('no more requests begin in any minute than are allowed', async () => {
  vi.useFakeTimers();
  const entry = gate({ concurrency: 100, requestsPerMinute: 5 });
  const begun: number[] = [];
  const all = Array.from({ length: 12 }, () => entry.run(0, never, async () => void begun.push(Date.now())));
  await vi.advanceTimersByTimeAsync(200_000);
  await Promise.all(all);
  for (const start of begun)
    expect(begun.filter((at) => at >= start && at < start + 60_000).length).toBeLessThanOrEqual(5);
  expect(begun.at(-1)! - begun[0]!).toBeLessThan(180_000);
});

test('no more tokens are taken in any minute than are allowed, counted as they turned out', async () => {
  vi.useFakeTimers();
  const entry = gate({ concurrency: 100, tokensPerMinute: 1_000 });
  const begun: number[] = [];
  const run = (worst: number, real: number) =>
    entry.run(worst, never, async (spent) => {
      begun.push(Date.now());
      spent(real);
    });
  await run(900, 100);
  await run(900, 900);
  const third = run(900, 900);
  const tooLarge = run(5_000, 5_000);
  await vi.advanceTimersByTimeAsync(200_000);
  await Promise.all([third, tooLarge]);
  expect(begun.map((at) => Math.round((at - begun[0]!) / 60_000))).toEqual([0, 0, 1, 2]);
});

test('Retry-After pauses the server for everyone, and real tokens are counted', async () => {
  const entry = { ...gate({ concurrency: 4, tokensPerMinute: 1_000_000 }) };
  const pause = vi.spyOn(entry, 'pause');
  const call = vi
    .fn<Call<Question, Answer>>()
    .mockRejectedValueOnce(fault({ retryAfterMs: 30 }))
    .mockRejectedValueOnce(fault({ retryAfterMs: 3_600_000 }))
    .mockResolvedValue(chatAnswer('x'));
  const ask = withLimit(call, entry, { traits: chatTraits, countTokens: true, stopping: never });
  await expect(ask(chatQuestion('a'), never)).rejects.toThrow('busy');
  expect(pause).toHaveBeenCalledExactlyOnceWith(30);
  await expect(ask(chatQuestion('a'), never)).rejects.toThrow('busy');
  expect(pause).toHaveBeenCalledTimes(1);
  expect(await ask(chatQuestion('a'), never)).toEqual(chatAnswer('x'));
});

test('a soft stop empties the queue of a paused server, so that nothing keeps the process alive', async () => {
  const entry = gate({ concurrency: 1 });
  entry.pause(300_000);
  const stopping = new AbortController();
  const call = vi.fn(async () => chatAnswer('x'));
  const facts = { traits: chatTraits, countTokens: false, stopping: stopping.signal };
  const waiting = withLimit(call, entry, facts)(chatQuestion('a'), never);
  await vi.waitFor(() => expect(entry.load()).toBe(1));
  stopping.abort();
  await expect(waiting).rejects.toMatchObject({ reason: 'stopped' });
  expect(entry.load()).toBe(0);
  await expect(withLimit(call, entry, facts)(chatQuestion('b'), never)).rejects.toThrow(PendingError);
  expect(call).not.toHaveBeenCalled();
});

const lane = (call: TextCall, more: { load?: number; pausedForMs?: number } = {}) => ({
  call,
  load: () => more.load ?? 0,
  pausedForMs: () => more.pausedForMs ?? 0,
});

test('the least busy of several servers is asked; a paused one is passed over', async () => {
  const [busy, idle, paused] = [failing(0), failing(0), failing(0)];
  await oneOf([lane(busy, { load: 0.9 }), lane(idle, { load: 0.5 }), lane(paused, { pausedForMs: 1_000 })])(
    'a',
    never,
  );
  expect([busy, idle, paused].map((call) => call.mock.calls.length)).toEqual([0, 1, 0]);
});

test('a faulty server is avoided while another one is open, and asked where none is', async () => {
  const [broken, sound] = [failing(99), failing(0)];
  const ask = oneOf([lane(broken), lane(sound, { load: 0.5 })]);
  await expect(ask('a', never)).rejects.toThrow('busy');
  for (let turn = 0; turn < 5; turn += 1) await ask('a', never);
  expect([broken, sound].map((call) => call.mock.calls.length)).toEqual([1, 5]);
  const alone = oneOf([lane(broken), lane(failing(99))]);
  for (let turn = 0; turn < 3; turn += 1) await expect(alone('a', never)).rejects.toThrow('busy');
});

/** A call that breaks, without the retries between the two halves of the breaker. */
const broken = (call: TextCall, after?: number) => {
  const fuse = breaker(after);
  return fuse.question(fuse.attempt(call));
};

test('a server that stays faulty is avoided for longer and longer', async () => {
  vi.useFakeTimers();
  const [broken, sound] = [failing(99), failing(0)];
  const ask = oneOf([lane(broken), lane(sound, { load: 0.5 })]);
  for (let second = 0; second < 60; second += 1) {
    await ask('a', never).catch(() => undefined);
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect(broken.mock.calls.length).toBeLessThan(10);
});

const exhausted = new PendingError('server', 'no answer', { asked: true });

test('a server that gives a sign of life is taken for down only after ten times as many', async () => {
  const call = failing(30, exhausted);
  const fuse = breaker(3, async () => true);
  const ask = fuse.question(fuse.attempt(call));
  for (let turn = 0; turn < 40; turn += 1) await expect(ask('a', never)).rejects.toBeInstanceOf(PendingError);
  expect(call).toHaveBeenCalledTimes(30);
});

test('after some questions in a row without an answer, further ones fail without being asked', async () => {
  const call = failing(3, exhausted);
  const ask = broken(call, 3);
  for (const [text, asked] of [...'abcde'].map((text, place) => [text, place < 3] as const))
    await expect(ask(text, never)).rejects.toMatchObject({ reason: 'server', asked, refused: false });
  expect(call).toHaveBeenCalledTimes(3);
});

test('questions that the server refuses, however many in a row, keep no other from being asked', async () => {
  const call = failing(9, new PendingError('server', 'ill-formed', { refused: true }));
  const ask = broken(call, 3);
  for (const text of 'abcdefghi')
    await expect(ask(text, never)).rejects.toMatchObject({ reason: 'server', refused: true });
  expect(await ask('j', never)).toBe('answer to j');
});

test('an answer in between closes the breaker again', async () => {
  let number = 0;
  const call = vi.fn<TextCall>(async () => {
    number += 1;
    if (number % 3 !== 0) throw exhausted;
    return 'x';
  });
  const ask = broken(call, 3);
  for (let turn = 0; turn < 9; turn += 1) await ask('a', never).catch(() => undefined);
  expect(call).toHaveBeenCalledTimes(9);
});

test('a wrong setup is found once, and told to all', async () => {
  const call = failing(9, new ConfigError('wrong key'));
  const ask = broken(call);
  for (const text of ['a', 'b']) await expect(ask(text, never)).rejects.toThrow('wrong key');
  expect(call).toHaveBeenCalledTimes(1);
});

test('pending for another reason does not open the breaker', async () => {
  const call = failing(9, new PendingError('budget', 'too little'));
  const ask = broken(call, 1);
  for (const text of ['a', 'b', 'c'])
    await expect(ask(text, never)).rejects.toMatchObject({ reason: 'budget' });
  expect(call).toHaveBeenCalledTimes(3);
});
