import { ConfigError } from '../core/errors.ts';
import { canonicalJson, type JsonObject } from '../core/json.ts';
import type { Continuation } from '../core/provider.ts';
import type { Question } from '../core/question.ts';
import type { Connection } from './connection.ts';
import { partialTurn } from './partial-turn.ts';
import type { TurnRenderers } from './turn-renderers.ts';
import {
  type AskedTurn,
  checkedRenderer,
  checkLimit,
  checkMembers,
  settledWay,
  type TurnSettings,
} from './turn-settings.ts';
import { hasCompletions, type Trial, templateMembers, tryTurn } from './turn-trials.ts';
import { modelOf, type WireOptions } from './wire.ts';

/** How a provider's servers are given partial turns. */
export interface TurnWays {
  /** As `Provider.continuation`. What was found out holds for this model and these members. */
  find(model: string, partial: string, signal: AbortSignal, members?: JsonObject): Promise<Continuation>;
  /** What a question's request depends on; found out by its own turn where nobody has yet. */
  wireFor(question: Question, signal: AbortSignal): Promise<Pick<WireOptions, 'prompt'>>;
}

/** Finds out, and remembers, how the servers of a provider continue partial turns. */
export function turnWays(
  name: string,
  options: TurnSettings,
  connections: readonly Connection[],
  renderers: TurnRenderers,
): TurnWays {
  const found = new Map<string, Continuation>();
  const find: TurnWays['find'] = async (model, partial, signal, members = {}) => {
    const place = placeOf(model, members);
    // A text that is rendered here takes any turn; what a server's template makes of one depends on the turn.
    const known = found.get(place);
    if (known?.way === 'completions') return known;
    checkMembers(name, options, members);
    const asked: AskedTurn = { name, model, partial, members, renderers };
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

/** What of a question decides what becomes of its turn. */
const placeOf = (model: string, members: JsonObject): string =>
  canonicalJson([model, templateMembers(members)]);

async function foundWay(
  asked: AskedTurn,
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

function noWay(
  { name, model }: AskedTurn,
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
