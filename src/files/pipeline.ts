import type { JsonObject } from '../core/json.ts';
import type { ModelKind, ReasoningMarkers } from '../core/reasoning.ts';
import type { Quota, Source } from '../core/scenario.ts';
import type { ReadOptions } from '../formats/index.ts';

/** A model for a role, and how it is asked. Unset parameters are the task's. */
export interface ModelChoice {
  /** "provider/model". */
  readonly model: string;
  readonly temperature?: number;
  readonly topP?: number;
  /** Longest reply, in tokens. */
  readonly maxTokens?: number;
  /** Whether it reasons before it answers; how long its replies may be goes by that. Unset: `instruct`. */
  readonly kind?: ModelKind;
  /** How its reasoning is told from its answer, where that is not by the server or `<think>` tags. */
  readonly reasoning?: ReasoningMarkers;
  /** Whether its server keeps a reply to a JSON Schema (`response_format` of type `json_schema`). */
  readonly structured?: boolean;
  /** Of an embedding model behind a provider: how many dimensions to ask for. */
  readonly dimensions?: number;
  /** Of an embedding model in this process: whether to take its quantized weights. */
  readonly quantized?: boolean;
  /** Members that are added to every body. */
  readonly extraBody?: JsonObject;
}

/** A named provider: its kind, and the options as that kind's schema parsed them. */
export interface ProviderUse {
  readonly type: string;
  readonly options: unknown;
}

/** A source with the facts of its file. */
export interface PipelineSource extends Source {
  /** Relative to the project root. */
  readonly file: string;
  /** What is stated about the file; the rest is sniffed. */
  readonly read: ReadOptions;
  /** At most this many rows: those of the lowest rank. */
  readonly limit?: number;
  /** Whether the licence lets the rows be handed on; unknown, too, where left out. */
  readonly redistribute?: 'yes' | 'no' | 'unknown';
}

/** A scenario of a pipeline. */
export interface PipelineScenario {
  readonly id: string;
  /** Relative to the project root. */
  readonly file: string;
}

/** One stage of the line. */
export interface StageUse {
  /** The stage's name, or the path of a module that exports one, relative to the project root. */
  readonly use: string;
  /** Whether `use` is a path: such a stage is loaded later, and its options are not checked yet. */
  readonly external: boolean;
  /** As the stage's schema parsed them; as written where the stage is external. */
  readonly options: unknown;
  /** Where the file says so, for messages. Not set where a pipeline was not read from a file. */
  readonly line?: number;
  readonly column?: number;
}

/** A pipeline file, checked: everything that a run is a function of, besides the files it names and the answers. */
export interface Pipeline {
  readonly name: string;
  readonly description?: string;
  readonly seed: number;
  readonly scenarios: readonly PipelineScenario[];
  readonly quotas: readonly Quota[];
  /** By name. */
  readonly providers: Readonly<Record<string, ProviderUse>>;
  /** By role. */
  readonly models: Readonly<Record<string, ModelChoice>>;
  readonly budget?: { readonly usd: number };
  readonly sources: readonly PipelineSource[];
  readonly stages: readonly StageUse[];
}
