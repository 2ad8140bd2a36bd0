import { ConfigError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import type { Continuation } from '../core/provider.ts';
import { addresses, isOpenai, type OpenaiOptions } from './openai-options.ts';
import type { TurnRenderer } from './render-turns.ts';
import type { TurnRenderers } from './turn-renderers.ts';

/** What of a provider's options is about partial turns. */
export type TurnSettings = Pick<
  OpenaiOptions,
  'baseUrl' | 'servers' | 'continuation' | 'chatTemplates' | 'omit' | 'maxTokensField'
>;

/** A turn that a model is to go on with. */
export interface AskedTurn {
  /** The provider's name. */
  readonly name: string;
  readonly model: string;
  readonly partial: string;
  /** Members of the questions beside their messages. */
  readonly members: JsonObject;
  readonly renderers: TurnRenderers;
}

/** The way that the settings name. @throws ConfigError where they name none, or one that lacks its template. */
export async function settledWay(
  asked: AskedTurn,
  settled: 'chat' | 'completions' | 'none',
): Promise<Continuation> {
  const { name, model } = asked;
  if (settled === 'none')
    throw new ConfigError(
      `provider ${name} says \`continuation: none\`, and this method has ${model} go on with a turn that has begun; ask another model, or by a method that asks for whole turns`,
    );
  if (settled === 'completions' && (await checkedRenderer(asked)) === undefined)
    throw new ConfigError(
      `provider ${name} says \`continuation: completions\`, which takes the chat template of ${model}: give the path of its tokenizer_config.json under chatTemplates`,
    );
  return { way: settled, detail: `as \`continuation\` of provider ${name} says` };
}

/**
 * The chat template of the model, once it has written a turn like that of the method; undefined where it has none.
 *
 * @throws ConfigError for a template that cannot.
 */
export async function checkedRenderer({
  model,
  name,
  partial,
  members,
  renderers,
}: AskedTurn): Promise<TurnRenderer | undefined> {
  const own = await renderers.of(model);
  const messages = [
    { role: 'user', content: 'Hello.' },
    { role: 'assistant', content: partial },
  ];
  own?.prompt({ kind: 'chat', to: `${name}/${model}`, body: { ...members, messages }, draw: '' });
  return own;
}

/** @throws ConfigError for settings with which no turn can be continued, before any server is asked. */
export function checkMembers(name: string, options: TurnSettings, members: JsonObject = {}): void {
  const official = addresses(options).find(isOpenai);
  if (official !== undefined)
    throw new ConfigError(
      `${new URL(official).host} goes on with no turn that has begun, neither by chat nor by completions; ask a model behind a server that does (vLLM, SGLang: docs/continuation.md), or by a method that asks for whole turns`,
    );
  if (options.omit?.includes('stop') === true)
    throw new ConfigError(
      `provider ${name} has \`stop\` under omit, and a turn that is to be continued ends at a stop text; take it out`,
    );
  if (members.stop !== undefined)
    throw new ConfigError(
      `an extraBody for a model of provider ${name} sets \`stop\`, which says where a pass of reasoning ends; take it out`,
    );
}

/** @throws ConfigError where the completions route would write as little as its servers take for the default. */
export function checkLimit(name: string, { omit = [] }: TurnSettings): void {
  const limit = omit.find((member) => member === 'max_tokens' || member === 'max_completion_tokens');
  if (limit === undefined) return;
  throw new ConfigError(
    `provider ${name} has \`${limit}\` under omit, and the completions route writes some 16 tokens where no limit is given; take it out`,
  );
}
