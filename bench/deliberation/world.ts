import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadScenario } from '../../src/files/index.ts';
import { importSpecbench } from '../../src/run/import-specbench.ts';
import { publish } from '../published.ts';

const ids = ['biochem', 'child', 'code', 'health', 'travel'] as const;
const specs = resolve(import.meta.dirname, '../../specs');

/** A project whose dataset is the seeds of the five scenarios, and nothing asked yet. */
export interface World {
  readonly root: string;
  readonly dataset: string;
  readonly pipeline: string;
  [Symbol.dispose](): void;
}

export async function makeWorld(): Promise<World> {
  const root = fs.mkdtempSync(join(tmpdir(), 'specloom-bench-'));
  for (const folder of ['specs', 'pipelines']) fs.mkdirSync(join(root, folder));
  for (const id of ids) {
    const scenario = await loadScenario(join(specs, `${id}.yaml`));
    const rows = (['unsafe', 'safe'] as const).flatMap((label) =>
      scenario.seeds[label].map(({ text }) => ({
        ...{ label, prompt: text, adversarial_prompt: text },
        ...{ source: 'bench', answer: null },
      })),
    );
    publish(root, scenario, rows);
  }
  importSpecbench(join(root, 'published'), { cwd: root, out: 'curated/bench' });
  const pipeline = 'pipelines/bench.yaml';
  fs.writeFileSync(join(root, pipeline), pipelineText);
  return {
    ...{ root, pipeline, dataset: 'curated/bench' },
    [Symbol.dispose]: () => fs.rmSync(root, { recursive: true, force: true }),
  };
}

/** Nothing goes wrong on purpose: what is counted is what a method asks when all goes well. */
const pipelineText = `name: bench
seed: 7
providers:
  quiet: { type: rehearsal, misbehaviour: {} }
models:
  subject: quiet/reasoning
  reward: quiet/reasoning
  judge: quiet/default
scenarios:
  travel: { unsafe: { generated: 1 }, safe: { generated: 1 } }
stages: [export, respond, judge, score]
`;
