import fs from 'node:fs';
import { join } from 'node:path';
import { evaluate } from '../../src/run/evaluate.ts';
import { pipelineFor, type World } from './world.ts';

/** Seconds by the clock, and milliseconds of processor time. */
interface Taken {
  readonly seconds: number;
  readonly cpuMs: number;
}

/** One evaluation with an empty answer store: to its last verdict, and to its report. */
export async function evaluated({ root, dataset }: World, port: number, concurrency: number) {
  for (const folder of ['.specloom', 'results'])
    fs.rmSync(join(root, folder), { recursive: true, force: true });
  const pipeline = pipelineFor(root, port, concurrency);
  const start = performance.now();
  const before = process.cpuUsage();
  const taken = (): Taken => {
    const { user, system } = process.cpuUsage(before);
    return { seconds: (performance.now() - start) / 1000, cpuMs: (user + system) / 1000 };
  };
  let toVerdicts: Taken | undefined;
  const { asked } = await evaluate(dataset, {
    cwd: root,
    env: {},
    pipeline,
    onEvent: (event) => {
      if (event.type === 'closed' && event.stage === 'judge') toVerdicts = taken();
    },
  });
  return { calls: asked, toVerdicts: toVerdicts!, inAll: taken() };
}
