import { ConfigError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import type { ChatBody, ChatMessage, Question } from '../core/question.ts';
import { type ChatTemplateFile, readChatTemplate } from './chat-template.ts';
import { errorReply } from './error-reply.ts';
import { joinTurn, partialTurn } from './partial-turn.ts';
import { safeReply } from './safe-reply.ts';

/** A model's chat template, ready to write conversations. */
export interface TurnRenderer {
  /** The file that the template stands in, from the project root. */
  readonly file: string;
  /** The token that begins a text; empty where the model has none. */
  readonly bosToken: string;
  /**
   * A conversation as the template writes it.
   *
   * @param generates - whether the beginning of the assistant's turn follows it
   * @param body - of the question: its `chat_template_kwargs`, and a `chat_template` of its own
   * @throws ConfigError where the template cannot write it.
   */
  render(messages: readonly ChatMessage[], generates: boolean, body?: JsonObject): string;
  /** The prompt of a question that ends in a partial turn. */
  prompt(question: Question): string;
}

/** A template has no clock: the same conversation is always the same text. It takes the date that it falls back on. */
const withoutClock = "{% set strftime_now = no_clock_here %}{{ '' }}";

/**
 * Opens a model's chat template.
 *
 * @param option - how messages name the option that it comes from: `chatTemplates of provider local`
 * @throws ConfigError for a file that cannot be read, and for a template that cannot.
 */
export async function openTurnRenderer(option: string, path: string, root?: string): Promise<TurnRenderer> {
  const file = readChatTemplate(option, path, root);
  const { Template } = await import('@huggingface/jinja');
  const parsed = (text: string): InstanceType<typeof Template> => {
    try {
      return new Template(withoutClock + text);
    } catch (cause) {
      throw new ConfigError(`${option}: ${file.file} is no chat template that can be read here`, { cause });
    }
  };
  const own = parsed(file.text);
  const render: TurnRenderer['render'] = (messages, generates, body = {}) => {
    const { chat_template: other } = body;
    const template = typeof other === 'string' ? parsed(other) : own;
    const items = itemsOf(file, messages, generates, body);
    try {
      return template.render(items);
    } catch (error) {
      // Without the cause: a template may quote what it does not take.
      throw new ConfigError(
        `${option}: ${file.file} cannot write this conversation: ${shown(error, messages)}`,
      );
    }
  };
  return {
    file: file.file,
    bosToken: file.bosToken,
    render,
    prompt(question) {
      const { messages } = question.body as ChatBody;
      const partial = partialTurn(question);
      if (partial === undefined) return render(messages, true, question.body);
      const before = messages.slice(0, -1);
      return openedTurn(render(before, false, question.body), render(before, true, question.body), partial);
    },
  };
}

/** Only what begins the assistant's turn is looked at: what people wrote before it may hold markers, too. */
function openedTurn(said: string, begun: string, partial: string): string {
  const isBehind = begun.startsWith(said);
  return isBehind ? said + joinTurn(begun.slice(said.length), partial) : joinTurn(begun, partial);
}

function itemsOf(
  { bosToken, eosToken }: ChatTemplateFile,
  messages: readonly ChatMessage[],
  generates: boolean,
  { chat_template_kwargs: given }: JsonObject,
): Record<string, unknown> {
  return {
    bos_token: bosToken,
    eos_token: eosToken,
    ...(given as JsonObject | undefined),
    messages: messages.map(({ role, content }) => ({ role, content })),
    add_generation_prompt: generates,
  };
}

function shown(error: unknown, messages: readonly ChatMessage[]): string {
  const words = error instanceof Error ? error.message : '';
  const said = messages.map(({ role, content }) => ({ role, content }));
  const question: Question = { kind: 'chat', to: '', body: { messages: said }, draw: '' };
  return safeReply(errorReply(400, words), [question], undefined).shown;
}
