import { expect, test } from 'vitest';
import type { Deliberated, GivenOptions } from '../../src/deliberation/index.ts';
import { stepText } from '../../src/tasks/index.ts';
import { open } from '../model/openai-support.ts';
import { type Going, messagesOf, startVllm, type VllmOptions } from '../support/vllm-server.ts';
import { input, respondBy, type SubjectOptions, subjectWith } from './subject.ts';

const route = '/v1/chat/completions';

/** A method's answer from a server that behaves like vLLM, by the real client, and the bodies of its chat requests. */
async function over(
  method: string,
  options: VllmOptions,
  { given, subject = {} }: { readonly given?: GivenOptions; readonly subject?: SubjectOptions } = {},
) {
  await using server = await startVllm(options);
  const { chat } = open({ baseUrl: server.url }).servers[0]!;
  const said = await respondBy(
    method,
    subjectWith(chat!, { ...subject, role: { to: 'local/qwen3' } }),
    given,
  );
  const bodies = server.bodies(route);
  return {
    said,
    turns: bodies.map((body) => messagesOf(body).at(-1)!.content),
    wire: bodies.map(({ stop, max_tokens, continue_final_message, add_generation_prompt }) => ({
      stop,
      max_tokens,
      continue_final_message,
      add_generation_prompt,
    })),
  };
}

const continued = { continue_final_message: true, add_generation_prompt: false };
const limit = { max_tokens: 8_400, ...continued };
const stopped = { stop: ['</think>'], ...limit };
const unstopped = { stop: undefined, ...limit };

/** Thinks two words more where it stands in a block, and then answers. */
const thinker = ({ prompt }: Going) => ({
  text: prompt.trimEnd().endsWith('</think>') ? 'It is in room 4.' : ' I see.\n</think>\n\nIt is in room 4.',
});

const plain = ({ answer, reasoning, finish, steps }: Deliberated) => ({
  answer,
  reasoning,
  finish,
  steps: steps.map(({ name, text }) => [name, text]),
});

const first = `<think>\n${stepText('behavior', input)}`;
const second = `${first} I see.\n\n${stepText('safety', input)}`;
const third = `${second} I see.\n\n${stepText('audit', input)}`;
const last = ' I see.\n</think>\n\nIt is in room 4.';

const expected = {
  'zero-think': {
    turns: ['<think>\n\n</think>\n\n'],
    wire: [unstopped],
    said: {
      answer: 'It is in room 4.',
      reasoning: undefined,
      finish: 'stop',
      steps: [['answer', 'It is in room 4.']],
    },
  },
  'more-think': {
    turns: ['<think>\n', '<think>\n I see.\n\nWait', '<think>\n I see.\n\nWait I see.\n\nWait'],
    wire: [stopped, stopped, unstopped],
    said: {
      answer: 'It is in room 4.',
      reasoning: 'I see.\n\nWait I see.\n\nWait I see.',
      finish: 'stop',
      steps: [
        ['think-1', ' I see.\n'],
        ['think-2', ' I see.\n'],
        ['think-3', last],
      ],
    },
  },
  align3: {
    turns: [first, second, third],
    wire: [stopped, stopped, unstopped],
    said: {
      answer: 'It is in room 4.',
      reasoning: `${third} I see.`.slice('<think>\n'.length),
      finish: 'stop',
      steps: [
        ['behavior', ' I see.\n'],
        ['safety', ' I see.\n'],
        ['audit', last],
      ],
    },
  },
} as const;

test.each([false, true])(
  'over HTTP, each method asks as it should (reasoning parser: %s)',
  async (reasoningParser) => {
    for (const [method, { turns, wire, said }] of Object.entries(expected)) {
      const came = await over(method, { reply: thinker, reasoningParser });
      expect([method, came.turns, came.wire]).toEqual([method, turns, wire]);
      expect([method, plain(came.said)]).toEqual([method, said]);
    }
  },
);

