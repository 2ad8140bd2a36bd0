import { ModelError } from '../core/errors.ts';
import type { Json, JsonObject } from '../core/json.ts';

/**
 * A request's body as the question that it asks, so that a reply is the same over HTTP and in this process: what only
 * the wire says is taken out. How many replies are wanted (`n`) is not heeded; there is one.
 *
 * As with servers of open models, a last message of the assistant is gone on with where `continue_final_message` says
 * so, and is a turn that is over otherwise.
 *
 * @throws ModelError for members that contradict each other or the messages.
 */
export function questionOf({
  n: _,
  continue_final_message: continues,
  add_generation_prompt: begins,
  max_completion_tokens: most,
  ...body
}: JsonObject): JsonObject {
  const isPartial = lastRole(body.messages) === 'assistant';
  if (continues === true && begins === true)
    throw refused('`continue_final_message` and `add_generation_prompt` cannot both be true');
  if (continues === true && !isPartial)
    throw refused('`continue_final_message` needs a last message of role assistant');
  return {
    ...body,
    ...(most === undefined ? {} : { max_tokens: most }),
    ...(isPartial && continues !== true ? { continue_final_message: false } : {}),
  };
}

function lastRole(messages: Json | undefined): Json | undefined {
  const last = Array.isArray(messages) ? (messages.at(-1) as Json | undefined) : undefined;
  return last !== null && typeof last === 'object' && 'role' in last ? last.role : undefined;
}

const refused = (text: string): ModelError => new ModelError(text, { status: 400, retryable: false });
