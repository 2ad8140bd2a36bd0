import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../core/errors.ts';
import type { NewForecast } from '../run/new/forecast.ts';
import type { NewOptions } from '../run/new/options.ts';
import type { Candidate, Chooser } from '../run/new/person.ts';
import { dollarRange } from './dollars.ts';
import type { Choice, Dialogue } from './new-dialogue.ts';
import { columns } from './tables.ts';

/** Words that a description has at least. */
const LEAST_WORDS = 12;

/**
 * Asks for the name and the description, where the call does not give them; whoever is asked for a description is
 * asked for basis documents, too.
 */
export async function interview(dialogue: Dialogue, options: NewOptions): Promise<NewOptions> {
  const name = options.name ?? (await dialogue.text('What do people call the scenario?', '', blank));
  if (options.description !== undefined || options.descriptionFile !== undefined) return { ...options, name };
  const description = await dialogue.text(
    'Describe it: who asks, about what, and what the assistant does not do. Prompts are drawn from these words.',
    '',
    (text) => {
      const count = text.split(/\s+/).filter((word) => word !== '').length;
      return count >= LEAST_WORDS ? undefined : `${count} words; ${LEAST_WORDS} at least, better forty`;
    },
  );
  const basis = options.basis ?? (await basisDocuments(dialogue, options.cwd ?? process.cwd()));
  return { ...options, name, description, basis };
}

/** Files that are there, by name. */
async function basisDocuments(dialogue: Dialogue, cwd: string): Promise<readonly string[]> {
  const answer = await dialogue.text(
    'Which documents hold principles of the field? Behavioral specs are drafted from them. File names with commas between them, or Enter for none.',
    '',
    (text) => {
      const missing = filesIn(text).filter((file) => !existsSync(resolve(cwd, file)));
      return missing.length === 0 ? undefined : `there is no ${missing.join(', no ')}`;
    },
  );
  return filesIn(answer);
}

const filesIn = (text: string): readonly string[] =>
  text
    .split(',')
    .map((file) => file.trim())
    .filter((file) => file !== '');

const blank = (text: string): string | undefined =>
  text.trim() === '' ? 'a word or two, please' : undefined;

/** Shows what models would be asked, and what that costs. @throws UsageError where the person does not agree. */
export async function agree(dialogue: Dialogue, { asks, costUsd }: NewForecast): Promise<void> {
  if (asks.length === 0) return;
  const rows = asks.map(({ stage, role, model, questions: [low, high] }) => [
    stage,
    role,
    model,
    low === high ? String(low) : `${low}-${high}`,
  ]);
  const cost =
    costUsd === null
      ? 'cost unknown: a model has no known price'
      : costUsd[1] === 0
        ? 'free of charge'
        : `expected cost ${dollarRange(costUsd)}, stored answers included`;
  dialogue.show('The plan', `${columns([['task', 'role', 'model', 'questions'], ...rows])}\n\n${cost}`);
  if (!(await dialogue.confirm('Ask the models?')))
    throw new UsageError('nothing was asked or written; without --model, a skeleton is made without asking');
}

/** A person who ticks rules family by family, and chooses and edits candidates principle by principle. */
export function chooserBy(dialogue: Dialogue): Chooser {
  return {
    async rules(families) {
      const chosen: string[] = [];
      for (const [at, { name, rules }] of families.entries()) {
        const choices = rules.map(({ rule, situation }): Choice => {
          const choice = { value: rule.id, label: rule.text };
          return situation === '' ? choice : { ...choice, hint: situation };
        });
        const ticked = rules.filter(({ suggested }) => suggested).map(({ rule }) => rule.id);
        chosen.push(...(await dialogue.choose(`${name} (${at + 1}/${families.length})`, choices, ticked)));
      }
      return chosen;
    },
    async candidates(principle, candidates) {
      const { document, line, text } = principle;
      dialogue.show(`${document}, line ${line}`, text);
      const choices = candidates.map(choiceOf);
      const first = candidates.findIndex(({ objections }) => objections.length === 0);
      const wanted = await dialogue.choose(
        'Which of these become specs? (none: the principle is passed over)',
        choices,
        first < 0 ? [] : [String(first)],
      );
      const texts: string[] = [];
      for (const value of wanted)
        texts.push(
          await dialogue.text('As it is to stand (edit, or Enter)', candidates[Number(value)]!.text, blank),
        );
      return texts;
    },
  };
}

function choiceOf({ text, objections }: Candidate, at: number): Choice {
  const choice = { value: String(at), label: text };
  return objections.length === 0 ? choice : { ...choice, hint: objections.join('; ') };
}
