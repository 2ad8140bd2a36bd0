import type { Ask } from '../core/ask.ts';
import type { Response } from '../core/entity.ts';
import type { ModelKind, ThinkingMarkers } from '../core/reasoning.ts';
import type { RespondInput } from '../tasks/index.ts';
import type { DeliberationOptions, OwnOption } from './options.ts';

/** What a subject came to: all of a response that depends on what it said. */
export type Deliberated = Pick<Response, 'subject' | 'answer' | 'reasoning' | 'finish' | 'usage' | 'steps'>;

/** How a method asks. */
export interface RespondHow {
  /** The role of the subject. */
  readonly role: string;
  /** Which sample of the answer; the beginning of the draw of every question. */
  readonly draw: string;
  readonly options: DeliberationOptions;
}

/** How much one answer takes, for a plan; where it depends on what is said, the most. */
export interface MethodForecast {
  /** Questions to the subject. */
  readonly subject: number;
  /** Tokens of one reply of the subject. */
  readonly outputTokens: number;
  /** Questions to the reward model. */
  readonly reward: number;
}

/** A deliberation method: how a subject is asked, in one or more calls that end in one answer. */
export interface Method {
  /** Kebab-case; what a pipeline file says under `method`. */
  readonly name: string;
  /** Those of the methods' options that it has. */
  readonly options: readonly OwnOption[];
  /** Roles that it asks beside the subject. */
  readonly roles?: readonly string[];
  /** Whether it asks the subject for several samples of one question, which must be able to differ. */
  readonly samples?: boolean;
  /**
   * Whether it has a model of this kind continue a partial turn. Where it does, the model's markers are known, and its
   * server can, before `respond` is called.
   */
  continues(options: DeliberationOptions, kind: ModelKind): boolean;
  /** How the turns begin that it has the subject continue, where that is not inside a block of reasoning. */
  begins?(thinking: ThinkingMarkers): string;
  /** Refuses models that it is not for, before anything is asked. @throws UsageError */
  check?(options: DeliberationOptions, kind: ModelKind): void;
  forecast(options: DeliberationOptions, kind: ModelKind): MethodForecast;
  /** Texts that are put in beside the question and are long enough to count in a plan, one before each pass. */
  insertions?(options: DeliberationOptions, input: Pick<RespondInput, 'scenario'>): readonly string[];
  /**
   * Asks the model in a role. Whatever it says is an answer; `answer` is null where it said nothing.
   *
   * `usage` is what the answer took: the tokens of all passes; of a method of a single pass, the prompt counts once
   * (arXiv 2509.14760, table 2). What was inserted is not counted. Null where a pass states none.
   *
   * @throws PendingError when an answer is missing.
   */
  respond(ask: Ask, input: RespondInput, how: RespondHow): Promise<Deliberated>;
}
