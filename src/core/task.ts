import type { JsonObject } from './json.ts';
import type { Prompt, Sections } from './prompt.ts';
import type { ChatMessage } from './question.ts';
import type { Random } from './random.ts';
import type { ModelKind } from './reasoning.ts';
import type { RehearsalModelName } from './rehearsal-models.ts';

/** Sampling parameters; sent only where set. A role's settings in the pipeline file win over a task's. */
export interface Sampling {
  readonly temperature?: number;
  readonly topP?: number;
  /** Longest reply, in tokens. */
  readonly maxTokens?: number;
}

/** The form of a reply that a server keeps to a JSON Schema. */
export interface StructuredForm<In> {
  /** The schema, strict: every member is required, and there are no others. */
  schema(input: In): JsonObject;
  /** Takes the place of the prompt's `request`, which speaks of the other form. */
  request(input: In): string;
  /** Says a rehearsed reply, which has the other form, in this one. */
  rehearsed(reply: string): string;
}

/** What a conversation says behind the sections of a task's prompt. */
export interface LaterTurns {
  /** The end of the prompt's own turn: its request, and whatever was put behind that. */
  readonly request: string;
  /** Whole turns after that one, oldest first. */
  readonly said: readonly ChatMessage[];
  /** The model's own turn, where it has begun already: its reply is what follows on this text. */
  readonly partial?: string;
}

/** One prompt of Specloom: what it says, how its reply is read, and how a rehearsal plays it. One file each. */
export interface Task<In, Out> {
  /** Kebab-case; the first line of the system message. */
  readonly name: string;
  /** Raised with every change of wording, parsing or rehearsing. */
  readonly version: string;
  readonly sampling?: Sampling;
  /** What of it is different for a reasoning model: a longer reply, as it holds the reasoning, too. */
  readonly reasoningSampling?: Sampling;
  /** The form that a reply has where the server keeps replies to a JSON Schema. `parse` reads both forms. */
  readonly structured?: StructuredForm<In>;
  /** For a prompt without a system message: the names of its sections, by which a rehearsal knows it. */
  readonly hears?: readonly string[];
  render(input: In): Prompt;
  /** Reads a reply. @throws ReplyError when it is not what was asked for; never a default. */
  parse(reply: string, input: In): Out;
  /**
   * Plays a competent model that sees these sections and no more. Its text goes through `parse` like any reply.
   * `model` is which of the rehearsal's models is asked: they differ as models under test alone. `turns` is what stands
   * behind the sections: a rehearsal without it sees nothing there.
   */
  rehearse(seen: Sections, random: Random, model?: RehearsalModelName, turns?: LaterTurns): string;
}

/** What a task is asked with: its own sampling, that for a model of this kind, and over both what is set for its role. */
export const samplingFor = (
  { sampling, reasoningSampling }: Pick<Task<never, unknown>, 'sampling' | 'reasoningSampling'>,
  kind: ModelKind | undefined,
  set: Sampling,
): Sampling => ({ ...sampling, ...(kind === 'reasoning' ? reasoningSampling : undefined), ...set });

/** Checks and freezes a task. @throws TypeError for a name that is not kebab-case or an empty version. */
export function defineTask<In, Out>(task: Task<In, Out>): Task<In, Out> {
  if (!/^[a-z][a-z0-9-]*$/.test(task.name))
    throw new TypeError(`task name ${JSON.stringify(task.name)} is not kebab-case`);
  if (task.version === '') throw new TypeError(`task ${task.name} has no version`);
  return Object.freeze({ ...task });
}
