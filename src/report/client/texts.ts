import { holder } from './filters.ts';
import type { EntryTexts, Index, Pass, PassChunk } from './wire.ts';

/** Chunks that are kept unpacked: those of the rows in view, not of the whole file. */
const KEPT = 4;

/** The passes of one answer, and the texts that they point to. */
export interface AnswerPasses {
  readonly passes: readonly Pass[];
  readonly texts: readonly string[];
}

/** The texts of the page, unpacked as far as they are needed. */
export interface Texts {
  /** Of one entry, by its place in the index. */
  of(place: number): Promise<EntryTexts>;
  /** How the answer of one model to an entry came about, by their places in the index. */
  passesOf(place: number, model: number): Promise<AnswerPasses>;
  /** Places of the entries in whose texts words stand, those of passes included; null where it was `stopped` before the end. */
  search(words: string, stopped: () => boolean): Promise<ReadonlySet<number> | null>;
  /** Drops what is unpacked. */
  forget(): void;
}

/** How chunks are unpacked, by their numbers. */
export interface Unpack {
  readonly texts: (chunk: number) => Promise<readonly EntryTexts[]>;
  readonly passes: (chunk: number) => Promise<PassChunk>;
}

/** The texts of the entries of an index, which says how large chunks are. */
export function textsIn(
  { entries, chunkSize, passChunkSize }: Pick<Index, 'entries' | 'chunkSize' | 'passChunkSize'>,
  unpack: Unpack,
): Texts {
  const texts = chunksBy(unpack.texts);
  const passes = chunksBy(unpack.passes);

  /** Adds places that `has` finds, chunk by chunk; whether it came to the end. */
  const look = async <T>(
    { of }: Chunks<T>,
    size: number,
    stopped: () => boolean,
    has: (chunk: T) => readonly number[],
    found: Set<number>,
  ): Promise<boolean> => {
    for (let number = 0; number * size < entries.length; number += 1) {
      const chunk = await of(number);
      if (stopped()) return false;
      for (const at of has(chunk)) found.add(number * size + at);
    }
    return true;
  };

  return {
    async of(place) {
      const found = (await texts.of(Math.floor(place / chunkSize)))[place % chunkSize];
      if (found === undefined) throw new Error(`the page has no texts of entry ${place}`);
      return found;
    },
    async passesOf(place, model) {
      const size = passChunkSize ?? 1;
      const chunk = await passes.of(Math.floor(place / size));
      return { passes: chunk.entries[place % size]?.[model] ?? [], texts: chunk.texts };
    },
    async search(words, stopped) {
      const holds = holder(words);
      const found = new Set<number>();
      const inTexts = (chunk: readonly EntryTexts[]) =>
        placesWhere(chunk, (each) => textsOfEntry(each).some(holds));
      if (!(await look(texts, chunkSize, stopped, inTexts, found))) return null;
      if (passChunkSize === null) return found;
      const inPasses = (chunk: PassChunk) => entriesThatHold(chunk, holds);
      return (await look(passes, passChunkSize, stopped, inPasses, found)) ? found : null;
    },
    forget() {
      texts.forget();
      passes.forget();
    },
  };
}

interface Chunks<T> {
  of(number: number): Promise<T>;
  forget(): void;
}

/** Chunks by number, of which the last few stay unpacked. */
function chunksBy<T>(unpack: (chunk: number) => Promise<T>): Chunks<T> {
  const kept = new Map<number, Promise<T>>();
  return {
    of(number) {
      const chunk = kept.get(number) ?? unpack(number);
      // The one that was used last stands last.
      kept.delete(number);
      kept.set(number, chunk);
      for (const oldest of [...kept.keys()].slice(0, -KEPT)) kept.delete(oldest);
      return chunk;
    },
    forget: () => kept.clear(),
  };
}

const placesWhere = <T>(all: readonly T[], is: (each: T) => boolean): readonly number[] =>
  all.flatMap((each, at) => (is(each) ? [at] : []));

const textsOfEntry = ({ prompt, variant, responses }: EntryTexts): readonly string[] =>
  [prompt, variant, ...responses].filter((text) => text !== null);

/** Each text is looked at once, in however many passes it stands. */
function entriesThatHold({ texts, entries }: PassChunk, holds: (text: string) => boolean): readonly number[] {
  const holding = new Set(placesWhere(texts, holds));
  const isFound = ({ texts: own }: Pass): boolean =>
    own !== null &&
    [own.inserted, own.reasoning, own.text].some((at) => typeof at === 'number' && holding.has(at));
  return placesWhere(entries, (answers) => answers.some((passes) => passes.some(isFound)));
}
