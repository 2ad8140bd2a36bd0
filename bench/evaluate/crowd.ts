import fs from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { evaluate } from '../../src/run/evaluate.ts';
import { pipelineFor, type World } from './world.ts';

/** What many calls in flight do to the process that makes them, up to the last verdict. */
export interface Crowd {
  readonly calls: number;
  readonly seconds: number;
  readonly delayMs: { readonly p50: number; readonly p99: number; readonly most: number };
  readonly mostMiB: number;
}

/** Run as a process of its own: `argv` is the world as JSON, the port, and how many may be in flight. */
async function measure(world: World, port: number, concurrency: number): Promise<Crowd> {
  for (const folder of ['.specloom', 'results'])
    fs.rmSync(join(world.root, folder), { recursive: true, force: true });
  const delay = monitorEventLoopDelay({ resolution: 5 });
  let mostMiB = 0;
  const look = (): void => {
    mostMiB = Math.max(mostMiB, process.memoryUsage().rss / 2 ** 20);
  };
  const watch = setInterval(look, 50);
  const start = performance.now();
  let seconds = 0;
  const { asked } = await evaluate(world.dataset, {
    cwd: world.root,
    env: {},
    pipeline: pipelineFor(world.root, port, concurrency),
    onEvent: (event) => {
      if (event.type === 'stage' && event.stage === 'respond') delay.enable();
      if (event.type !== 'closed' || event.stage !== 'judge') return;
      delay.disable();
      look();
      clearInterval(watch);
      seconds = (performance.now() - start) / 1000;
    },
  });
  const ms = (percentile: number): number => delay.percentile(percentile) / 1e6;
  return { calls: asked, seconds, delayMs: { p50: ms(50), p99: ms(99), most: delay.max / 1e6 }, mostMiB };
}

const [world, port, concurrency] = process.argv.slice(2);
process.send!(await measure(JSON.parse(world!) as World, Number(port), Number(concurrency)));
process.disconnect();