test('tokens are the prompt of the first pass once, and what was said in all of them', async () => {
  const { said } = await over('align3', { reply: thinker });
  const outputs = said.steps.map(({ usage }) => usage!.outputTokens);
  expect(outputs.every((tokens) => tokens > 0)).toBe(true);
  expect(said.usage).toEqual({
    inputTokens: said.steps[0]!.usage!.inputTokens,
    outputTokens: outputs[0]! + outputs[1]! + outputs[2]!,
  });
});

test.each([false, true])(
  'within a budget, reasoning that does not end is closed and answered (reasoning parser: %s)',
  async (reasoningParser) => {
    const reply = ({ prompt }: Going) => ({
      text: prompt.trimEnd().endsWith('</think>') ? 'It is in room 4.' : ' I think'.repeat(500),
    });
    for (const method of ['vanilla', 'more-think', 'align3']) {
      const { said, turns, wire } = await over(method, { reply, reasoningParser }, { given: { tokens: 80 } });
      expect(said).toMatchObject({ answer: 'It is in room 4.', finish: 'stop' });
      expect(turns.at(-1)).toMatch(/ I think\n<\/think>\n\n$/);
      expect(wire.map(({ max_tokens }) => max_tokens)).toEqual([60, 20]);
      expect(said.usage!.outputTokens).toBeLessThanOrEqual(80);
    }
  },
);

test.each([
  ['the end marker twice', ' Hm.</think>In room 4.</think>Or 5.', 'In room 4.</think>Or 5.', 'stop'],
  ['no end marker at all', ' In room 4.', null, 'stop'],
  ['nothing', '', null, 'stop'],
  ['the end marker alone', '</think>', null, 'stop'],
  ['a block once more', ' Hm.</think>\n<think>5?</think>Room 4.', '<think>5?</think>Room 4.', 'stop'],
  ['an empty block once more', ' Hm.</think>\n<think>\n</think>In room 4.', 'In room 4.', 'stop'],
] as const)('a subject that says %s in the last pass', async (_, text, answer, finish) => {
  const reply = ({ body }: Going) => ({ text: body.stop === undefined ? text : ' a' });
  const { said } = await over('align3', { reply });
  expect({ answer: said.answer, finish: said.finish }).toEqual({ answer, finish });
  expect(said.reasoning).toContain(stepText('audit', input));
});

test('a filter that stops a step ends the method, and its finish is told', async () => {
  const reply = ({ number }: Going) =>
    number === 1 ? { text: ' a', finish: 'content_filter' } : { text: ' b' };
  const { said, turns } = await over('align3', { reply });
  expect(turns).toHaveLength(2);
  expect(said).toMatchObject({ answer: null, finish: 'filter' });
});

test('an instruct model is asked for whole turns', async () => {
  const { turns, wire, said } = await over(
    'align3',
    { reply: ({ number }) => ({ text: `Answer ${number}.` }) },
    { subject: { kind: 'instruct', thinking: undefined } },
  );
  expect(turns.every((turn) => !turn.startsWith('<think>'))).toBe(true);
  const whole = {
    stop: undefined,
    max_tokens: 4_200,
    continue_final_message: undefined,
    add_generation_prompt: undefined,
  };
  expect(wire).toEqual([whole, whole, whole]);
  expect(said.answer).toBe('Answer 2.');
});

test('a trace that has grown too long for the model ends without an answer, with all that was said kept', async () => {
  const message =
    "This model's maximum context length is 4096 tokens. However, you requested 5200 tokens (5000 in the messages, 200 in the completion). Please reduce the length of the messages or completion.";
  let asked = 0;
  const before = (request: { route: string }) => {
    asked += request.route === route ? 1 : 0;
    return asked < 3
      ? undefined
      : Response.json({ object: 'error', message, type: 'BadRequestError', code: 400 }, { status: 400 });
  };
  const reply = () => ({ text: ' I should reduce the length of the messages that I write.' });
  const { said, turns } = await over('align3', { reply, before });
  expect(turns).toHaveLength(3);
  expect(said).toMatchObject({ answer: null, finish: 'rejected' });
  expect(said.steps.map(({ name, text }) => [name, text.length > 0])).toEqual([
    ['behavior', true],
    ['safety', true],
    ['audit', false],
  ]);
  expect(said.reasoning).toContain('reduce the length');
});
