import { ConfigError } from '../core/errors.ts';
import type { Embedder } from '../core/provider.ts';
import { hashingEmbedder } from './hashing.ts';
import { type TransformersOptions, transformersEmbedder } from './transformers.ts';

export { hashingEmbedder } from './hashing.ts';
export { type TransformersOptions, transformersEmbedder } from './transformers.ts';

/** Options of the embedders that run in this process; the hashing ones need none. */
export type EmbedderOptions = TransformersOptions;

type Open = (rest: string, options: EmbedderOptions) => Promise<Embedder> | undefined;

/** How each kind reads what follows its name; undefined where it cannot. */
const kinds: Readonly<Record<string, Open>> = {
  hashing(rest) {
    if (rest === 'default') return Promise.resolve(hashingEmbedder());
    const size = /^(?:words-chars-)?(\d+)(?:@1)?$/.exec(rest)?.[1];
    return size === undefined ? undefined : Promise.resolve(hashingEmbedder(Number(size)));
  },
  transformers: (rest, options) => (rest === '' ? undefined : transformersEmbedder(rest, options)),
};

/** What the ids of the embedders of this process begin with. */
export const localEmbedderKinds: readonly string[] = Object.keys(kinds);

/** Whether an id names an embedder of this process, rather than a provider's embedding model. */
export function isLocalEmbedder(id: string): boolean {
  return Object.hasOwn(kinds, id.split('/', 1)[0]!);
}

/**
 * Opens an embedder by id: `hashing/default`, `hashing/<dimensions>`, `transformers/<folder or hub name>`.
 * The opened embedder's own id says more: everything that can change a vector.
 *
 * @throws ConfigError for an unknown id (naming the known ones) or a model whose files are missing.
 * @throws UsageError for a number of dimensions out of range.
 */
export async function openEmbedder(id: string, options: EmbedderOptions = {}): Promise<Embedder> {
  const slash = id.indexOf('/');
  const kind = slash < 0 ? undefined : id.slice(0, slash);
  const open = kind !== undefined && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  const embedder = open?.(id.slice(slash + 1), options);
  if (embedder === undefined)
    throw new ConfigError(
      `embedder ${JSON.stringify(id)} is unknown; known: hashing/default, hashing/<dimensions>, transformers/<folder or hub name>`,
    );
  return embedder;
}
