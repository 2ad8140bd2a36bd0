import type { Question } from '../core/question.ts';
import { type OpenaiOptions, wireOptions } from './openai-options.ts';
import { partialTurn } from './partial-turn.ts';
import { turnRenderers } from './turn-renderers.ts';
import { checkedRenderer, checkLimit, checkMembers, settledWay } from './turn-settings.ts';
import { modelOf, type WireOptions } from './wire.ts';

/**
 * How the lines of a batch file are written for a provider, question by question. Its servers are not asked: partial
 * turns go by chat, unless `continuation` says otherwise.
 *
 * @throws ConfigError, by the function returned, for a partial turn that they cannot be given.
 */
export function batchWire(
  name: string,
  options: OpenaiOptions,
  root?: string,
): (question: Question) => Promise<WireOptions> {
  const wire = wireOptions(options);
  const renderers = turnRenderers(name, options, root);
  return async (question) => {
    const partial = partialTurn(question);
    if (partial === undefined) return wire;
    checkMembers(name, options);
    const asked = { name, model: modelOf(question.to), partial, members: question.body, renderers };
    const { way } = await settledWay(asked, options.continuation ?? 'chat');
    if (way === 'chat') return wire;
    checkLimit(name, options);
    const renderer = await checkedRenderer(asked);
    return renderer === undefined ? wire : { ...wire, prompt: renderer.prompt };
  };
}
