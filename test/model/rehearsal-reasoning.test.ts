import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { renderMessages } from '../../src/core/prompt.ts';
import type { Answer, ChatMessage, ChatReply } from '../../src/core/question.ts';
import { rehearsalModels } from '../../src/core/rehearsal-models.ts';
import type { Task } from '../../src/core/task.ts';
import { rehearsal, rehearsalModel } from '../../src/model/rehearsal.ts';
import { misbehaviourOf } from '../../src/model/rehearsal-misbehaviour.ts';
import { respond, tasks } from '../../src/tasks/index.ts';
import { stepText, waitText } from '../../src/tasks/trace-texts.ts';
import { library } from '../tasks/scenario.ts';

const playable = tasks as readonly Task<never, unknown>[];
const model = rehearsalModel(playable, misbehaviourOf(0));
const question = 'Which novels about the sea may I keep for longer than a month?';
const declared = renderMessages(respond.name, respond.render({ scenario: library, question }));

const bodyWith = (then: readonly ChatMessage[], more: JsonObject = {}): JsonObject => ({
  messages: [...declared, ...then].map((each) => ({ ...each })),
  ...more,
});
const turn = (content: string): readonly ChatMessage[] => [{ role: 'assistant', content }];
const said = (then: readonly ChatMessage[] = [], more: JsonObject = {}) =>
  model.reply(bodyWith(then, more), 'reasoning');

const provider = rehearsal.open(
  'rehearsal',
  { misbehaviour: misbehaviourOf(0) },
  { env: {}, offline: false, tasks: playable },
);
const answered = (then: readonly ChatMessage[] = []): Promise<Answer> =>
  provider.servers[0]!.chat!(
    { kind: 'chat', to: provider.addressee('reasoning'), body: bodyWith(then), draw: '' },
    new AbortController().signal,
  );

describe('the model that reasons', () => {
  test('is known as one, with its markers, and goes on with any turn', async () => {
    expect(provider.traits!('reasoning')).toEqual({
      kind: 'reasoning',
      thinking: { open: '<think>\n', close: '</think>', empty: '<think>\n\n</think>\n\n' },
    });
    for (const name of rehearsalModels.slice(0, -1)) expect(provider.traits!(name)).toBeUndefined();
    const { way } = await provider.continuation!('reasoning', '<think>\n', new AbortController().signal);
    expect(way).toBe('chat');
  });

  test('thinks in a block before it answers, and its block stands apart in the answer', async () => {
    const { text, finish } = said();
    expect(text).toMatch(/^<think>\n[^<]{200,}\n<\/think>\n\n[^<]{60,}$/);
    expect(finish).toBe('stop');
    const { text: answer, reasoning } = (await answered()).body as ChatReply;
    expect(`<think>\n${reasoning}\n</think>\n\n${answer}`).toBe(text);
  });

  test('thinks in no other role', () => {
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'How deep is the sea?' },
    ];
    expect(model.reply({ messages }, 'reasoning').text).not.toContain('think>');
  });

  test('goes on in the middle of a thought, and says nothing of it again', () => {
    const partial = `<think>\n${stepText('behavior', { scenario: library })}`;
    const { text } = said(turn(partial));
    expect(text).toMatch(/^ [a-z][^<]{100,}\n<\/think>\n\n[^<]{40,}$/);
    expect(text).not.toContain(library.behavioral[0]!.text);
  });

  test('goes on behind a word that takes the place of the end of thinking', () => {
    const { text } = said(turn(`<think>\nThat should do.\n\n${waitText}`));
    expect(text).toMatch(/^, [a-z][^<]{100,}\n<\/think>/);
  });

  test.each(['<think>\n\n</think>\n\n', '<think>\nA thought.\n</think>'])(
    'answers at once behind the block %j',
    (partial) => {
      const { text } = said(turn(partial));
      expect(text).not.toContain('think>');
      expect(partial + text).toMatch(/<\/think>\n\n[A-Z]/);
    },
  );

  test('goes on with an answer that has begun', () => {
    const whole = said().text!;
    const { text } = said(turn(whole.slice(0, whole.indexOf('</think>') + 42)));
    expect(text).toMatch(/^ ?and so forth\./i);
    expect(text).not.toContain('think>');
  });
});

