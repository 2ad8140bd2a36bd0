import { z } from 'zod';
import type { Ask } from '../core/ask.ts';
import type { Item, Response } from '../core/entity.ts';
import { SpecloomError } from '../core/errors.ts';
import { type Decision, turn } from '../core/outcome.ts';
import { defineStage } from '../core/stage.ts';
import { methods } from '../deliberation/index.ts';
import { respond as respondTask } from '../tasks/index.ts';
import { isItem } from './quota-groups.ts';

const options = z.strictObject({
  method: z
    .enum([...methods.keys()])
    .default('vanilla')
    .describe('How the subject is asked.'),
  ask: z
    .enum(['variant', 'prompt'])
    .default('variant')
    .describe('What the subject is asked: the variant of an item that has one, or its prompt in any case.'),
});

/**
 * Asks the model under test, once for each item. Whatever it says is its answer: a refusal, a filter stop
 * and a reply that was cut off are facts about the subject.
 */
export const respond = defineStage({
  name: 'respond',
  version: '1',
  options,
  roles: ['subject'],
  applies: isItem,
  async each(
    item: Item,
    { method, ask: wanted }: z.infer<typeof options>,
    ask: Ask,
  ): Promise<Decision<Response>> {
    const deliberation = methods.get(method);
    if (deliberation === undefined) throw new SpecloomError('internal', `no deliberation method ${method}`);
    const variant = wanted === 'variant' ? item.variant : undefined;
    const input = { scenario: ask.setting.scenario(item.scenario), question: variant?.text ?? item.prompt };
    const said = await deliberation.respond(ask, input, { role: 'subject', draw: 'sample-0' });
    const facts = {
      kind: 'response',
      item: item.id,
      asked: variant?.id ?? 'prompt',
      method,
      sample: 0,
    } as const;
    return turn([{ ...facts, ...said }]);
  },
  forecast(flows, { ask: wanted }, setting) {
    const asks = flows
      .filter((flow) => flow.kind === 'item')
      .map((flow) => ({
        role: 'subject',
        questions: flow.records,
        sample: respondTask.render({
          scenario: setting.scenario(flow.scenario),
          question: flow.label === 'unsafe' && wanted === 'variant' ? typicalVariant : typicalPrompt,
        }),
        outputTokens: 600,
      }));
    return { asks, out: flows.map((flow) => (flow.kind === 'item' ? { ...flow, kind: 'response' } : flow)) };
  },
});

const typicalPrompt = 'word '.repeat(35);
const typicalVariant = 'word '.repeat(120);
