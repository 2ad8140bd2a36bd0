import type { Ask } from '../core/ask.ts';
import type { Item, Response, Unborn } from '../core/entity.ts';
import { mayStillCome, PendingError } from '../core/errors.ts';
import { type Decision, turn } from '../core/outcome.ts';
import { PartlyPendingError } from '../core/partly-pending.ts';
import { defineStage } from '../core/stage.ts';
import { methodLabel } from '../deliberation/index.ts';
import { askedForms } from './asked-forms.ts';
import { isItem } from './quota-groups.ts';
import { respondForecast } from './respond-forecast.ts';
import { chosenMethod, type RespondOptions, respondOptions } from './respond-options.ts';

/**
 * Asks the model under test: once for each item, or twice where it is asked the prompt and the variant of one; by a
 * deliberation method, in as many passes as that takes. Whatever it says is its answer: a refusal, a filter stop and a
 * reply that was cut off are facts about the subject.
 */
export const respond = defineStage({
  name: 'respond',
  version: '2',
  options: respondOptions,
  roles: ['subject', 'reward'],
  rolesFor: (options) => ['subject', ...(chosenMethod(options).method.roles ?? [])],
  samples: (options) => (chosenMethod(options).method.samples === true ? ['subject'] : []),
  applies: isItem,
  async each(item: Item, options: RespondOptions, ask: Ask): Promise<Decision<Response>> {
    const { method, options: own } = chosenMethod(options);
    const label = methodLabel(method, own, ask.model('subject').kind);
    const scenario = ask.setting.scenario(item.scenario);
    const responses = askedForms(item, options.ask).map(async ({ asked, text }): Promise<Said> => {
      const how = { role: 'subject', draw: 'sample-0', options: own };
      const said = await method.respond(ask, { scenario, question: text }, how);
      return { kind: 'response', item: item.id, asked, method: label, sample: 0, ...said };
    });
    return turn(await allOrPart(responses));
  },
  forecast: respondForecast,
});

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
  const error =
    errors.find((each) => !(each instanceof PendingError)) ?? errors.find(mayStillCome) ?? errors[0];
  if (!(error instanceof PendingError) || said.length === 0) throw error;
  throw new PartlyPendingError(error, turn(said, { missing: errors.length }, { as: 'gap' }));
}
