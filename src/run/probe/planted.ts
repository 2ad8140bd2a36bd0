import type { Ask } from '../../core/ask.ts';
import { PendingError, ReplyError } from '../../core/errors.ts';
import { plant } from '../../tasks/index.ts';
import type { ProbeCall } from './call.ts';
import type { Draft } from './draw.ts';
import { madeOf, type Probe, probeOf, readProbes } from './probes-file.ts';
import { type Progress, working } from './progress.ts';

/** A probe with what it was made of. */
export interface Planted {
  readonly draft: Draft;
  readonly probe: Probe;
}

/** What came of the drafts. */
export interface Planting {
  readonly planted: readonly Planted[];
  /** Drafts that the writer came up with nothing usable for, by why. */
  readonly unplanted: Readonly<Record<string, number>>;
  /** All rows of the probes file: what was planted now, and rows of scenarios that were left out this time. */
  readonly rows: readonly Probe[];
}

/**
 * Has the drafts written, as far as the probes file does not have them. A draft that brings no usable reply is
 * counted and left out.
 *
 * @throws PendingError where an answer is missing; what was answered is kept.
 */
export async function plantAll(
  ask: Ask,
  call: ProbeCall,
  progress: Progress,
  stages: number,
): Promise<Planting> {
  const writer = ask.setting.models.writer!;
  const earlier = readProbes(call.folder);
  const byMade = new Map(earlier.map((probe) => [probe.made, probe]));
  const place = { stage: 'plant', index: 1, of: stages };
  const results = await working(call.drafts, place, progress, async (draft) => {
    const made = madeOf(draft, writer, call.seed);
    const probe = byMade.get(made) ?? (await written(ask, draft, { made, writer }));
    return { draft, probe };
  });
  const unplanted: Record<string, number> = {};
  const planted: Planted[] = [];
  for (const { draft, probe } of results)
    if (typeof probe === 'string') unplanted[probe] = (unplanted[probe] ?? 0) + 1;
    else planted.push({ draft, probe });
  const now = new Set(call.scenarios.map(({ id }) => id));
  const known = new Set(call.dataset.scenarios.map(({ scenario }) => scenario.id));
  const others = earlier.filter(({ scenario }) => known.has(scenario) && !now.has(scenario));
  return { planted, unplanted, rows: [...planted.map(({ probe }) => probe), ...others] };
}

async function written(
  ask: Ask,
  draft: Draft,
  from: { readonly made: string; readonly writer: string },
): Promise<Probe | string> {
  const { scenario, spec, kind, item, number } = draft;
  const input = { scenario, spec, kind, question: item.prompt };
  try {
    const response = await ask(plant, input, { role: 'writer', draw: `plant-${number}` });
    return probeOf(draft, response, from);
  } catch (error) {
    if (error instanceof ReplyError) return error.problem;
    if (error instanceof PendingError && error.refused) return 'refused by the server';
    throw error;
  }
}
