import { count } from '../../format.ts';
import { html, type Markup } from '../../markup.ts';
import type { RankedModel } from '../../ranked.ts';

/** What a reader has to know of methods that are not as the paper has them. Null where all are. */
export function methodNotes(models: readonly RankedModel[]): Markup | null {
  const notes = [budgetNote(models), turnsNote(models)].filter((note) => note !== null);
  return notes.length === 0 ? null : html`${notes.map((note) => html`<p class="note">${note}</p>`)}`;
}

const stopped =
  'over all that the subject says for it. Where they run out, reasoning is ended and the answer is given with what is kept for it.';

function budgetNote(models: readonly RankedModel[]): string | null {
  const budgets = new Set(models.map(({ evaluation }) => evaluation.deliberation.budget));
  const [only] = budgets;
  if (only === undefined || (only === null && budgets.size === 1)) return null;
  if (only !== null && budgets.size === 1)
    return `Token budget: one answer might take at most ${count(only)} tokens, ${stopped}`;
  return `Token budget: where a label ends in within-N, one answer might take at most N tokens, ${stopped} Such a method is held against vanilla within the same budget, where there is one; methods within different budgets are not alike in what they might take.`;
}

function turnsNote(models: readonly RankedModel[]): string | null {
  const those = models.filter(({ evaluation }) => evaluation.deliberation.form === 'turns');
  if (those.length === 0) return null;
  const names = [...new Set(those.map(({ evaluation }) => evaluation.method))].join(', ');
  return `Not the paper’s form: ${names} takes the steps of align3 as turns of a conversation, as models that do not reason are asked; the paper’s is one trace of reasoning.`;
}
