import { join } from 'node:path';
import { countTokens } from '../../src/answers/index.ts';
import { renderMessages } from '../../src/core/prompt.ts';
import { keyedRandom } from '../../src/core/random.ts';
import type { Scenario } from '../../src/core/scenario.ts';
import type { Task } from '../../src/core/task.ts';
import { loadScenario } from '../../src/files/index.ts';
import { judge, judgeSpec, respond } from '../../src/tasks/index.ts';

const scenarios = ['biochem', 'child', 'code', 'health', 'travel'];

/** Tokens of questions in the order in which they are asked, and how many of them a prefix cache has read already. */
interface Cost {
  questions: number;
  input: number;
  cached: number;
  output: number;
}

/** Joint against sequential: tokens of judging rehearsed responses to all seeds, and the share that a prefix cache can serve. */
export async function run(): Promise<void> {
  process.stdout.write('judge: tokens per response, rehearsed responses to all seeds (o200k_base)\n');
  const rows: Measured[] = [];
  for (const name of scenarios) rows.push(await measured(name));
  const total = (way: 'joint' | 'sequential'): Cost =>
    rows.map((row) => row[way]).reduce((sum, each) => added(sum, each), none());
  const responses = rows.reduce((sum, row) => sum + row.responses, 0);
  for (const row of rows) print(row.name, row.responses, row.joint, row.sequential);
  print('all', responses, total('joint'), total('sequential'));
}

const none = (): Cost => ({ questions: 0, input: 0, cached: 0, output: 0 });
const added = (a: Cost, b: Cost): Cost => ({
  questions: a.questions + b.questions,
  input: a.input + b.input,
  cached: a.cached + b.cached,
  output: a.output + b.output,
});

interface Measured {
  readonly name: string;
  readonly responses: number;
  readonly joint: Cost;
  readonly sequential: Cost;
}

async function measured(name: string): Promise<Measured> {
  const scenario = await loadScenario(join(import.meta.dirname, `../../specs/${name}.yaml`));
  const prompts = [...scenario.seeds.safe, ...scenario.seeds.unsafe].map(({ text }) => text);
  const [joint, sequential] = [none(), none()];
  const asked = { joint: '', sequential: '' };
  for (const prompt of prompts) {
    const material = {
      prompt,
      variant: null,
      response: rehearsedResponse(scenario, prompt),
      reference: null,
    };
    asked.joint = await ask(judge, { ...material, scenario }, asked.joint, joint);
    for (const kind of ['safety', 'behavioral'] as const)
      for (const spec of scenario[kind])
        asked.sequential = await ask(
          judgeSpec,
          { ...material, scenario, kind, spec },
          asked.sequential,
          sequential,
        );
  }
  return { name, responses: prompts.length, joint, sequential };
}

function rehearsedResponse(scenario: Scenario, question: string): string {
  const sections = respond.render({ scenario, question }).sections;
  const seen = new Map(sections.map((section) => [section.name, section.text]));
  return respond.rehearse(seen, keyedRandom('bench-judge', question));
}

/** Adds what one question costs after the one before it. */
async function ask<In>(task: Task<In, unknown>, input: In, before: string, cost: Cost): Promise<string> {
  const prompt = task.render(input);
  const text = renderMessages(task.name, prompt)
    .map(({ content }) => content)
    .join('\n');
  const seen = new Map(prompt.sections.map((section) => [section.name, section.text]));
  cost.questions += 1;
  cost.input += await countTokens(text);
  cost.cached += await countTokens(text.slice(0, commonLength(before, text)));
  cost.output += await countTokens(task.rehearse(seen, keyedRandom('bench-judge', text)));
  return text;
}

function commonLength(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}

function print(name: string, responses: number, joint: Cost, sequential: Cost): void {
  const each = (cost: Cost) =>
    [cost.questions, cost.input, cost.output].map((value) => Math.round(value / responses)).join(' / ');
  const share = ({ cached, input }: Cost) => `${((100 * cached) / input).toFixed(1)} %`;
  const ratio = (sequential.input / joint.input).toFixed(2);
  const uncached = ((sequential.input - sequential.cached) / (joint.input - joint.cached)).toFixed(2);
  process.stdout.write(
    `${name.padEnd(8)} ${responses} responses; questions / input / output: joint ${each(joint)}, prefix ${share(joint)}; ` +
      `sequential ${each(sequential)}, prefix ${share(sequential)}; input ${ratio}×, behind the prefix ${uncached}×\n`,
  );
}
