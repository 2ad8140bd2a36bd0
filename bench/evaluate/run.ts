import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { join } from 'node:path';
import { openAnswers } from '../../src/answers/index.ts';
import { chatRequest } from '../../src/model/wire.ts';
import { bareOpenai, bareUndici } from './baselines.ts';
import type { Crowd } from './crowd.ts';
import { evaluated } from './evaluated.ts';
import { makeWorld, startServer, type World } from './world.ts';

const flight = 256;
const crowd = 1_000;
const rounds = 3;

/**
 * Calls per second of respond → judge, preparing and storing included, and the same with scores and report, against the
 * openai client with the same fetch and against undici, sending the same bodies to the same server: 3,000 calls, 256
 * in flight. Beside them the processor time that a call takes, which other work on the machine changes less. Then, in a
 * process of its own, 1,000 in flight against a server that takes a second: delay of the event loop, and memory.
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
  await evaluated(world, port, flight);
  const bodies = await bodiesIn(world);
  const undici: Rate[] = [];
  const openai: Rate[] = [];
  const judged: Rate[] = [];
  const reported: Rate[] = [];
  for (let round = 0; round < rounds; round += 1) {
    undici.push(await rateOf(bodies.length, () => bareUndici(port, bodies, flight)));
    openai.push(await rateOf(bodies.length, () => bareOpenai(port, bodies, flight)));
    const { calls, toVerdicts, inAll } = await evaluated(world, port, flight);
    judged.push(rate(calls, toVerdicts));
    reported.push(rate(calls, inAll));
  }
  say(`${bodies.length} calls, ${flight} in flight, median of ${rounds} rounds, server on the loopback`);
  const base = median(openai);
  for (const [name, rates] of [
    ['bare undici', undici],
    ['bare openai client', openai],
    ['respond → judge', judged],
    ['… with scores and report', reported],
  ] as const) {
    const { perSecond, cpuMs } = median(rates);
    say(
      `  ${name.padEnd(25)} ${perSecond.toFixed(0).padStart(6)} calls/s ${(perSecond / base.perSecond).toFixed(2)} × openai, ${cpuMs.toFixed(2)} ms of processor time a call: ${(base.cpuMs / cpuMs).toFixed(2)} ×`,
    );
  }
}

async function printCrowd(world: World): Promise<void> {
  using server = await startServer(1_000, world.scenarios);
  const child = fork(join(import.meta.dirname, 'crowd.ts'), [
    JSON.stringify(world),
    String(server.port),
    String(crowd),
  ]);
  const [{ calls, seconds, delayMs, mostMiB }] = (await once(child, 'message')) as [Crowd];
  say(`${calls} calls, ${crowd} in flight, replies after 1 s: verdicts after ${seconds.toFixed(1)} s`);
  say(
    `  event-loop delay p50 ${delayMs.p50.toFixed(1)} ms, p99 ${delayMs.p99.toFixed(1)} ms, most ${delayMs.most.toFixed(1)} ms`,
  );
  say(`  resident memory at most ${mostMiB.toFixed(0)} MiB`);
}

/** Calls per second, and milliseconds of processor time for one. */
interface Rate {
  readonly perSecond: number;
  readonly cpuMs: number;
}

const rate = (calls: number, { seconds, cpuMs }: { seconds: number; cpuMs: number }): Rate => ({
  perSecond: calls / seconds,
  cpuMs: cpuMs / calls,
});

async function rateOf(calls: number, work: () => Promise<number>): Promise<Rate> {
  const before = process.cpuUsage();
  const perSecond = await work();
  const { user, system } = process.cpuUsage(before);
  return { perSecond, cpuMs: (user + system) / 1000 / calls };
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

const median = (rates: readonly Rate[]): Rate =>
  rates.toSorted((a, b) => a.perSecond - b.perSecond)[rates.length >> 1]!;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
