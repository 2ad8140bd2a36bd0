import { element } from './dom.ts';
import { type EntryTexts, type Index, indexBlock, type PassChunk, passesBlock, textsBlock } from './wire.ts';

/** What filters and the list need. */
export async function unpackIndex(): Promise<Index> {
  const index: Index = JSON.parse(await unpacked(indexBlock));
  return index;
}

/** The texts of one chunk. */
export async function unpackTexts(chunk: number): Promise<readonly EntryTexts[]> {
  const texts: readonly EntryTexts[] = JSON.parse(await unpacked(textsBlock(chunk)));
  return texts;
}

/** The passes of one chunk. */
export async function unpackPasses(chunk: number): Promise<PassChunk> {
  const passes: PassChunk = JSON.parse(await unpacked(passesBlock(chunk)));
  return passes;
}

async function unpacked(id: string): Promise<string> {
  const packed = Uint8Array.from(atob(element(id, HTMLScriptElement).text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).text();
}
