import { priceOf } from '../answers/index.ts';
import { ConfigError, UsageError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import type { Embedder, Price, Provider, ProviderKind, Surroundings } from '../core/provider.ts';
import type { ThinkingMarkers } from '../core/reasoning.ts';
import type { Sampling } from '../core/task.ts';
import { withoutUndefined } from '../core/without-undefined.ts';
import {
  type EmbedderOptions,
  isLocalEmbedder,
  localEmbedderKinds,
  type OnDownload,
  openEmbedder,
} from '../embed/index.ts';
import { type ModelChoice, thinkingOf } from '../files/index.ts';
import { builtInProviders } from '../model/index.ts';
import type { LoadedStage } from './load-stages.ts';

/** What models are opened for: to be asked, to look up what is stored, or to say what a run would ask. */
export type Mode = 'ask' | 'stored' | 'plan';

export interface ModelInputs {
  readonly mode: Mode;
  readonly models: Readonly<Record<string, ModelChoice>>;
  readonly providers: Readonly<Record<string, { readonly type: string; readonly options: unknown }>>;
  readonly kinds: ReadonlyMap<string, ProviderKind<unknown>>;
  /** Providers handed in by the caller; they win over those of the file. */
  readonly given: ReadonlyMap<string, Provider>;
  readonly roles: readonly string[];
  readonly surroundings: Surroundings;
  /** How a caller can name models for roles that have none; in the pipeline file, where nothing else is said. */
  readonly sayHow?: (roles: readonly string[]) => string;
  /** Project root: what the paths of local embedding models are relative to. */
  readonly root: string;
  /** Told how far the download of a local embedding model is. */
  readonly onDownload?: OnDownload;
}

/** Where a model runs: behind a provider, or in this process. */
export type ModelSource =
  | { readonly kind: 'provider'; readonly provider: Provider }
  | { readonly kind: 'embedder'; readonly embedder: Embedder };

/** One role's model, resolved, but not connected to a store yet. */
export interface ResolvedModel {
  readonly role: string;
  /** The full addressee: what keys and the dataset name. */
  readonly to: string;
  readonly model: string;
  readonly source: ModelSource;
  readonly settings: ModelChoice;
}

const inThePipeline = (roles: readonly string[]): string =>
  `add under models:, or say --model ${roles[0]}=provider/model`;

/**
 * Resolves the models of all roles that the stages need.
 *
 * @throws ConfigError naming every role without a model at once, and for a missing key.
 */
export async function resolveModels(inputs: ModelInputs): Promise<readonly ResolvedModel[]> {
  const { sayHow = inThePipeline } = inputs;
  const missing = inputs.roles.filter((role) => inputs.models[role] === undefined);
  if (missing.length > 0)
    throw new ConfigError(
      `no model for ${missing.length === 1 ? 'role' : 'roles'} ${missing.join(', ')}; ${sayHow(missing)}`,
    );
  const opened = new Map<string, Provider>(inputs.given);
  const resolved: ResolvedModel[] = [];
  for (const role of inputs.roles) {
    const settings = inputs.models[role]!;
    const slash = settings.model.indexOf('/');
    const name = settings.model.slice(0, slash);
    const model = settings.model.slice(slash + 1);
    if (isLocalEmbedder(settings.model)) {
      const embedder = await localEmbedder(inputs, settings);
      resolved.push({ role, to: embedder.id, model, source: { kind: 'embedder', embedder }, settings });
    } else {
      const provider = opened.get(name) ?? openProvider(name, inputs);
      opened.set(name, provider);
      resolved.push({
        role,
        to: provider.addressee(model),
        model,
        source: { kind: 'provider', provider },
        settings: { ...kindOf(provider, model), ...settings },
      });
    }
  }
  return resolved;
}

/** What a provider knows of its model's kind; what is said of the role wins. */
function kindOf(provider: Provider, model: string): Pick<ModelChoice, 'kind'> {
  const kind = provider.traits?.(model)?.kind;
  return kind === undefined ? {} : { kind };
}

/** Set to forbid that an embedding model is downloaded. */
const OFFLINE_VARIABLE = 'SPECLOOM_OFFLINE';

/** A plan embeds nothing, so it does without a model whose files are not here yet. */
async function localEmbedder(inputs: ModelInputs, settings: ModelChoice): Promise<Embedder> {
  try {
    return await openEmbedder(settings.model, embedderOptions(inputs, settings));
  } catch (error) {
    if (inputs.mode !== 'plan' || !(error instanceof ConfigError)) throw error;
    return { id: settings.model, dimensions: 1, stored: true, embed: () => Promise.reject(error) };
  }
}

function embedderOptions(
  { root, surroundings, onDownload }: ModelInputs,
  { quantized }: ModelChoice,
): EmbedderOptions {
  const offline = surroundings.offline || surroundings.env[OFFLINE_VARIABLE] !== undefined;
  return withoutUndefined({ root, offline, onDownload, quantized });
}

function openProvider(name: string, { providers, kinds, surroundings }: ModelInputs): Provider {
  const entry = providers[name] ?? builtInProviders.get(name);
  if (entry === undefined) {
    const known = [
      ...new Set([...Object.keys(providers), ...builtInProviders.keys(), ...localEmbedderKinds]),
    ];
    throw new UsageError(
      `no provider named ${name}; there are: ${known.join(', ')}. Others are described under providers: of a pipeline file`,
    );
  }
  const kind = kinds.get(entry.type);
  if (kind === undefined) throw new UsageError(`provider ${name} has an unknown type ${entry.type}`);
  return kind.open(name, kind.options.parse(entry.options), surroundings);
}

/** The price of a role's model; undefined where it is not known. */
export function priceOfModel({ source, model }: ResolvedModel): Price | undefined {
  if (source.kind === 'embedder') return { inputPerMillionUsd: 0, outputPerMillionUsd: 0 };
  return priceOf(source.provider, model);
}

/** The sampling that is set for a role. */
export const samplingOf = ({ temperature, topP, maxTokens }: ModelChoice): Sampling =>
  withoutUndefined({ temperature, topP, maxTokens });

/**
 * How a model writes its reasoning: by its own markers, where it has both, by what its provider knows of it, or by its
 * family. Undefined where none of them tells.
 */
export function thinkingMarkers({ source, model, settings }: ResolvedModel): ThinkingMarkers | undefined {
  const { open, close } = settings.reasoning ?? {};
  if (open !== undefined && close !== undefined) return { open, close, empty: `${open}${close}` };
  const known = source.kind === 'provider' ? source.provider.traits?.(model)?.thinking : undefined;
  return known ?? thinkingOf(model);
}

/** Members that are added to every body of a role: its provider's, and over them its own. */
export function extraBodyOf({ source, model, settings }: ResolvedModel): JsonObject {
  const ofProvider = source.kind === 'provider' ? source.provider.extraBody?.(model) : undefined;
  return { ...ofProvider, ...settings.extraBody } as JsonObject;
}

/** Whether a price is known, and nothing. */
export function isFree(price: Price | undefined): boolean {
  return price?.inputPerMillionUsd === 0 && price.outputPerMillionUsd === 0;
}

/**
 * Checks that samples can differ where a stage asks for several of one question.
 *
 * @throws ConfigError for a role that is to be asked at temperature 0.
 */
export function checkSamples(stages: readonly LoadedStage[], models: readonly ResolvedModel[]): void {
  for (const { stage, options } of stages)
    for (const role of stage.samples?.(options) ?? []) {
      const { temperature, extraBody } = models.find((model) => model.role === role)?.settings ?? {};
      const several = `${stage.name} asks role ${role} for several samples of one question, which are all the same`;
      if (temperature === 0 || extraBody?.temperature === 0)
        throw new ConfigError(`${several} at temperature 0; leave its temperature out, or set it above 0`);
      if (extraBody?.seed !== undefined)
        throw new ConfigError(`${several} with one seed; leave \`seed\` out of its extraBody`);
    }
}

/**
 * Whether a judge samples its verdicts. At temperature 0, which is a judge's where its settings say none, and with one
 * seed for all of them, only the server's own variation makes votes differ.
 */
export const samplesVerdicts = ({ settings: { temperature, extraBody } }: ResolvedModel): boolean =>
  (extraBody?.temperature ?? temperature ?? 0) !== 0 && extraBody?.seed === undefined;

/** Models by role, as the dataset and the run folder name them. */
export function modelIds(models: readonly ResolvedModel[]): Readonly<Record<string, string>> {
  const entries = models.map(({ role, to }) => [role, to] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
