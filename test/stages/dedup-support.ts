import { z } from 'zod';
import type { Ask, KnownDataset, Setting, Trace } from '../../src/core/ask.ts';
import { type Item, idOf, type Unborn } from '../../src/core/entity.ts';
import { SpecloomError } from '../../src/core/errors.ts';
import type { Quota } from '../../src/core/scenario.ts';
import { dedup } from '../../src/stages/dedup.ts';
import type { SummaryNote } from '../../src/stages/index.ts';

export type Facts = {
  prompt: string;
  label?: 'safe' | 'unsafe';
  source?: string;
  how?: Item['origin']['how'];
  scenario?: string;
};

export function item({
  prompt,
  label = 'safe',
  source = 'generated',
  how = 'synthesized',
  scenario = 'travel',
}: Facts): Item {
  const born: Unborn<Item> = {
    kind: 'item',
    scenario,
    label,
    prompt,
    specs: [],
    origin: { how, source, at: prompt, licence: 'Apache-2.0' },
  };
  return { ...born, id: idOf(born, []), parents: [], rehearsal: false };
}

/** Prompts of a shape that the fake embedder below places on a circle: `… @30` lies at 30 degrees. */
export const at = (degrees: number, more: Omit<Facts, 'prompt'> = {}): Item =>
  item({ prompt: `Where is the museum? @${degrees}`, ...more });

/** What surrounds a stage. */
export interface Around {
  readonly quotas?: readonly Quota[];
  readonly datasets?: Readonly<Record<string, KnownDataset>>;
  /** Ids of records that left the line before dedup. */
  readonly known?: readonly string[];
  readonly stopping?: AbortSignal;
}

/** An ask that embeds `@degrees` on the unit circle, and `@none` and `@nan` as such rows. */
export function fakeAsk({
  quotas = [],
  datasets = {},
  known = [],
  stopping = new AbortController().signal,
}: Around = {}) {
  const embedded: { texts: readonly string[]; role: string }[] = [];
  const setting = {
    seed: 1,
    quotas,
    source: (name: string) => {
      throw new SpecloomError('internal', `no source named ${name}`);
    },
    dataset: (folder: string) => datasets[folder],
  } as unknown as Setting;
  const trail = (id: string): readonly Trace[] =>
    known.includes(id) ? [{ stage: 'ingest', kind: 'turn' }] : [];
  const embed: Ask['embed'] = async (texts, { role }) => {
    embedded.push({ texts, role });
    return new Float32Array(
      texts.flatMap((text) => {
        const place = text.split('@')[1];
        if (place === 'none') return [0, 0];
        const radians = (Number(place) * Math.PI) / 180;
        return [Math.cos(radians), Math.sin(radians)];
      }),
    );
  };
  const refuse = () => Promise.reject(new Error('this stage asks no chat model'));
  return {
    ask: Object.assign(refuse, {
      embed,
      setting,
      trail,
      stopping,
    }) as unknown as Ask,
    embedded,
  };
}

/** Runs the stage over items. */
export async function run(items: readonly Item[], options: unknown = {}, around: Around = {}) {
  const { ask, embedded } = fakeAsk(around);
  const decisions = await dedup.all(items, dedup.options.parse(options), ask);
  const kindOf = (one: Item) => decisions.get(one.id)!.kind;
  const noteOf = (one: Item) => decisions.get(one.id)!.note;
  const summaries = items.flatMap((one) => {
    const read = z.looseObject({ group: z.string(), rows: z.int() }).safeParse(noteOf(one));
    return read.success ? [noteOf(one) as SummaryNote] : [];
  });
  return { decisions, embedded, noteOf, summaries, kept: items.filter((one) => kindOf(one) === 'keep') };
}

export const quota = (count: number, more: Partial<Quota> = {}): Quota => ({
  scenario: 'travel',
  label: 'safe',
  source: 'generated',
  count,
  ...more,
});
export const circle = (count: number, more: Omit<Facts, 'prompt'> = {}) =>
  Array.from({ length: count }, (_, n) => at(n * n, more));
export const byId = (items: readonly Item[]) => items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
