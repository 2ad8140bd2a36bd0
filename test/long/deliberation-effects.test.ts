import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { compareMethods } from '../../src/run/evaluate-methods.ts';
import type { EvaluationsDocument } from '../../src/run/evaluations-document.ts';
import { bothWays } from '../model/rehearsal-both-ways.ts';
import { evaluationIn } from '../support/evaluated.ts';
import { emptyProject, type Project } from '../support/project.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 600_000 });

const repository = join(import.meta.dirname, '../..');
const methods = ['vanilla', 'zero-think', 'more-think', 'align3', 'best-of-n', 'self-refine', 'tpo'];
/** All combinations of align3's steps but the whole of it. */
const ablations = [
  ...['none', 'behavior', 'safety', 'audit'],
  ...['behavior-safety', 'behavior-audit', 'safety-audit'],
].map((steps) => `align3-${steps}`);

let project: Project;
let document: EvaluationsDocument;

beforeAll(async () => {
  project = emptyProject('quickstart');
  for (const folder of ['specs', 'raw/samples', 'pipelines'])
    cpSync(join(repository, folder), project.path(folder), { recursive: true });
  await project.run({ until: 'export' });
  document = await compareMethods('curated/quickstart', {
    ...{ methods, ablation: true, models: ['rehearsal/reasoning'], reward: 'self' },
    ...{ cwd: project.root, env: {} },
  });
});
afterAll(() => project[Symbol.dispose]());

const evaluationOf = (label: string) => {
  const model = 'quickstart/rehearsal-reasoning';
  return evaluationIn(project, label === 'vanilla' ? model : `${model}-${label}`);
};
const sar = (label: string): number => evaluationOf(label).scores.summary.macro.all!.sar.value!;
const safety = (label: string): number => evaluationOf(label).scores.summary.macro.all!.safety.value!;
const behavioral = (label: string): number => evaluationOf(label).scores.summary.macro.all!.behavioral.value!;

/** Mean tokens that a subject says for one answer. */
function tokens(label: string): number {
  const { responses } = evaluationOf(label);
  return responses.reduce((sum, { usage }) => sum + usage!.outputTokens, 0) / responses.length;
}

describe('a rehearsed reasoner on the 300 prompts of the quickstart', () => {
  test('is asked by every method and every combination of align3’s steps, to the end', () => {
    expect(document.state).toBe('done');
    expect(document.evaluations.map(({ method }) => method).toSorted()).toEqual(
      [...methods, ...ablations].toSorted(),
    );
    for (const label of [...methods, ...ablations]) {
      expect(evaluationOf(label).responses).toHaveLength(300);
      expect(evaluationOf(label).scores.summary.macro.all!.sar.scored, label).toBeGreaterThan(270);
    }
  });

  test.each(ablations)('is better by all of align3 than by %s, clearly', (label) => {
    const name = (of: string) => `rehearsal/reasoning (${of})`;
    const between = document.comparison!.comparison!.differences.find(
      ({ a, b, measure }) =>
        measure === 'sar' && [a, b].includes(name('align3')) && [a, b].includes(name(label)),
    )!;
    const ahead = between.a === name('align3') ? between.interval![0] : -between.interval![1];
    expect(ahead).toBeGreaterThan(0.01);
    expect(between.pHolm).toBeLessThan(0.01);
  });

  test('gains by each step what that step is for', () => {
    expect(behavioral('align3-behavior')).toBeGreaterThan(behavioral('vanilla') + 0.1);
    expect(safety('align3-safety')).toBeGreaterThan(safety('vanilla') + 0.05);
    expect(behavioral('align3-safety')).toBeLessThan(behavioral('vanilla'));
    expect(safety('align3-behavior-safety')).toBeGreaterThan(safety('align3-safety'));
  });

  test('gains by thinking, and a little by thinking on', () => {
    expect(sar('zero-think')).toBeLessThan(sar('vanilla') - 0.05);
    expect(sar('more-think')).toBeGreaterThan(sar('vanilla'));
    expect(sar('more-think')).toBeLessThan(sar('align3') - 0.1);
  });

  test('says as much as the paper’s table 2 has it: none of the single passes comes near the others', () => {
    expect(tokens('zero-think')).toBeLessThan(tokens('vanilla') * 0.7);
    expect(tokens('vanilla')).toBeLessThan(Math.min(tokens('align3'), tokens('more-think')) * 0.8);
    const ratio = tokens('align3') / tokens('more-think');
    expect(ratio).toBeGreaterThan(0.7);
    expect(ratio).toBeLessThan(1.4);
    const single = Math.max(tokens('align3'), tokens('more-think'));
    for (const label of ['best-of-n', 'self-refine', 'tpo'])
      expect(tokens(label), label).toBeGreaterThan(single * 4);
  });

  test('is asked nothing anew for align3 without any step: that is vanilla, to the byte', () => {
    const answers = (label: string) =>
      evaluationOf(label).responses.map(({ answer, usage }) => [answer, usage]);
    expect(answers('align3-none')).toEqual(answers('vanilla'));
    const bare = document.evaluations.find(({ method }) => method === 'align3-none')!;
    expect(bare.evaluation!.asked).toBe(0);
  });
});

describe('in this process and over HTTP', () => {
  let ways: Awaited<ReturnType<typeof bothWays>>;
  beforeAll(async () => {
    ways = await bothWays();
  });
  afterAll(() => ways[Symbol.asyncDispose]());

  test.each([
    ...['vanilla', 'vanilla:tokens=100', 'more-think', 'align3:form=turns', 'align3:tokens=300'],
    ...['align3:steps=behavior+audit', 'self-refine:refinements=2', 'tpo:rounds=2,samples=2'],
  ])('%s comes to the same responses', async (method) => {
    const here = await ways.told(method, 'here');
    expect(await ways.told(method, 'http')).toEqual(here);
    expect(here).toHaveLength(6);
    expect(here.filter(({ answer }) => answer !== null).length).toBeGreaterThan(3);
  });
});
