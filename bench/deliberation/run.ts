import fs from 'node:fs';
import { join } from 'node:path';
import type { Response } from '../../src/core/entity.ts';
import { respond } from '../../src/run/evaluate.ts';
import { makeWorld, type World } from './world.ts';

const methods = [
  ...['vanilla', 'zero-think', 'more-think', 'align3', 'align3:form=turns'],
  ...['best-of-n', 'self-refine', 'tpo'],
];

/** What one answer takes on average. */
interface Cost {
  /** Questions to subject and reward model. */
  readonly questions: number;
  /** Tokens that the subject reads in all of them. */
  readonly read: number;
  /** Tokens that the answer took, as the response states them. */
  readonly input: number;
  readonly output: number;
}

/**
 * Questions and tokens per answer by method, against vanilla. Counts, not times: the reasoning rehearsal is asked, by
 * which a token is four characters, and which gives itself rewards as a judge does. They say how the methods ask, and
 * nothing of how long a real model thinks.
 */
export async function run(): Promise<void> {
  using world = await makeWorld();
  print('deliberation: means per answer, rehearsed answers to all seeds of five scenarios; / vanilla');
  print(row('', ['questions', '/ v', 'read', '/ v', 'input', '/ v', 'output', '/ v']));
  const baseline = await costOf(world, 'vanilla');
  for (const method of methods) {
    const { questions, read, input, output } = await costOf(world, method);
    const cells = [
      ...beside(questions, baseline.questions, 1),
      ...beside(read, baseline.read),
      ...beside(input, baseline.input),
      ...beside(output, baseline.output),
    ];
    print(row(method, cells));
  }
}

async function costOf({ root, dataset, pipeline }: World, method: string): Promise<Cost> {
  for (const folder of ['.specloom', 'results'])
    fs.rmSync(join(root, folder), { recursive: true, force: true });
  const { effort } = await respond(dataset, { cwd: root, env: {}, pipeline, method, out: 'results/bench' });
  const responses = fs
    .readFileSync(join(root, 'results/bench/responses.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Response);
  const mean = (of: (response: Response) => number): number =>
    responses.reduce((sum, response) => sum + of(response), 0) / responses.length;
  const { questions, tokens } = effort.respond!;
  return {
    questions: questions / responses.length,
    read: tokens.input / responses.length,
    input: mean(({ usage }) => usage!.inputTokens),
    output: mean(({ usage }) => usage!.outputTokens),
  };
}

const beside = (value: number, baseline: number, digits = 0): readonly string[] => [
  value.toFixed(digits),
  `${(value / baseline).toFixed(2)}×`,
];

const row = (name: string, cells: readonly string[]): string =>
  name.padEnd(20) + cells.map((cell) => cell.padStart(10)).join('');

const print = (line: string): boolean => process.stdout.write(`${line}\n`);
