import type { Response } from '../../core/entity.ts';
import { cutAt } from '../../stages/judge-cut.ts';
import type { JudgeOptions } from '../../stages/judge-options.ts';
import type { NamedInputs } from './inputs.ts';
import { optionsOf } from './protocol.ts';

/** Of which evaluations responses were cut before they were judged, and how many, in words. */
export const cutRemarks = (
  evaluations: readonly Pick<NamedInputs, 'name' | 'facts' | 'responses'>[],
): readonly string[] =>
  evaluations.flatMap(({ name, facts, responses }) => {
    const { cut: most = null } = optionsOf(facts, 'judge') as Partial<JudgeOptions>;
    const judged = responses.filter(isJudged);
    const cut = judged.filter(({ answer }) => cutAt(answer, most).cut !== undefined).length;
    if (cut === 0) return [];
    return [
      `${name}: ${cut} of ${judged.length} responses were cut at ${most} characters before they were judged`,
    ];
  });

const isJudged = (response: Response): response is Response & { readonly answer: string } =>
  response.answer !== null && response.finish !== 'filter';
