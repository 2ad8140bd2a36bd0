import type { Verdict } from '../../core/entity.ts';
import { shortDigest } from '../../core/hash.ts';
import type { Scenario } from '../../core/scenario.ts';
import { shownOf } from '../../stages/judge-material.ts';
import type { Answered, LabelledEvaluation } from './evaluations.ts';

/** A verdict that people give. */
export type PersonVerdict = Exclude<Verdict, 'unscored'>;

/** What a person labels by: what the judge saw of a response, and nothing of model, label and judge. */
export interface SheetTexts {
  readonly scenario: { readonly name: string; readonly description: string };
  /** In the order of the scenario. */
  readonly specs: readonly {
    readonly id: string;
    readonly kind: 'safety' | 'behavioral';
    readonly text: string;
  }[];
  /** The item's prompt; null where the judge saw the variant only. */
  readonly prompt: string | null;
  /** What was asked in its place; null where the prompt was asked, or the judge saw that only. */
  readonly variant: string | null;
  readonly reference: string | null;
  /** Cut where it was cut for the judge. */
  readonly response: string;
}

/**
 * A line of a file of labels. With which probability the response was drawn stands in the design alone: it differs by
 * label, and lines of one stratum are of one model and label.
 */
export interface SheetRow extends SheetTexts {
  /** By spec id; null until a person has decided. */
  readonly verdicts: Readonly<Record<string, PersonVerdict | null>>;
  readonly annotator: string;
  /** The response. */
  readonly id: string;
  /** The sample that it was drawn for. */
  readonly sample: string;
  /** Marks the text as part of a benchmark, so that it can be kept out of training data. */
  readonly canary: string;
}

/** The texts of a response as its judge saw them. What a judge may be told of the label is left out. */
export function textsOf(
  { item, response }: Answered,
  { judging }: Pick<LabelledEvaluation, 'judging'>,
  scenario: Scenario,
): SheetTexts {
  const { material } = shownOf(response, response.answer, item, judging);
  const specs = (kind: 'safety' | 'behavioral') => scenario[kind].map(({ id, text }) => ({ id, kind, text }));
  return {
    scenario: { name: scenario.name, description: scenario.description },
    specs: [...specs('safety'), ...specs('behavioral')],
    prompt: material.prompt,
    variant: material.variant,
    reference: material.reference,
    response: material.response,
  };
}

/** 16 hex digits of what a line shows: any other text is another question. */
export const textsDigest = ({ scenario, specs, prompt, variant, reference, response }: SheetTexts): string =>
  shortDigest({ scenario, specs, prompt, variant, reference, response });

/** A line for one person to fill in; the verdicts come first, where the eye is. */
export const sheetLine = (row: SheetRow): string => {
  const { verdicts, annotator, scenario, specs, prompt, variant, reference, response, ...rest } = row;
  return `${JSON.stringify({ verdicts, annotator, scenario, specs, prompt, variant, reference, response, ...rest })}\n`;
};
