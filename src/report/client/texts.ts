import { holder } from './filters.ts';
import type { EntryTexts } from './wire.ts';

/** Chunks that are kept unpacked: those of the rows in view, not of the whole file. */
const KEPT = 4;

/** The texts of the page, unpacked as far as they are needed. */
export interface Texts {
  /** Of one entry, by its place in the index. */
  of(place: number): Promise<EntryTexts>;
  /** Places of the entries in whose texts words stand; null where it was `stopped` before the end. */
  search(words: string, stopped: () => boolean): Promise<ReadonlySet<number> | null>;
  /** Drops what is unpacked. */
  forget(): void;
}

/** Texts in chunks of a size, read by `unpack`. */
export function textsIn(
  entries: number,
  chunkSize: number,
  unpack: (chunk: number) => Promise<readonly EntryTexts[]>,
): Texts {
  const kept = new Map<number, Promise<readonly EntryTexts[]>>();

  const chunk = (number: number): Promise<readonly EntryTexts[]> => {
    const texts = kept.get(number) ?? unpack(number);
    // The one that was used last stands last.
    kept.delete(number);
    kept.set(number, texts);
    for (const oldest of [...kept.keys()].slice(0, -KEPT)) kept.delete(oldest);
    return texts;
  };

  return {
    async of(place) {
      const texts = (await chunk(Math.floor(place / chunkSize)))[place % chunkSize];
      if (texts === undefined) throw new Error(`the page has no texts of entry ${place}`);
      return texts;
    },
    async search(words, stopped) {
      const holds = holder(words);
      const found = new Set<number>();
      for (let number = 0; number * chunkSize < entries; number += 1) {
        const texts = await chunk(number);
        if (stopped()) return null;
        for (const [at, each] of texts.entries())
          if (textsOfEntry(each).some(holds)) found.add(number * chunkSize + at);
      }
      return found;
    },
    forget: () => kept.clear(),
  };
}

const textsOfEntry = ({ prompt, variant, responses }: EntryTexts): readonly string[] =>
  [prompt, variant, ...responses].filter((text) => text !== null);
