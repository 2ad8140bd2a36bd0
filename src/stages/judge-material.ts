import type { Ask } from '../core/ask.ts';
import type { Item, Judgement, Response } from '../core/entity.ts';
import { SpecloomError } from '../core/errors.ts';
import type { JudgedMaterial } from '../tasks/index.ts';
import { type Cut, cutAt } from './judge-cut.ts';
import type { JudgeOptions } from './judge-options.ts';

/** What a judge is shown of a response, and what was left out of it. */
export interface Shown {
  readonly shown: Judgement['shown'];
  /** The reference answer among it is for the last spec alone where specs are judged one by one. */
  readonly material: JudgedMaterial;
  /** Undefined where the whole response is shown. */
  readonly cut: Cut | undefined;
}

/** Puts together what a judge is shown of a response that has an answer. */
export function shownOf(response: Response, answer: string, item: Item, options: JudgeOptions): Shown {
  const { shown, ...question } = questionFor(response, item, options.sees);
  const { text, cut } = cutAt(answer, options.cut);
  const labelHint = options.labelHint && item.label === 'unsafe' ? 'unsafe' : null;
  return { shown, cut, material: { ...question, response: text, reference: referenceOf(item), labelHint } };
}

/** The item that a response answers. */
export function itemOf(response: Response, ask: Pick<Ask, 'find'>): Item {
  const item = ask.find(response.item);
  if (item.kind !== 'item') throw new SpecloomError('internal', `response ${response.id} answers no item`);
  return item;
}

/** What the judge sees of the question. A response to a plain prompt has no variant that could be shown. */
export function questionFor(
  { asked }: Pick<Response, 'asked'>,
  { id, prompt, variant }: Item,
  sees: JudgeOptions['sees'],
): Pick<JudgedMaterial, 'prompt' | 'variant'> & Pick<Shown, 'shown'> {
  if (asked === 'prompt' || sees === 'prompt') return { shown: 'prompt', prompt, variant: null };
  if (variant?.id !== asked)
    throw new SpecloomError(
      'file',
      `variant ${asked} of item ${id} was answered and is gone; respond again, or let the judge see the prompt`,
    );
  return { shown: sees, prompt: sees === 'variant' ? null : prompt, variant: variant.text };
}

/** A reference answer: of safe items alone, and an empty one is none. */
function referenceOf({ label, answer }: Item): string | null {
  return label === 'safe' && answer !== undefined && answer !== null && answer.trim() !== '' ? answer : null;
}
