import type { Sections } from '../../core/prompt.ts';
import type { Random } from '../../core/random.ts';
import type { RehearsalModelName } from '../../core/rehearsal-models.ts';
import type { LaterTurns } from '../../core/task.ts';
import { answerAs } from './answering.ts';
import { deliberated } from './deliberated.ts';
import { dispositionFor } from './dispositions.ts';
import { partsBefore, rehearseReasoning } from './reasoning.ts';

/** Answers a question as the model's disposition has it, and as the turns behind the question have changed that. */
export function rehearseRespond(
  seen: Sections,
  random: Random,
  model: RehearsalModelName = 'default',
  turns: LaterTurns = { request: '', said: [] },
): string {
  if (model === 'reasoning') return rehearseReasoning(seen, random, turns);
  const disposition = deliberated(dispositionFor(model, random), partsBefore(turns));
  return answerAs(disposition, seen, random, () => random.float());
}
