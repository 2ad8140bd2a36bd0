import { gzipSync } from 'node:zlib';
import {
  type EntryTexts,
  type Index,
  indexBlock,
  type PassChunk,
  passesBlock,
  textsBlock,
} from '../client/wire.ts';
import type { ReportData } from '../data.ts';
import { html, type Markup, raw, withoutControls } from '../markup.ts';
import { entryOf, type Gathered, textsOf } from './entries.ts';
import { passChunk } from './passes.ts';

/** Entries in each chunk of texts: with five models about 1.5 MB, which is unpacked in a few milliseconds. */
const CHUNK = 100;

/** Entries in each chunk of passes, which are many more texts: with the seven methods of one model about 4 MB. */
const PASS_CHUNK = 20;

/**
 * The items as data that no browser runs or shows: JSON, compressed, in base64. The index holds neither prompts
 * nor responses; their texts come in chunks, and so do the passes of answers, so that a reader who asks for some of
 * them unpacks only these.
 *
 * @param kept of which evaluations the texts of passes are held
 */
export function itemBlocks(
  { dataset, evaluations }: Pick<ReportData, 'dataset' | 'evaluations'>,
  gathered: readonly Gathered[],
  kept: readonly boolean[],
): Markup {
  const hasPasses = evaluations.some(({ rows }) => rows.some(({ steps }) => steps.length > 0));
  const index: Index = {
    dataset: dataset.name,
    scenarios: dataset.scenarios.map(({ id, safety, behavioral }) => ({
      id,
      specs: [
        ...safety.map(({ id, text }) => ({ id, kind: 'safety', text }) as const),
        ...behavioral.map(({ id, text }) => ({ id, kind: 'behavioral', text }) as const),
      ],
    })),
    models: evaluations.map(({ name }) => name),
    chunkSize: CHUNK,
    passChunkSize: hasPasses ? PASS_CHUNK : null,
    entries: gathered.map((each) => entryOf(each, dataset.scenarios)),
  };
  const chunks = inChunks(gathered, CHUNK).map((own, at) => block(textsBlock(at), own.map(textsOf)));
  const passes = hasPasses ? inChunks(gathered, PASS_CHUNK).map((own) => passChunk(own, kept)) : [];
  return html`${block(indexBlock, index)}${chunks}${passes.map((own, at) => block(passesBlock(at), own))}`;
}

const inChunks = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));

/** What a block holds. */
type Packed = Index | readonly EntryTexts[] | PassChunk;

/** The level is fixed; another build of zlib may still find other matches, so bytes are the same for the same Node. */
const packed = (data: Packed): string =>
  gzipSync(JSON.stringify(data, visible), { level: 9 }).toString('base64');

/** Texts are shown as everywhere in the page: with what no HTML file can hold made visible. */
const visible = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? withoutControls(value) : value;

const block = (id: string, data: Packed): Markup =>
  html`<script type="application/gzip" id="${id}">${raw(packed(data))}</script>
`;
