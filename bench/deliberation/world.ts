import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadScenario } from '../../src/files/index.ts';
import { importSpecbench } from '../../src/run/import-specbench.ts';

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
    const { name, description, safety, behavioral, seeds } = await loadScenario(join(specs, `${id}.yaml`));
    const folder = join(root, 'published', id);
    fs.mkdirSync(folder, { recursive: true });
    const texts = (list: readonly { readonly text: string }[]) => list.map(({ text }) => text);
    const write = (file: string, value: unknown): void =>
      fs.writeFileSync(join(folder, file), JSON.stringify(value));
    write('scenario.json', { name, description });
    write('specifications.json', {
      safety_specifications: texts(safety),
      behavioral_specifications: texts(behavioral),
    });
    write(
      'prompts.json',
      (['unsafe', 'safe'] as const).flatMap((label) =>
        texts(seeds[label]).map((prompt) => ({
          ...{ label, prompt, adversarial_prompt: prompt },
          ...{ source: 'bench', answer: null },
        })),
      ),
    );
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
