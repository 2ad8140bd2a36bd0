import { expect, test } from 'vitest';
import { z } from 'zod';
import { pipelineJsonSchema, scenarioJsonSchema } from '../../src/files/index.ts';
import { known } from './known.ts';

const good = {
  name: 'q',
  seed: 1,
  providers: { local: { type: 'openai', keyFrom: 'KEY' } },
  models: { generator: 'rehearsal/default', judge: { model: 'local/x', extraBody: { a: 1 } } },
  sources: { notes: { file: 'a.csv', licence: 'CC0-1.0', map: { prompt: 0 } } },
  scenarios: { travel: { unsafe: { generated: 1 } } },
  stages: ['ingest', { use: 'synthesize', perSpec: 3 }, './mine.js', { use: './mine.js', any: 1 }],
};

/** The schema as an editor would apply it. */
function accepts(schema: string, value: unknown): boolean {
  return z.fromJSONSchema(JSON.parse(schema)).safeParse(value).success;
}

test('the schema of pipeline files takes what people write, defaults left out', () => {
  expect(accepts(pipelineJsonSchema(known), good)).toBe(true);
});

test.each([
  ['an unknown key', { ...good, sead: 1 }],
  ['an unknown stage', { ...good, stages: ['ingset'] }],
  ['an unknown option of a stage', { ...good, stages: [{ use: 'synthesize', perspec: 3 }] }],
  ['a wrong option of a stage', { ...good, stages: [{ use: 'synthesize', perSpec: 'three' }] }],
  ['an unknown provider type', { ...good, providers: { local: { type: 'opnai' } } }],
  ['a model without a provider', { ...good, models: { generator: 'gpt' } }],
  ['a missing seed', { ...good, seed: undefined }],
])('it refuses %s', (_, value) => {
  expect(accepts(pipelineJsonSchema(known), JSON.parse(JSON.stringify(value)))).toBe(false);
});

test('the schema of scenario files takes seeds in both forms and refuses unknown keys', () => {
  const scenario = {
    id: 'garden',
    name: 'Garden',
    description: 'Plans gardens.',
    safety: [{ id: 's1', text: 'a' }],
    behavioral: [{ id: 'b1', text: 'b' }],
    seeds: { safe: ['a', { text: 'b' }] },
  };
  expect(accepts(scenarioJsonSchema(), scenario)).toBe(true);
  expect(accepts(scenarioJsonSchema(), { ...scenario, safty: [] })).toBe(false);
  expect(accepts(scenarioJsonSchema(), { ...scenario, safety: [] })).toBe(false);
});

test('both are the same text every time, and say what they are', () => {
  expect(pipelineJsonSchema(known)).toBe(pipelineJsonSchema(known));
  expect(JSON.parse(scenarioJsonSchema())).toMatchObject({ title: 'Specloom scenario file' });
  expect(scenarioJsonSchema().endsWith('}\n')).toBe(true);
});
