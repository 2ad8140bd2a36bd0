import { Template } from '@huggingface/jinja';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { JsonObject } from '../../src/core/json.ts';
import type { ChatMessage } from '../../src/core/question.ts';
import type { VllmOptions } from './vllm-server.ts';
import { deepseekBos, vllmTemplates } from './vllm-templates.ts';

/** A request that the server does not take. */
export class Refusal extends Error {
  readonly status: ContentfulStatusCode;
  readonly type: string;
  constructor(status: ContentfulStatusCode, message: string, type = 'BadRequestError') {
    super(message);
    this.status = status;
    this.type = type;
  }
}

/** Stands behind a turn that is to be continued, to find its end again in the rendered text. */
const endMark = 'THE_TURN_ENDS_HERE ';

/**
 * The text that a chat request comes to, as vLLM has it: rendered with a mark behind the partial turn, and cut there.
 *
 * @throws Refusal for what vLLM refuses.
 */
export function renderedTurn(body: JsonObject, options: VllmOptions): string {
  const { messages, add_generation_prompt: generates = true, continue_final_message: wanted = false } = body;
  if (!Array.isArray(messages) || messages.length === 0) throw new Refusal(400, 'messages: Field required');
  const continues = wanted === true && options.continues !== false;
  if (continues && generates === true)
    throw new Refusal(400, 'Cannot set both `continue_final_message` and `add_generation_prompt` to True.');
  if (body.chat_template !== undefined && options.trustTemplate !== true)
    throw new Refusal(
      400,
      'Chat template is passed with request, but --trust-request-chat-template is not set. Refused request with untrusted chat template.',
    );
  const turns = messages as unknown as readonly ChatMessage[];
  const last = turns[turns.length - 1]!;
  const shown = continues ? [...turns.slice(0, -1), { ...last, content: last.content + endMark }] : turns;
  const text = new Template(templateOf(body, options)).render({
    bos_token: deepseekBos,
    ...(body.chat_template_kwargs as JsonObject | undefined),
    messages: shown,
    add_generation_prompt: options.continues === false ? true : generates,
  });
  return continues ? cutAtMark(text, last.content) : text;
}

function templateOf({ chat_template: own }: JsonObject, { template = 'raw' }: VllmOptions): string {
  return typeof own === 'string' ? own : vllmTemplates[template];
}

/** Up to the mark; a template that trims its turns takes the white space before it away, too. */
function cutAtMark(text: string, turn: string): string {
  const at = text.lastIndexOf(endMark.trim());
  if (at < 0 || !text.includes(turn.trim()))
    throw new Refusal(
      400,
      `continue_final_message is set but the final message does not appear in the chat after applying the chat template! Final message to continue: ${turn.trim()}`,
    );
  const kept = text.slice(0, at);
  return text.startsWith(endMark, at) ? kept : kept.trimEnd();
}