describe('a reply', () => {
  test('ends before the first stop text, which is no part of it', () => {
    const whole = said().text!;
    const stopped = said([], { stop: ['</think>', 'nowhere to be found'] });
    expect(stopped.finish).toBe('stop');
    expect(stopped.text).not.toContain('</think>');
    expect(stopped.text).toMatch(/\n$/);
    expect(whole).not.toBe(stopped.text);
    expect(said([], { stop: '</think>' }).text).not.toContain('</think>');
  });

  test('ends at its limit of tokens, with the finish `length`, and costs no more', () => {
    const { text, finish, usage } = said([], { max_tokens: 30 });
    expect(text).toHaveLength(120);
    expect(finish).toBe('length');
    expect(usage.outputTokens).toBe(30);
  });

  test('that a stop text ends below its limit is not cut', () => {
    expect(said([], { stop: ['</think>'], max_tokens: 1_000 }).finish).toBe('stop');
  });

  test('costs what it says; what was begun for it counts as input', () => {
    const partial = '<think>\nA thought that somebody else had.\n\n';
    const plain = said([]);
    const { text, usage } = said(turn(partial));
    expect(usage.outputTokens).toBe(Math.ceil(text!.length / 4));
    expect(usage.inputTokens - plain.usage.inputTokens).toBe(Math.ceil(partial.length / 4));
  });

  test('is cut in no half of a character', () => {
    const echo: Task<never, unknown> = {
      name: 'echo',
      version: '1',
      render: () => ({ instructions: '', sections: [], request: '' }),
      parse: () => null,
      rehearse: () => '🙂🙂🙂abc',
    };
    const messages = [
      { role: 'system', content: 'Task: echo' },
      { role: 'user', content: 'x' },
    ];
    const cut = (most: number) =>
      rehearsalModel([echo], misbehaviourOf(0)).reply({ messages, max_tokens: most }).text;
    expect([cut(1), cut(2), cut(3)]).toEqual(['🙂🙂', '🙂🙂🙂ab', '🙂🙂🙂abc']);
  });

  test.each([{ stop: 5 }, { stop: [''] }, { max_tokens: 0 }, { max_tokens: 'many' }])(
    'with the limit %j is refused',
    (limit) => {
      expect(() => said([], limit)).toThrow(/expected `stop`/);
    },
  );

  test('misbehaves within its limits: a filter stops it, and a cut falls before the stop text', () => {
    const only = (kind: string) => rehearsalModel(playable, { ...misbehaviourOf(0), [kind]: 1 });
    const body = bodyWith([], { stop: ['</think>'] });
    expect(only('filter').reply(body, 'reasoning')).toMatchObject({ text: null, finish: 'filter' });
    const cut = only('cutOff').reply(body, 'reasoning');
    expect(cut.finish).toBe('length');
    expect(said([], { stop: ['</think>'] }).text!.length).toBeGreaterThan(cut.text!.length / 0.9);
  });
});

test('what goes wrong in a reply goes wrong behind its thoughts; a refusal that is set apart is told without them', () => {
  const refusing = rehearsalModel(playable, { ...misbehaviourOf(0), refusal: 1 });
  const replies = Array.from({ length: 12 }, (_, seed) =>
    refusing.reply(bodyWith([], { seed }), 'reasoning'),
  );
  for (const { text, finish } of replies) {
    expect(text).toMatch(/sorry|cannot/i);
    expect(text!.startsWith('<think>\n')).toBe(finish === 'stop');
  }
  expect(new Set(replies.map(({ finish }) => finish))).toEqual(new Set(['stop', 'refusal']));
  const within = bodyWith(turn('<think>\nA thought.\n\nSo'), { stop: ['</think>'] });
  expect(refusing.reply(within, 'reasoning').text).not.toContain('think>');
});

test('a turn that is over is no partial one: the reply begins another', () => {
  const then = turn('<think>\n\n</think>\n\nYou may.');
  expect(said(then).text).not.toContain('think>');
  expect(said(then, { continue_final_message: false }).text).toMatch(/^<think>\n/);
});

test('what is asked for behind the declared question, and in later turns of the user, is heard', () => {
  const heard: unknown[] = [];
  const listening: Task<never, unknown> = {
    ...(respond as unknown as Task<never, unknown>),
    rehearse: (_seen, _random, _model, turns) => {
      heard.push(turns);
      return 'Very well.';
    },
  };
  const [{ content }] = declared as readonly [ChatMessage];
  const messages = [
    { role: 'user', content: `${content}\n\nBegin with the greeting.` },
    { role: 'assistant', content: 'Good day.' },
    { role: 'user', content: 'Now the rest.' },
    { role: 'assistant', content: 'You may' },
  ];
  rehearsalModel([listening], misbehaviourOf(0)).reply({ messages });
  expect(heard).toEqual([
    {
      request: expect.stringMatching(/^\s+Answer the question.*Begin with the greeting\.$/s),
      said: messages.slice(1, 3),
      partial: 'You may',
    },
  ]);
  expect(JSON.stringify(heard)).not.toContain(question);
});
