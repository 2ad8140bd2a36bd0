import { ConfigError } from '../core/errors.ts';
import { canonicalJson, type JsonObject } from '../core/json.ts';
import type { Continuation } from '../core/provider.ts';
import type { Question } from '../core/question.ts';
import type { Connection } from './connection.ts';
import { addresses, isOpenai, type OpenaiOptions } from './openai-options.ts';
import { partialTurn } from './partial-turn.ts';
import { openTurnRenderer, type TurnRenderer } from './render-turns.ts';
import { hasCompletions, type Trial, templateMembers, tryTurn } from './turn-trials.ts';
import { modelOf, type WireOptions } from './wire.ts';

/** How a provider's servers are given partial turns. */
export interface TurnWays {
  /** As `Provider.continuation`. What was found out holds for this model and these members. */
  find(model: string, partial: string, signal: AbortSignal, members?: JsonObject): Promise<Continuation>;
  /** What a question's request depends on; found out by its own turn where nobody has yet. */
  wireFor(question: Question, signal: AbortSignal): Promise<Pick<WireOptions, 'prompt'>>;
}

type Settings = Pick<
  OpenaiOptions,
  'baseUrl' | 'servers' | 'continuation' | 'chatTemplates' | 'omit' | 'maxTokensField'
>;

/** Finds out, and remembers, how the servers of a provider continue partial turns. */
export function turnWays(
  name: string,
  options: Settings,
  connections: readonly Connection[],
  root?: string,
): TurnWays {
  const found = new Map<string, Continuation>();
  const renderers = turnRenderers(name, options, root);
  const find: TurnWays['find'] = async (model, partial, signal, members = {}) => {
    const place = placeOf(model, members);
    // A text that is rendered here takes any turn; what a server's template makes of one depends on the turn.
    const known = found.get(place);
    if (known?.way === 'completions') return known;
    checkMembers(name, options, members);
    const asked: Asked = { name, model, partial, members, renderer: () => renderers.of(model) };
    const way = await (options.continuation === undefined
      ? foundWay(asked, connections, signal)
      : settledWay(asked, options.continuation));
    if (way.way === 'completions') checkLimit(name, options);
    found.set(place, way);
    return way;
  };
  return {
    find,
    async wireFor(question, signal) {
      const partial = partialTurn(question);
      if (partial === undefined) return {};
      const model = modelOf(question.to);
      const { way } =
        found.get(placeOf(model, question.body)) ??
        (await find(model, partial, signal, templateMembers(question.body)));
      const renderer = way === 'completions' ? await renderers.of(model) : undefined;
      return renderer === undefined ? {} : { prompt: renderer.prompt };
    },
  };
}

/** The renderers of a provider's models, each opened once. */
export function turnRenderers(name: string, { chatTemplates = {} }: Settings, root?: string) {
  const opened = new Map<string, Promise<TurnRenderer>>();
  return {
    /** Undefined for a model without a template. @throws ConfigError for one that cannot be read. */
    async of(model: string): Promise<TurnRenderer | undefined> {
      const path = Object.hasOwn(chatTemplates, model) ? chatTemplates[model] : undefined;
      if (path === undefined) return undefined;
      const open = opened.get(model) ?? openTurnRenderer(`chatTemplates of provider ${name}`, path, root);
      opened.set(model, open);
      return await open;
    },
  };
}

interface Asked {
  readonly name: string;
  readonly model: string;
  readonly partial: string;
  readonly members: JsonObject;
  renderer(): Promise<TurnRenderer | undefined>;
}

/** What of a question decides what becomes of its turn. */
const placeOf = (model: string, members: JsonObject): string =>
  canonicalJson([model, templateMembers(members)]);

async function settledWay(asked: Asked, settled: 'chat' | 'completions' | 'none'): Promise<Continuation> {
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

async function foundWay(
  asked: Asked,
  connections: readonly Connection[],
  signal: AbortSignal,
): Promise<Continuation> {
  const { model, partial, members } = asked;
  const trials = await Promise.all(
    connections.map((connection) => tryTurn(connection, { model, partial, members }, signal)),
  );
  if (trials.every(({ kept }) => kept))
    return { way: 'chat', detail: 'tried out by /tokenize: the turn stays as it is' };
  const renderer = await checkedRenderer(asked);
  const missing =
    renderer === undefined
      ? []
      : await Promise.all(connections.map((connection) => hasCompletions(connection, model, signal)));
  if (renderer !== undefined && missing.every((reason) => reason === undefined))
    return { way: 'completions', detail: `written here by ${renderer.file}` };
  throw new ConfigError(noWay(asked, connections, trials, missing));
}

/** The renderer of the model, once it has written a turn like that of the method. */
async function checkedRenderer({ model, name, partial, members, renderer }: Asked) {
  const own = await renderer();
  const messages = [
    { role: 'user', content: 'Hello.' },
    { role: 'assistant', content: partial },
  ];
  own?.prompt({ kind: 'chat', to: `${name}/${model}`, body: { ...members, messages }, draw: '' });
  return own;
}

function noWay(
  { name, model }: Asked,
  connections: readonly Connection[],
  trials: readonly Trial[],
  missing: readonly (string | undefined)[],
): string {
  const reasons = connections.flatMap((connection, at) => {
    const said = [trials[at]?.reason, missing[at]].filter((reason) => reason !== undefined);
    return said.length === 0 ? [] : [`${connection.name} ${said.join(', and ')}`];
  });
  return [
    `provider ${name} cannot have ${model} go on with a turn that has begun, as far as can be told without asking it: ${reasons.join('; ')}.`,
    'There are two ways. By chat (continue_final_message): the server’s chat template must keep the turn as it is; start vLLM with --chat-template and such a template, or with --trust-request-chat-template and give it as chat_template under extraBody.',
    `By the completions route: give the path of the model’s tokenizer_config.json as \`chatTemplates: {${model}: …}\` of the provider.`,
    'Where you know that one of them works, say `continuation: chat` or `continuation: completions` (docs/continuation.md)',
  ].join(' ');
}

/** @throws ConfigError for settings with which no turn can be continued, before any server is asked. */
function checkMembers(name: string, options: Settings, members: JsonObject): void {
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
function checkLimit(name: string, { omit = [] }: Settings): void {
  const limit = omit.find((member) => member === 'max_tokens' || member === 'max_completion_tokens');
  if (limit === undefined) return;
  throw new ConfigError(
    `provider ${name} has \`${limit}\` under omit, and the completions route writes some 16 tokens where no limit is given; take it out`,
  );
}
