import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Item, idOf, type Unborn } from '../../src/core/entity.ts';
import { keyOf, type Question } from '../../src/core/question.ts';
import { defineStage } from '../../src/core/stage.ts';
import { defineTask } from '../../src/core/task.ts';
import { version } from '../../src/core/version.ts';

const item: Unborn<Item> = {
  kind: 'item',
  scenario: 'travel',
  label: 'safe',
  prompt: 'How long is the ferry?',
  specs: [],
  origin: { how: 'raw', source: 's', at: 's#1', licence: 'CC0-1.0' },
};

test('an edit makes another id; a variant does not', () => {
  const id = idOf(item, ['p']);
  expect(id).toMatch(/^[0-9a-f]{16}$/);
  expect(idOf({ ...item, prompt: 'How long is the ferry ride?' }, ['p'])).not.toBe(id);
  expect(idOf(item, ['q'])).not.toBe(id);
  const variant = { id: 'v', text: 't', purpose: 'attack', generation: 1, tactics: [], checks: [] } as const;
  expect(idOf({ ...item, variant }, ['p'])).toBe(id);
});

test('every part of a question is in its key', () => {
  const question: Question = { kind: 'chat', to: 'p/m', body: { messages: [] }, draw: 'only' };
  const keys = [
    question,
    { ...question, kind: 'person' as const },
    { ...question, to: 'p/n' },
    { ...question, body: { messages: [], temperature: 0 } },
    { ...question, draw: 'vote-2' },
  ].map(keyOf);
  expect(new Set(keys).size).toBe(5);
  expect(keyOf({ ...question, by: 'someone' } as Question)).toBe(keys[0]);
});

test('tasks and stages need a kebab-case name and a version', () => {
  const task = {
    name: 'Not Kebab',
    version: '1',
    render: () => ({ instructions: '', sections: [], request: '' }),
    parse: () => 1,
    rehearse: () => '',
  };
  expect(() => defineTask(task)).toThrow(/kebab-case/);
  expect(() => defineTask({ ...task, name: 'fine', version: '' })).toThrow(/version/);
  expect(() => defineStage({ name: 'UP', version: '1' } as never)).toThrow(/kebab-case/);
});

test("the tool's version is the package's", () => {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(version).toBe(manifest.version);
});
