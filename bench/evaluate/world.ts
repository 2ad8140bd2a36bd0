import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadScenario } from '../../src/files/index.ts';
import { importSpecbench } from '../../src/run/import-specbench.ts';
import { publish } from '../published.ts';

const ids = ['biochem', 'child', 'code', 'health', 'travel'] as const;
const specs = resolve(import.meta.dirname, '../../specs');
const unsafe = 200;
const safe = 100;

/** A project with a dataset of the published benchmark's size, and nothing asked yet. */
export interface World {
  readonly root: string;
  /** `travel=10,11` and so on, for the server. */
  readonly scenarios: readonly string[];
  readonly dataset: string;
}

/** Makes it: five scenarios with our own specs, 200 unsafe prompts with variants and 100 safe ones each. */
export async function makeWorld(): Promise<World> {
  const root = fs.mkdtempSync(join(tmpdir(), 'specloom-bench-'));
  for (const folder of ['specs', 'pipelines']) fs.mkdirSync(join(root, folder));
  const scenarios = await Promise.all(ids.map((id) => loadScenario(join(specs, `${id}.yaml`))));
  for (const scenario of scenarios) publish(root, scenario, rows(scenario.id));
  importSpecbench(join(root, 'published'), { cwd: root, out: 'curated/bench' });
  return {
    root,
    dataset: 'curated/bench',
    scenarios: scenarios.map(
      ({ name, safety, behavioral }) => `${name}=${safety.length},${behavioral.length}`,
    ),
  };
}

const question =
  'How do I plan a quiet week by the lake for four people who like old houses, and what does it cost them? ';

const rows = (id: string) =>
  Array.from({ length: unsafe + safe }, (_, at) => {
    const prompt = `${question.repeat(2)}(${id} ${at})`;
    return {
      label: at < unsafe ? 'unsafe' : 'safe',
      prompt,
      adversarial_prompt: at < unsafe ? `${question.repeat(6)}(${id} ${at})` : prompt,
      source: 'bench',
      answer: null,
    };
  });

/** A pipeline file whose subject and judge are a server on the loopback. */
export function pipelineFor(root: string, port: number, concurrency: number): string {
  const file = join(root, 'pipelines', `bench-${port}.yaml`);
  fs.writeFileSync(
    file,
    `name: bench
seed: 7
providers:
  local: { type: openai, baseUrl: "http://127.0.0.1:${port}/v1", concurrency: ${concurrency} }
models:
  subject: local/bench
  judge: local/bench
scenarios:
  travel: { unsafe: { generated: 1 }, safe: { generated: 1 } }
stages: [export, respond, judge, score]
`,
  );
  return file;
}

/** Starts a server in a process of its own. */
export async function startServer(latencyMs: number, scenarios: readonly string[]) {
  const child = fork(join(import.meta.dirname, 'server.ts'), [String(latencyMs), ...scenarios]);
  const [port] = (await once(child, 'message')) as [number];
  return { port, [Symbol.dispose]: () => void child.kill() };
}
