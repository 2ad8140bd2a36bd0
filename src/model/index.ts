import type { ProviderKind } from '../core/provider.ts';
import { openaiKind } from './openai.ts';
import { rehearsal } from './rehearsal.ts';

/** A kind of provider of any options, as the registry holds it. Options are checked by its own schema before it sees them. */
// biome-ignore lint/suspicious/noExplicitAny: a registry holds kinds of unrelated option types; each validates its own.
export type AnyProviderKind = ProviderKind<any>;

const kinds: readonly AnyProviderKind[] = [openaiKind, rehearsal];

/** All kinds of providers by their `type`. */
export const providerKinds: ReadonlyMap<string, AnyProviderKind> = new Map(
  kinds.map((kind) => [kind.type, kind]),
);

/** Providers that every pipeline has without an entry of its own, by name: their type and options. */
export const builtInProviders: ReadonlyMap<
  string,
  { readonly type: string; readonly options: Readonly<Record<string, unknown>> }
> = new Map([
  ['openai', { type: 'openai', options: { keyFrom: 'OPENAI_API_KEY' } }],
  ['rehearsal', { type: 'rehearsal', options: {} }],
]);

export { batchLine, readBatchReply } from './batch-format.ts';
export { batchWire } from './batch-wire.ts';
export { openaiKind } from './openai.ts';
export { openaiOptions, wireOptions } from './openai-options.ts';
export { type Script, type ScriptedProvider, type ScriptedReply, scripted } from './scripted.ts';
export type { WireOptions } from './wire.ts';
