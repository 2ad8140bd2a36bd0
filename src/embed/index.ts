import { ConfigError } from '../core/errors.ts';
import type { Embedder } from '../core/provider.ts';
import { fitHashing } from './fit-hashing.ts';
import { hashingEmbedder } from './hashing.ts';
import { type TransformersOptions, transformersEmbedder } from './transformers.ts';

export type { Download, OnDownload } from './download-model.ts';
export { fitHashing } from './fit-hashing.ts';
export { hashingEmbedder } from './hashing.ts';
export { type TransformersOptions, transformersEmbedder } from './transformers.ts';

/** Options of the embedders that run in this process. */
export interface EmbedderOptions extends TransformersOptions {
  /** The texts that are to be embedded: what `hashing/fitted` is fitted to. */
  readonly texts?: readonly string[];
}

type Open = (rest: string, options: EmbedderOptions) => Promise<Embedder | undefined>;

/** How each kind reads what follows its name; undefined where it cannot. */
const kinds: Readonly<Record<string, Open>> = {
  async hashing(rest, { texts }) {
    if (rest === 'default') return hashingEmbedder();
    const fitted = /^fitted(?:-(\d+))?$/.exec(rest);
    if (fitted) {
      if (texts !== undefined)
        return fitHashing(texts, fitted[1] === undefined ? undefined : Number(fitted[1]));
      throw new ConfigError(
        `embedder hashing/${rest} is fitted to the texts that it embeds, and there are none here to fit it to; it is for one file of texts at a time (specloom dedup): take hashing/default`,
      );
    }
    const earlier = /^(?:words-chars-)?(\d+)(-idf-\w+)?@1$/.exec(rest);
    if (earlier)
      throw new ConfigError(
        `embedder hashing/${rest} is unknown: version 1 is gone. Take hashing/${earlier[2] === undefined ? '' : 'fitted-'}${earlier[1]}, and set distances anew: its vectors are others`,
      );
    const size = /^(?:words-chars-)?(\d+)(?:@2)?$/.exec(rest)?.[1];
    return size === undefined ? undefined : hashingEmbedder(Number(size));
  },
  transformers: async (rest, options) => (rest === '' ? undefined : transformersEmbedder(rest, options)),
};

/** What the ids of the embedders of this process begin with. */
export const localEmbedderKinds: readonly string[] = Object.keys(kinds);

/** Whether an id names an embedder of this process, rather than a provider's embedding model. */
export function isLocalEmbedder(id: string): boolean {
  return Object.hasOwn(kinds, id.split('/', 1)[0]!);
}

/**
 * Opens an embedder by id: `hashing/default`, `hashing/<dimensions>`, `transformers/<folder or hub name>`,
 * and `hashing/fitted` or `hashing/fitted-<dimensions>` where the texts are given.
 * The opened embedder's own id says more: everything that can change a vector.
 *
 * @throws ConfigError for an unknown id (naming the known ones; for one of version 1, what takes its place), a model
 *   whose files are missing or cannot be downloaded, or a fitted embedder without texts.
 * @throws UsageError for a number of dimensions out of range.
 */
export async function openEmbedder(id: string, options: EmbedderOptions = {}): Promise<Embedder> {
  const slash = id.indexOf('/');
  const kind = slash < 0 ? undefined : id.slice(0, slash);
  const open = kind !== undefined && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  const embedder = await open?.(id.slice(slash + 1), options);
  if (embedder === undefined)
    throw new ConfigError(
      `embedder ${JSON.stringify(id)} is unknown; known: hashing/default, hashing/<dimensions>, hashing/fitted, transformers/<folder or hub name>`,
    );
  return embedder;
}
