import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { parsePipeline, parseScenario } from '../../src/files/index.ts';
import { planPipeline } from '../../src/run/plan.ts';
import { known } from '../../src/run/prepare.ts';
import { codeBlocks, pages, root } from './markdown.ts';

const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');
/** The pipelines that come with the project; others in the folder are a user's own. */
const examples = ['quickstart.yaml', 'openai.yaml', 'local-server.yaml'];

describe('every pipeline that comes with the project', () => {
  for (const name of examples) {
    test(`${name} fits its JSON Schema`, () => {
      const schema = z.fromJSONSchema(JSON.parse(textOf('pipelines/pipeline.schema.json')));
      expect(schema.safeParse(parse(textOf(`pipelines/${name}`))).error).toBeUndefined();
    });

    test(`${name} can be planned without a key, and is expected to meet its quotas`, async () => {
      const plan = await planPipeline(`pipelines/${name}`, { cwd: root, env: {} });
      expect(plan.asks.map(({ stage, role }) => `${stage} ${role}`)).toEqual([
        'synthesize generator',
        'synthesize embedder',
        'rewrite rewriter',
        'rewrite relevance',
        'relevance relevance',
        'dedup embedder',
        'attack attacker',
        'attack verifier',
        'attack embedder',
        'respond subject',
        'judge judge',
      ]);
      expect(plan.costUsd).not.toBeNull();
      expect(plan.flows.reduce((sum, { quota }) => sum + quota, 0)).toBe(300);
      for (const { items, quota } of plan.flows) expect(items?.[1]).toBe(quota);
    });
  }

  test('the OpenAI one costs money, and its budget covers the highest expectation', async () => {
    const plan = await planPipeline('pipelines/openai.yaml', { cwd: root, env: {} });
    const pipeline = parsePipeline(textOf('pipelines/openai.yaml'), 'pipelines/openai.yaml', known());
    expect(plan.costUsd![0]).toBeGreaterThan(0.5);
    expect(plan.costUsd![1]).toBeLessThan(pipeline.budget!.usd);
  });
});

test('the scenarios that come with the project fit their JSON Schema', () => {
  const schema = z.fromJSONSchema(JSON.parse(textOf('specs/scenario.schema.json')));
  const files = readdirSync(join(root, 'specs')).filter(
    (name) => /\.yaml$/.test(name) && name !== 'pool.yaml',
  );
  for (const name of files) expect(schema.safeParse(parse(textOf(`specs/${name}`))).error).toBeUndefined();
});

test('the scenario of the guide is a scenario', () => {
  const guide = pages().find(({ path }) => path === join('docs', 'scenario-files.md'))!;
  const [block] = codeBlocks(guide.text).filter(({ language }) => language === 'yaml');
  expect(parseScenario(block!.lines.join('\n'), 'specs/library.yaml').seeds.unsafe[0]!.spec).toBe('s1');
});

describe('the pieces of pipeline files in the pages', () => {
  const whole = parse(textOf('pipelines/quickstart.yaml')) as Record<string, unknown>;
  const pieces = pages().flatMap(({ path, text }) =>
    codeBlocks(text)
      .filter(
        ({ language, lines }) => language === 'yaml' && !lines.some((line) => line.startsWith('safety:')),
      )
      .map(({ lines, firstLine }) => ({ place: `${path}:${firstLine}`, text: lines.join('\n') })),
  );

  test('there are some', () => {
    expect(pieces.length).toBeGreaterThan(4);
  });

  for (const { place, text } of pieces)
    test(`${place} fit into a pipeline file`, () => {
      const piece = parse(text) as Record<string, Record<string, unknown>>;
      const models = { ...(whole.models as object), ...piece.models };
      const sources = { ...(whole.sources as object), ...piece.sources };
      const providers = { local: { type: 'openai', baseUrl: 'http://127.0.0.1:1/v1' }, ...piece.providers };
      const file = JSON.stringify({ ...whole, ...piece, models, sources, providers });
      expect(parsePipeline(file, place, known()).name).toBe(piece.name ?? 'quickstart');
    });
});
