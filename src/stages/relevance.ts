import { z } from 'zod';
import type { Ask } from '../core/ask.ts';
import type { Item } from '../core/entity.ts';
import { type Decision, drop, hold, keep } from '../core/outcome.ts';
import { defineStage } from '../core/stage.ts';
import { relevance as relevanceTask } from '../tasks/index.ts';
import { scaled } from './forecast.ts';
import { isItem } from './quota-groups.ts';

const options = z.strictObject({});

/**
 * Keeps prompts that belong to the scenario and are of quality. A label that the model disputes is
 * held for a person and never changed here.
 */
export const relevance = defineStage({
  name: 'relevance',
  version: '1',
  options,
  roles: ['relevance'],
  applies: isItem,
  async each(item: Item, _options: z.infer<typeof options>, ask: Ask): Promise<Decision<Item>> {
    const scenario = ask.setting.scenario(item.scenario);
    const input = { scenario, label: item.label, prompt: item.prompt };
    const { relevant, quality, labelAgrees, reason } = await ask(relevanceTask, input, { role: 'relevance' });
    if (!relevant) return drop('off-topic', { reason });
    if (!quality) return drop('low-quality', { reason });
    if (labelAgrees === 'no') return hold('label-disputed', { reason });
    return keep({ reason, label: labelAgrees });
  },
  forecast(flows, _options, setting, seen) {
    const items = flows.filter((flow) => flow.kind === 'item');
    const asks = items.map((flow) => ({
      role: 'relevance',
      questions: flow.records,
      sample: relevanceTask.render({
        scenario: setting.scenario(flow.scenario),
        label: flow.label,
        prompt: 'word '.repeat(35),
      }),
      outputTokens: 70,
    }));
    return {
      asks,
      out: flows.map((flow) => (flow.kind === 'item' ? scaled(flow, [0.7, 0.97], seen) : flow)),
    };
  },
});
