import type { Ask, Setting } from '../core/ask.ts';
import type { CellFields, Label } from '../core/entity.ts';
import { ReplyError } from '../core/errors.ts';
import { type SynthesizeInput, synthesize as synthesizeTask } from '../tasks/index.ts';
import { foldText } from './fold-text.ts';
import type { SynthesizeOptions } from './synthesize-options.ts';

/** What is asked for in one cell. */
export interface Cell {
  readonly at: string;
  readonly scenario: string;
  readonly label: Label;
  readonly spec?: string;
  /** Unique prompts wanted. */
  readonly want: number;
  /** Prompts per question. */
  readonly batch: number;
  /** Seeds to draw from, for every batch anew. */
  readonly seeds: readonly string[];
  readonly input: Omit<SynthesizeInput, 'count' | 'seeds' | 'existing'>;
}

/** How a cell was filled: part of its outcome's note. */
export type CellFacts = {
  readonly want: number;
  readonly unique: number;
  /** Prompts that came back, repeated ones included. */
  readonly received: number;
  readonly batches: number;
  /** Batches whose replies could not be read. */
  readonly failedBatches: number;
  readonly waves: number;
  readonly ended: 'filled' | 'yield-floor' | 'max-waves';
};

/** The cell behind a lead. A quota is spread evenly over its cells. */
export function cellOf(at: string, fields: CellFields, options: SynthesizeOptions, setting: Setting): Cell {
  const scenario = setting.scenario(fields.scenario);
  const quota = setting.quotas.find(
    (each) => each.scenario === fields.scenario && each.label === fields.label && each.source === 'generated',
  );
  const base = { at, scenario: fields.scenario, label: fields.label };
  const total = Math.ceil((quota === undefined ? 1 : quota.count) * options.overGenerate);
  if (fields.spec === undefined) {
    const input = { scenario, label: fields.label, specs: scenario.safety.map((spec) => spec.text) };
    return { ...base, want: total, batch: options.safeBatch, seeds: [], input };
  }
  const spec = scenario.safety.find((each) => each.id === fields.spec)!;
  const own = scenario.seeds.unsafe.filter((seed) => seed.spec === spec.id);
  const others = scenario.seeds.unsafe.filter((seed) => seed.spec === undefined);
  const seeds = (own.length > 0 ? [...own, ...others] : scenario.seeds.unsafe).map((seed) => seed.text);
  const want = Math.ceil(total / scenario.safety.length);
  return {
    ...base,
    spec: spec.id,
    want,
    batch: options.batch,
    seeds,
    input: { scenario, label: fields.label, spec },
  };
}

/**
 * Fills a cell in waves. The batches of a wave do not see each other; they see what earlier waves
 * found, so that the result does not depend on which finishes first.
 */
export async function fillCell(
  cell: Cell,
  options: SynthesizeOptions,
  ask: Ask,
): Promise<{ prompts: readonly string[]; facts: CellFacts }> {
  const unique = new Map<string, string>();
  const counts = { received: 0, batches: 0, failedBatches: 0, waves: 0 };
  let ended: CellFacts['ended'] = 'filled';
  let dryWaves = 0;
  while (unique.size < cell.want) {
    if (counts.waves >= options.maxWaves) {
      ended = 'max-waves';
      break;
    }
    const wave = counts.waves;
    const known = [...unique.values()];
    const batches = Math.ceil((cell.want - unique.size) / cell.batch);
    const replies = await settleAll(
      Array.from({ length: batches }, (_, batch) => askBatch(cell, options, ask, wave, batch, known)),
    );
    const before = unique.size;
    for (const prompts of replies) {
      if (prompts === undefined) counts.failedBatches += 1;
      else counts.received += prompts.length;
      for (const prompt of prompts ?? []) if (!unique.has(fold(prompt))) unique.set(fold(prompt), prompt);
    }
    counts.batches += batches;
    counts.waves += 1;
    dryWaves = unique.size - before < options.yieldFloor * batches * cell.batch ? dryWaves + 1 : 0;
    if (dryWaves === 2 && unique.size < cell.want) {
      ended = 'yield-floor';
      break;
    }
  }
  const prompts = [...unique.values()].slice(0, cell.want);
  return { prompts, facts: { want: cell.want, unique: prompts.length, ...counts, ended } };
}

/** The first batch of a cell's first wave; empty where its replies could not be read. */
export async function firstBatch(
  cell: Cell,
  options: SynthesizeOptions,
  ask: Ask,
): Promise<readonly string[]> {
  return (await askBatch(cell, options, ask, 0, 0, [])) ?? [];
}

async function askBatch(
  cell: Cell,
  options: SynthesizeOptions,
  ask: Ask,
  wave: number,
  batch: number,
  known: readonly string[],
): Promise<readonly string[] | undefined> {
  const random = ask.random(cell.at, `wave-${wave}`, `batch-${batch}`);
  const seeds = random.sample(cell.seeds, options.seeds);
  const existing = random.sample(known, options.existing);
  const input = { ...cell.input, count: cell.batch, seeds, existing };
  try {
    return await ask(synthesizeTask, input, { role: 'generator', draw: `wave-${wave}/batch-${batch}` });
  } catch (error) {
    if (error instanceof ReplyError) return undefined;
    throw error;
  }
}

/** Waits for all, then returns all or throws the first error: what is in flight is paid for and must be kept. */
export async function settleAll<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(promises);
  return settled.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

/** Two prompts that fold to the same text are one: closing punctuation does not count either. */
const fold = (prompt: string): string => foldText(prompt).replace(/[\s.?!]+$/, '');
