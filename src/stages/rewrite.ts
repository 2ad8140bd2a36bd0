import { z } from 'zod';
import type { Ask } from '../core/ask.ts';
import type { Entity, Item } from '../core/entity.ts';
import { type Decision, drop, keep, turn } from '../core/outcome.ts';
import { defineStage, type Flow } from '../core/stage.ts';
import { rewrite as rewriteTask } from '../tasks/index.ts';
import { scaled } from './forecast.ts';

const options = z.strictObject({});

const isRaw = (record: Entity): record is Item => record.kind === 'item' && record.origin.how === 'raw';

/** Turns rows that are no questions into prompts that fit the scenario, with their intent kept. */
export const rewrite = defineStage({
  name: 'rewrite',
  version: '1',
  options,
  roles: ['rewriter'],
  applies: isRaw,
  async each(item: Item, _options: z.infer<typeof options>, ask: Ask): Promise<Decision<Item>> {
    const { form } = ask.setting.source(item.origin.source);
    if (form === 'questions') return keep();
    if (form === 'auto' && isQuestion(item.prompt)) return keep({ already: 'question' });
    const scenario = ask.setting.scenario(item.scenario);
    const input = { scenario, label: item.label, text: item.prompt };
    const { prompt, reason } = await ask(rewriteTask, input, { role: 'rewriter' });
    if (prompt === null) return drop('does-not-fit', { reason: reason ?? '' });
    const { id: _, parents: __, rehearsal: ___, ...rest } = item;
    return turn([{ ...rest, prompt }]);
  },
  forecast(flows, _options, setting, seen) {
    const needs = (flow: Flow) =>
      flow.kind === 'item' && flow.source !== 'generated' && setting.source(flow.source).form !== 'questions';
    const asks = flows.filter(needs).map((flow) => ({
      role: 'rewriter',
      questions: [
        setting.source(flow.source).form === 'auto' ? 0 : flow.records[0],
        flow.records[1],
      ] as const,
      sample: rewriteTask.render({
        scenario: setting.scenario(flow.scenario),
        label: flow.label,
        text: typicalRow,
      }),
      outputTokens: 90,
    }));
    return { asks, out: flows.map((flow) => (needs(flow) ? scaled(flow, [0.6, 0.98], seen) : flow)) };
  },
});

const typicalRow = 'word '.repeat(40);

/** Whether a text asks something already: it ends in a question mark or opens like a request. */
export function isQuestion(text: string): boolean {
  const plain = text.trim().toLowerCase();
  if (/[?？؟][)\]"'”’»\s]*$/.test(plain)) return true;
  return /^(please|can you|could you|would you|help me|i need|i want|i'd like|give me|tell me|show me|find me|plan|suggest|recommend|write|create|explain|how|what|where|when|which|who|why|is|are|do|does|should|may)\b/.test(
    plain,
  );
}
