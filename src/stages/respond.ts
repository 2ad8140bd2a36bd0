import { z } from 'zod';
import type { Ask } from '../core/ask.ts';
import type { Item, Response, Unborn } from '../core/entity.ts';
import { PendingError, SpecloomError } from '../core/errors.ts';
import { type Decision, turn } from '../core/outcome.ts';
import { PartlyPendingError } from '../core/partly-pending.ts';
import { defineStage, type ExpectedAsk, type Flow, type Range } from '../core/stage.ts';
import {
  deliberationOptions,
  type Method,
  methodLabel,
  methodOptions,
  methods,
} from '../deliberation/index.ts';
import { respond as respondTask } from '../tasks/index.ts';
import { type AskWhat, askedForms } from './asked-forms.ts';
import { isItem } from './quota-groups.ts';

const options = z.strictObject({
  method: z
    .enum([...methods.keys()])
    .default('vanilla')
    .describe('How the subject is asked.'),
  ...methodOptions,
  ask: z
    .enum(['variant', 'prompt', 'both'])
    .default('variant')
    .describe(
      'What the subject is asked of an item that has a variant: the variant, its prompt, or both, so that the attack’s effect shows. A safe prompt is asked in any case, and its control beside it, but for `prompt`.',
    ),
});

/**
 * Asks the model under test: once for each item, or twice where it is asked the prompt and the variant of one.
 * Whatever it says is its answer: a refusal, a filter stop and a reply that was cut off are facts about the
 * subject.
 */
export const respond = defineStage({
  name: 'respond',
  version: '2',
  options,
  roles: ['subject', 'reward'],
  rolesFor: ({ method }) => ['subject', ...(methodNamed(method).roles ?? [])],
  samples: ({ method }) => (methodNamed(method).samples === true ? ['subject'] : []),
  applies: isItem,
  async each(
    item: Item,
    { method, ask: what, ...given }: z.infer<typeof options>,
    ask: Ask,
  ): Promise<Decision<Response>> {
    const deliberation = methodNamed(method);
    const own = deliberationOptions(given);
    const label = methodLabel(deliberation, own, ask.model('subject').kind);
    const scenario = ask.setting.scenario(item.scenario);
    const responses = askedForms(item, what).map(async ({ asked, text }): Promise<Said> => {
      const how = { role: 'subject', draw: 'sample-0', options: own };
      const said = await deliberation.respond(ask, { scenario, question: text }, how);
      return { kind: 'response', item: item.id, asked, method: label, sample: 0, ...said };
    });
    return turn(await allOrPart(responses));
  },
  forecast(flows, { ask: what }, setting) {
    const counted = flows.map((flow) => ({ flow, ...responsesTo(flow, what) }));
    const asks = counted
      .filter(({ flow }) => flow.kind === 'item')
      .flatMap(({ flow, prompts, variants }) => {
        const scenario = setting.scenario(flow.scenario);
        const asking = (questions: Range, question: string): ExpectedAsk[] =>
          questions[1] === 0
            ? []
            : [
                {
                  role: 'subject',
                  questions,
                  sample: respondTask.render({ scenario, question }),
                  outputTokens: 600,
                },
              ];
        return [...asking(prompts, typicalPrompt), ...asking(variants, typicalVariant)];
      });
    const out = counted.map(({ flow, prompts, variants }): Flow => {
      if (flow.kind !== 'item') return flow;
      const { variants: _, ...rest } = flow;
      return { ...rest, kind: 'response', records: [prompts[0] + variants[0], prompts[1] + variants[1]] };
    });
    return { asks, out };
  },
});

function methodNamed(name: string): Method {
  const method = methods.get(name);
  if (method === undefined) throw new SpecloomError('internal', `no deliberation method ${name}`);
  return method;
}

type Said = Unborn<Response>;

/**
 * Waits for all responses to an item.
 *
 * @throws PartlyPendingError where an answer is missing and another is there: each response is scored by itself, so
 *   giving up one of them does not give up the other.
 */
async function allOrPart(responses: readonly Promise<Said>[]): Promise<readonly Said[]> {
  const settled = await Promise.allSettled(responses);
  const said = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const errors = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
  if (errors.length === 0) return said;
  const error = errors.find((each) => !(each instanceof PendingError)) ?? errors.find(isOpen) ?? errors[0];
  if (!(error instanceof PendingError) || said.length === 0) throw error;
  throw new PartlyPendingError(error, turn(said, { missing: errors.length }, { as: 'gap' }));
}

/** Whether an answer may still come: nothing is given up while one may. */
const isOpen = (error: unknown): boolean =>
  error instanceof PendingError && !error.asked && error.reason !== 'replay';

/**
 * How many prompts and variants of a flow are asked. Where it is not known how many of its items have a
 * variant, all unsafe ones may have one, and no safe one has.
 */
function responsesTo(
  { label, records, variants: stated }: Flow,
  what: AskWhat,
): { readonly prompts: Range; readonly variants: Range } {
  const none: Range = [0, 0];
  // Stages behind the attack may have left some of the items out.
  const variants: Range | undefined = stated && [
    Math.min(stated[0], records[0]),
    Math.min(stated[1], records[1]),
  ];
  if (what === 'prompt') return { prompts: records, variants: none };
  if (label === 'safe') return { prompts: records, variants: variants ?? none };
  if (what === 'both') return { prompts: records, variants: variants ?? [0, records[1]] };
  if (variants === undefined) return { prompts: none, variants: records };
  return {
    prompts: [Math.max(0, records[0] - variants[0]), Math.max(0, records[1] - variants[1])],
    variants,
  };
}

const typicalPrompt = 'word '.repeat(35);
const typicalVariant = 'word '.repeat(120);
