import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Ask } from '../../src/core/ask.ts';
import type { Entity, Item } from '../../src/core/entity.ts';
import { PendingError, ReplyError } from '../../src/core/errors.ts';
import { type Decision, drop, hold, keep, turn } from '../../src/core/outcome.ts';
import { keyOf } from '../../src/core/question.ts';
import { type AnyStage, defineStage, type Rounds } from '../../src/core/stage.ts';
import { defineTask } from '../../src/core/task.ts';
import { runStage } from '../../src/run/runner.ts';
import { answerOf, contextWith, item, lead } from './support.ts';

const echo = defineTask<string, string>({
  name: 'echo',
  version: '1',
  render: (text) => ({ instructions: '', sections: [{ name: 'text', text }], request: '' }),
  parse(reply) {
    if (reply === '???') throw new ReplyError('malformed', 'expected no question marks');
    return reply;
  },
  rehearse: () => '',
});

const isItem = (record: Entity): record is Item => record.kind === 'item';

const stageOf = (
  each: (record: Item, ask: Ask) => Promise<Decision<Item>>,
  rounds?: Rounds<Item, Item, object>,
): AnyStage =>
  defineStage({
    name: 'probe',
    version: '1',
    options: z.strictObject({}),
    roles: ['model'],
    applies: isItem,
    each: (record: Item, _: object, ask: Ask) => each(record, ask),
    ...(rounds === undefined ? {} : { rounds }),
  });

const run = (stage: AnyStage, line: readonly Entity[], acceptGaps = false) => ({
  stage,
  options: {},
  line,
  concurrency: 4,
  acceptGaps,
});

const silent = () => contextWith(() => answerOf(''));

const items = ['a', 'b', 'c', 'd', 'e'].map((prompt) => item(prompt));
const promptsOf = (records: readonly Entity[]) => records.map((record) => (record as Item).prompt);

/** Wants this many kept records; takes them from the front of the line, as many as are missing each time. */
const wanting = (count: number, log: string[][] = []): Rounds<Item, Item, object> => ({
  next(records, decided) {
    const kept = [...decided.values()].filter((decision) => decision.kind === 'keep').length;
    const round = records.filter(({ id }) => !decided.has(id)).slice(0, count - kept);
    log.push(promptsOf(round));
    return round;
  },
  spare: () => drop('not-needed'),
});

