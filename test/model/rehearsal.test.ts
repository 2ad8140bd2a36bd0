import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { renderMessages } from '../../src/core/prompt.ts';
import { isRehearsal, type Question } from '../../src/core/question.ts';
import { defineTask, type Task } from '../../src/core/task.ts';
import { rehearsal, rehearsalModel } from '../../src/model/rehearsal.ts';
import {
  type Misbehaviour,
  misbehaviourOf,
  usualMisbehaviour,
} from '../../src/model/rehearsal-misbehaviour.ts';

const echo = defineTask<string, readonly string[]>({
  name: 'echo',
  version: '1',
  render: (text) => ({ instructions: 'Echo.', sections: [{ name: 'text', text }], request: 'Now.' }),
  parse: (reply) => JSON.parse(reply) as readonly string[],
  rehearse: (seen, random) =>
    JSON.stringify([`${seen.get('text')} ${random.int(1_000_000)}`, 'and one more of the kind']),
});
const tasks = [echo] as readonly Task<never, unknown>[];
const bodyOf = (text: string, more: JsonObject = {}): JsonObject => ({
  messages: renderMessages('echo', echo.render(text)) as unknown as JsonObject[],
  ...more,
});
const never: Misbehaviour = { malformed: 0, cutOff: 0, refusal: 0, filter: 0, offTopic: 0 };
const always = (kind: keyof Misbehaviour): Misbehaviour => ({ ...never, [kind]: 1 });
const open = (misbehaviour: Misbehaviour = never) =>
  rehearsal.open('rehearsal', { misbehaviour }, { env: {}, offline: false, tasks });
const signal = new AbortController().signal;
const ask = (body: JsonObject, provider = open()) => {
  const question: Question = { kind: 'chat', to: provider.addressee('default'), body, draw: '' };
  return provider.servers[0]!.chat!(question, signal);
};
const textOf = (answer: { body: unknown }) => (answer.body as { text: string | null }).text;

test('the reply is computed from the sections of the messages', async () => {
  expect(textOf(await ask(bodyOf('a stone')))).toMatch(/^\["a stone \d+"/);
});

test('the same body is answered alike; another seed or temperature, otherwise', async () => {
  const texts = await Promise.all(
    [{}, {}, { seed: 1 }, { seed: 2 }, { temperature: 0 }].map(async (more) =>
      textOf(await ask(bodyOf('a stone', more))),
    ),
  );
  expect(texts[0]).toBe(texts[1]);
  expect(new Set(texts).size).toBe(4);
});

test('a corrected second try still answers the task', async () => {
  const body = bodyOf('a stone');
  const retry = {
    messages: [
      ...(body.messages as JsonObject[]),
      { role: 'assistant', content: 'no list' },
      { role: 'user', content: 'That was no list. Reply again.' },
    ],
  };
  expect(textOf(await ask(retry))).toMatch(/^\["a stone \d+"/);
  expect(textOf(await ask(retry))).not.toBe(textOf(await ask(body)));
});

test('its id and its answers carry a digest of the task versions', async () => {
  const later = [{ ...echo, version: '2' }] as readonly Task<never, unknown>[];
  const provider = open();
  const answer = await ask(bodyOf('a stone'), provider);
  expect(provider.addressee('default')).toMatch(/^rehearsal\/default@[0-9a-f]{8}$/);
  expect(answer.by).toBe(provider.addressee('default').replace('/default', ''));
  expect(isRehearsal(answer)).toBe(true);
  expect(rehearsalModel(later, never).digest).not.toBe(rehearsalModel(tasks, never).digest);
  expect(rehearsalModel(tasks, always('filter')).digest).not.toBe(rehearsalModel(tasks, never).digest);
});

test('it has one model, and says so', () => {
  expect(() => open().addressee('large')).toThrow('say `rehearsal/default`');
});

test('tokens are estimated at four characters each', async () => {
  const body = bodyOf('a stone');
  const asked = (body.messages as { content: string }[]).reduce(
    (total, message) => total + message.content.length,
    0,
  );
  const answer = await ask(body);
  expect(answer.usage).toEqual({
    inputTokens: Math.ceil(asked / 4),
    outputTokens: Math.ceil(textOf(answer)!.length / 4),
  });
});

test('each kind of misbehaviour shows as what it is', async () => {
  const spoilt = async (kind: keyof Misbehaviour) => ask(bodyOf('a stone'), open(always(kind)));
  const malformed = await spoilt('malformed');
  expect(malformed.finish).toBe('stop');
  expect(() => JSON.parse(textOf(malformed)!)).toThrow();
  const cut = await spoilt('cutOff');
  expect(cut.finish).toBe('length');
  expect(() => JSON.parse(textOf(cut)!)).toThrow();
  expect(await spoilt('filter')).toMatchObject({ finish: 'filter', body: { text: null } });
  expect(textOf(await spoilt('refusal'))).toMatch(/sorry|cannot/i);
  const offTopic = JSON.parse(textOf(await spoilt('offTopic'))!) as string[];
  expect(offTopic).toHaveLength(2);
  expect(offTopic.join(' ')).not.toContain('a stone');
});

test('by default, about 6 % of replies go wrong, and most retries do not', () => {
  const model = rehearsalModel(tasks);
  const wrong = Array.from({ length: 2_000 }, (_, seed) => seed).filter((seed) => {
    const { text, finish } = model.reply(bodyOf('a stone', { seed }));
    return (
      finish !== 'stop' || !text?.startsWith('["a stone') || !text.endsWith('and one more of the kind"]')
    );
  });
  expect(wrong.length / 2_000).toBeGreaterThan(0.04);
  expect(wrong.length / 2_000).toBeLessThan(0.08);
});

test('a share of misbehaviour scales the usual mixture', () => {
  const shares = (total: number) => Object.values(misbehaviourOf(total)).reduce((sum, one) => sum + one, 0);
  expect(misbehaviourOf(0)).toEqual(never);
  expect(shares(1)).toBeCloseTo(1);
  expect(misbehaviourOf(0.06).malformed).toBeCloseTo(usualMisbehaviour.malformed);
});

test('shares that add up to more than 1 are refused', () => {
  expect(rehearsal.options.safeParse({ misbehaviour: { malformed: 0.6, refusal: 0.6 } }).success).toBe(false);
  expect(rehearsal.options.safeParse({ misbehaviour: { malformed: 0.6 } }).success).toBe(true);
});

test('messages that are no task of ours get a plain reply that takes up their words', async () => {
  const text = textOf(await ask({ messages: [{ role: 'user', content: 'Where do penguins hibernate?' }] }));
  expect(text).toMatch(/penguins|hibernate/);
});

test('a task that it cannot play is a fault that is not worth a retry, without a text of the prompt', async () => {
  const messages = renderMessages('unknown-task', echo.render('secret')) as unknown as JsonObject[];
  await expect(ask({ messages })).rejects.toMatchObject({ code: 'model', retryable: false });
  await expect(ask({ messages })).rejects.not.toThrow(/secret/);
});

test('its probe names what it plays', async () => {
  expect(await open().probe(signal)).toEqual([
    { server: 'rehearsal', ok: true, detail: expect.stringMatching(/^rehearsal@[0-9a-f]{8}, plays 1 task/) },
  ]);
});
