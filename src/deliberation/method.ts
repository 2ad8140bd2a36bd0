import type { Ask } from '../core/ask.ts';
import type { Response } from '../core/entity.ts';
import type { RespondInput } from '../tasks/index.ts';

/** What a subject came to: all of a response that depends on what it said. */
export type Deliberated = Pick<Response, 'subject' | 'answer' | 'reasoning' | 'finish' | 'usage' | 'steps'>;

/** A deliberation method: how a subject is asked, in one or more calls that end in one answer. */
export interface Method {
  /** Kebab-case; what a pipeline file says under `method`. */
  readonly name: string;
  /**
   * Asks the model in a role. Whatever it says is an answer; `answer` is null where it said nothing.
   *
   * @param how.draw - which sample of it; part of the draw of every question
   * @throws PendingError when an answer is missing.
   */
  respond(ask: Ask, input: RespondInput, how: { role: string; draw: string }): Promise<Deliberated>;
}
