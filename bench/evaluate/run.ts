import fs from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openAnswers } from '../../src/answers/index.ts';
import { chatRequest } from '../../src/model/wire.ts';
import { evaluate } from '../../src/run/evaluate.ts';
import { bareOpenai, bareUndici } from './baselines.ts';
import { makeWorld, pipelineFor, startServer, type World } from './world.ts';

const flight = 256;
const crowd = 1_000;
const rounds = 3;

/**
 * Calls per second of respond → judge → score → report, all in (preparing, storing, writing), against the openai client
 * with the same fetch and against undici, sending the same bodies to the same server: 3,000 calls, 256 in flight. Then
 * 1,000 in flight against a server that takes a second: delay of the event loop and memory.
 */
export async function run(): Promise<void> {
  const world = await makeWorld();
  try {
    await printRates(world);
    await printCrowd(world);
  } finally {
    fs.rmSync(world.root, { recursive: true, force: true });
  }
}

async function printRates(world: World): Promise<void> {
  using server = await startServer(0, world.scenarios);
  const { port } = server;
  await specloom(world, port, flight);
  const bodies = await bodiesIn(world);
  const rates = { specloom: [] as number[], openai: [] as number[], undici: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    rates.undici.push(await bareUndici(port, bodies, flight));
    rates.openai.push(await bareOpenai(port, bodies, flight));
    rates.specloom.push((await specloom(world, port, flight)).perSecond);
  }
  const [own, openai, undici] = [median(rates.specloom), median(rates.openai), median(rates.undici)];
  say(
    `respond → judge, ${bodies.length} calls, ${flight} in flight, median of ${rounds} rounds, loopback server`,
  );
  say(`  bare undici           ${undici.toFixed(0)} calls/s   1.00 ×`);
  say(`  bare openai client    ${openai.toFixed(0)} calls/s   ${(openai / undici).toFixed(2)} ×`);
  say(
    `  specloom evaluate     ${own.toFixed(0)} calls/s   ${(own / undici).toFixed(2)} × undici, ${(own / openai).toFixed(2)} × openai`,
  );
}

async function printCrowd(world: World): Promise<void> {
  using server = await startServer(1_000, world.scenarios);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  let mostMiB = 0;
  const watch = setInterval(() => {
    mostMiB = Math.max(mostMiB, process.memoryUsage().rss / 2 ** 20);
  }, 50);
  delay.enable();
  const { seconds, calls } = await specloom(world, server.port, crowd);
  delay.disable();
  clearInterval(watch);
  say(`respond → judge, ${calls} calls, ${crowd} in flight, replies after 1 s: ${seconds.toFixed(1)} s`);
  say(
    `  event-loop delay p50 ${ms(delay.percentile(50))}, p99 ${ms(delay.percentile(99))}, most ${ms(delay.max)}`,
  );
  say(`  resident memory at most ${mostMiB.toFixed(0)} MiB`);
}

/** One evaluation with an empty answer store. */
async function specloom({ root, dataset }: World, port: number, concurrency: number) {
  for (const folder of ['.specloom', 'results'])
    fs.rmSync(join(root, folder), { recursive: true, force: true });
  const pipeline = pipelineFor(root, port, concurrency);
  const start = performance.now();
  const { asked } = await evaluate(dataset, { cwd: root, env: {}, pipeline });
  const seconds = (performance.now() - start) / 1000;
  return { calls: asked, seconds, perSecond: asked / seconds };
}

/** The bodies of all requests that the last evaluation made. */
async function bodiesIn({ root }: World): Promise<readonly string[]> {
  const store = await openAnswers(join(root, '.specloom', 'answers.sqlite'));
  try {
    const bodies: string[] = [];
    for await (const { question } of store.entries())
      bodies.push(JSON.stringify(chatRequest(question, { maxTokensField: 'max_tokens' })));
    return bodies;
  } finally {
    await store.close();
  }
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
const ms = (nanoseconds: number): string => `${(nanoseconds / 1e6).toFixed(1)} ms`;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