describe('rounds', () => {
  test('follow each other while something is missing; the rest is spared, and every record is counted', async () => {
    const log: string[][] = [];
    const seen: string[] = [];
    const stage = stageOf(
      async ({ prompt }) => {
        seen.push(prompt);
        return prompt === 'a' || prompt === 'c' ? hold('later') : keep();
      },
      wanting(2, log),
    );
    const passer = lead('travel/unsafe/s1');
    const result = await runStage(run(stage, [items[0]!, passer, ...items.slice(1)]), silent());
    expect(log).toEqual([['a', 'b'], ['c'], ['d'], []]);
    expect(seen).toEqual(['a', 'b', 'c', 'd']);
    expect(result).toMatchObject({
      closed: {
        line: [{ kind: 'lead' }, { prompt: 'b' }, { prompt: 'd' }],
        funnel: {
          in: 5,
          keep: 2,
          hold: 2,
          drop: 1,
          passedBy: 1,
          by: { 'drop:not-needed': 1, 'hold:later': 2 },
        },
      },
    });
  });

  test('leave outcomes and line in the order of the input, whatever order they name records in', async () => {
    const stage = stageOf(async () => keep(), {
      next: (records, decided) => records.filter(({ id }) => !decided.has(id)).toReversed(),
      spare: () => drop('not-needed'),
    });
    const result = await runStage(run(stage, items), silent());
    if (result.state !== 'closed') throw new Error('pending');
    expect(promptsOf(result.closed.line)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(result.closed.outcomes.map(({ from }) => from)).toEqual(items.map(({ id }) => id));
  });

  test('wait for a pending record: no later round begins, and the stage stays open', async () => {
    const seen: string[] = [];
    const stage = stageOf(async ({ prompt }) => {
      seen.push(prompt);
      if (prompt === 'b') throw new PendingError('budget', 'spent');
      return hold('later');
    }, wanting(2));
    const result = await runStage(run(stage, items), silent());
    expect(result).toMatchObject({ state: 'pending', done: 1, pending: [{ id: items[1]!.id }] });
    expect(seen).toEqual(['a', 'b']);
  });

  test('go on after an accepted gap, which counts as decided', async () => {
    const stage = stageOf(async ({ prompt }) => {
      if (prompt === 'b') throw new PendingError('server', 'no answer', { asked: true });
      return keep();
    }, wanting(2));
    const result = await runStage(run(stage, items, true), silent());
    expect(result).toMatchObject({
      closed: {
        line: [{ prompt: 'a' }, { prompt: 'c' }],
        funnel: { by: { 'drop:not-needed': 2, 'fail:gap': 1 } },
      },
    });
  });

  test('see an unreadable reply as a decision, too', async () => {
    const stage = stageOf(async ({ prompt }, ask) => {
      await ask(echo, prompt, { role: 'model', tries: 1 });
      return keep();
    }, wanting(1));
    const context = contextWith(({ body }) =>
      answerOf(JSON.stringify(body).includes('\\na\\n') ? '???' : 'fine'),
    );
    expect(await runStage(run(stage, items), context)).toMatchObject({
      closed: {
        line: [{ prompt: 'b' }],
        funnel: { by: { 'fail:reply-malformed': 1, 'drop:not-needed': 3 } },
      },
    });
  });

  test('may end before they begin; nothing is asked then', async () => {
    const context = silent();
    const stage = stageOf(async () => {
      throw new Error('not to be called');
    }, wanting(0));
    expect(await runStage(run(stage, items), context)).toMatchObject({
      closed: { line: [], funnel: { drop: 5 } },
    });
    expect(context.asked).toEqual([]);
  });

  test('may look at the setting and at what earlier stages said', async () => {
    const context = silent();
    context.register.close(
      'earlier',
      items.map(({ id }, n) => ({ kind: 'keep', from: id, answers: [], note: { last: n === 4 } })),
    );
    const stage = stageOf(async () => keep(), {
      next: (records, decided, _, { trail, setting }) =>
        decided.size > 0
          ? []
          : records.filter(({ id }) => setting.seed === 7 && (trail(id)[0]!.note as { last: boolean }).last),
      spare: () => drop('not-needed'),
    });
    const result = await runStage(run(stage, items), context);
    if (result.state !== 'closed') throw new Error('pending');
    expect(promptsOf(result.closed.line)).toEqual(['e']);
  });

  test('that name a decided record again break the run instead of going on for ever', async () => {
    const stage = stageOf(async () => keep(), {
      next: (records) => records.slice(0, 1),
      spare: () => drop('not-needed'),
    });
    await expect(runStage(run(stage, items), silent())).rejects.toThrow(/rounds of probe name/);
  });

  test('report progress against the records whose turn has come', async () => {
    const steps: string[] = [];
    const stage = stageOf(async ({ prompt }) => (prompt === 'a' ? hold('later') : keep()), wanting(2));
    await runStage(
      { ...run(stage, items), onProgress: (done, total) => steps.push(`${done}/${total}`) },
      silent(),
    );
    expect(steps).toEqual(['1/2', '2/2', '3/3']);
  });
});

describe('branches', () => {
  const unborn = ({ id: _, parents: __, rehearsal: ___, ...rest }: Item) => rest;

  test('count only once they are adopted, what could not be read included', async () => {
    const stage = stageOf(async (_, ask) => {
      const work = (text: string) => (aside: Ask) =>
        aside(echo, text, { role: 'model', tries: 2 }).catch(() => 'unreadable');
      const one = await ask.branch(work('one'));
      await ask.branch(work('two'));
      one.adopt();
      return keep({ value: one.value });
    });
    const context = contextWith(() => answerOf('???'));
    const result = await runStage(run(stage, [items[0]!]), context);
    if (result.state !== 'closed') throw new Error('pending');
    expect(context.asked).toHaveLength(4);
    const [outcome] = result.closed.outcomes;
    expect(outcome!.note).toEqual({ value: 'unreadable' });
    expect(outcome!.answers).toEqual(context.asked.slice(0, 2).map(keyOf).toSorted());
    expect(context.register.answers().map(([key]) => key)).toEqual(outcome!.answers);
  });

  test('that are not adopted make no record a rehearsed one', async () => {
    const rehearsedWhere = async (adopted: readonly string[]) => {
      const stage = stageOf(async (record, ask) => {
        for (const text of ['real', 'played']) {
          const branch = await ask.branch((aside) => aside(echo, text, { role: 'model' }));
          if (adopted.includes(text)) branch.adopt();
        }
        return turn([unborn(record)]);
      });
      const context = contextWith(({ body }) =>
        answerOf('fine', {
          by: JSON.stringify(body).includes('played') ? 'rehearsal@12345678' : 'test/model',
        }),
      );
      const result = await runStage(run(stage, [items[0]!]), context);
      if (result.state !== 'closed') throw new Error('pending');
      return result.closed.line[0]!.rehearsal;
    };
    expect(await rehearsedWhere(['real'])).toBe(false);
    expect(await rehearsedWhere(['real', 'played'])).toBe(true);
  });

  test('that are adopted make a record rehearsed by what it is given, and not by what it is only asked about', async () => {
    const variant = {
      id: '0123456789abcdef',
      text: 'fine',
      purpose: 'attack' as const,
      generation: 1,
      tactics: [],
      checks: [],
    };
    const rehearsedAfter = async (given: object) => {
      const stage = stageOf(async (_, ask) => {
        (await ask.branch((aside) => aside(echo, 'x', { role: 'model' }))).adopt();
        return keep(undefined, given);
      });
      const context = contextWith(() => answerOf('fine', { by: 'rehearsal@12345678' }));
      const result = await runStage(run(stage, [items[0]!]), context);
      if (result.state !== 'closed') throw new Error('pending');
      return result.closed.line[0]!.rehearsal;
    };
    expect(await rehearsedAfter({ set: { variant } })).toBe(true);
    expect(await rehearsedAfter({})).toBe(false);
  });

  test('within a branch count once both are adopted', async () => {
    const answersWhere = async (inner: boolean, outer: boolean) => {
      const stage = stageOf(async (_, ask) => {
        const branch = await ask.branch(async (aside) => {
          const twig = await aside.branch((ahead) => ahead(echo, 'x', { role: 'model' }));
          if (inner) twig.adopt();
        });
        if (outer) branch.adopt();
        return keep();
      });
      const result = await runStage(
        run(stage, [items[0]!]),
        contextWith(() => answerOf('fine')),
      );
      if (result.state !== 'closed') throw new Error('pending');
      return result.closed.outcomes[0]!.answers.length;
    };
    expect(await answersWhere(true, true)).toBe(1);
    expect(await answersWhere(true, false)).toBe(0);
    expect(await answersWhere(false, true)).toBe(0);
  });

  test('hand on what their work throws', async () => {
    const stage = stageOf(async (_, ask) => {
      await ask.branch(async () => {
        throw new PendingError('stopped', 'stopped');
      });
      return keep();
    });
    expect(await runStage(run(stage, [items[0]!]), silent())).toMatchObject({ state: 'pending' });
  });

  test('draw the same randomness and see the same run as the record itself', async () => {
    const stage = stageOf(async (record, ask) => {
      const { value } = await ask.branch(async (aside) => [
        aside.random('key').int(1e9),
        aside.find(record.id).id,
        aside.trail(record.id).length,
      ]);
      return keep({ value, own: ask.random('key').int(1e9) });
    });
    const context = silent();
    context.register.add(items[0]!);
    const result = await runStage(run(stage, [items[0]!]), context);
    if (result.state !== 'closed') throw new Error('pending');
    const note = result.closed.outcomes[0]!.note as { value: unknown[]; own: number };
    expect(note.value).toEqual([note.own, items[0]!.id, 0]);
  });
});
