import { gzipSync } from 'node:zlib';
import { type EntryTexts, type Index, indexBlock, textsBlock } from '../client/wire.ts';
import type { ReportData } from '../data.ts';
import { html, type Markup, raw, withoutControls } from '../markup.ts';
import { entryOf, type Gathered, textsOf } from './entries.ts';

/** Entries in each chunk of texts: with five models about 1.5 MB, which is unpacked in a few milliseconds. */
const CHUNK = 100;

/**
 * The items as data that no browser runs or shows: JSON, compressed, in base64. The index holds neither prompts
 * nor responses; their texts come in chunks, so that a reader who asks for some of them unpacks only these.
 */
export function itemBlocks(
  { dataset, evaluations }: Pick<ReportData, 'dataset' | 'evaluations'>,
  gathered: readonly Gathered[],
): Markup {
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
    entries: gathered.map((each) => entryOf(each, dataset.scenarios)),
  };
  const chunks = Array.from({ length: Math.ceil(gathered.length / CHUNK) }, (_, at) => {
    const texts: readonly EntryTexts[] = gathered.slice(at * CHUNK, (at + 1) * CHUNK).map(textsOf);
    return block(textsBlock(at), texts);
  });
  return html`${block(indexBlock, index)}${chunks}`;
}

/** The level is fixed; another build of zlib may still find other matches, so bytes are the same for the same Node. */
const packed = (data: Index | readonly EntryTexts[]): string =>
  gzipSync(JSON.stringify(data, visible), { level: 9 }).toString('base64');

/** Texts are shown as everywhere in the page: with what no HTML file can hold made visible. */
const visible = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? withoutControls(value) : value;

const block = (id: string, data: Index | readonly EntryTexts[]): Markup =>
  html`<script type="application/gzip" id="${id}">${raw(packed(data))}</script>
`;
