import { keyedRandom, type Random } from '../../src/core/random.ts';
import type { ReportData, ReportEvaluation, ReportRow } from '../../src/report/index.ts';
import { sample } from './sample.ts';

const syllables =
  'ba ce di fo gu la me ni ro su ta ve wi xo yu han ler min tor sun pal ser din cor mel tra ste pli gro fen'.split(
    ' ',
  );

/** Words of our own, as many as people use in such texts; the first ones are short. */
const words = Array.from({ length: 6000 }, (_, at) => {
  const random = keyedRandom('word', at);
  return Array.from({ length: 1 + Math.min(3, Math.floor(at / 300)) }, () => random.pick(syllables)).join('');
});

/** A word: low places are drawn far more often than high ones, as in real texts. */
const word = (random: Random): string => words[Math.floor(words.length * random.float() ** 2.1)]!;

function sentence(random: Random): string {
  const text = Array.from({ length: 6 + random.int(18) }, () => word(random)).join(' ');
  return `${text[0]!.toUpperCase()}${text.slice(1)}${random.pick(['.', '.', '.', ':', '?'])}`;
}

/** Varied prose of about so many signs: paragraphs, numbered steps and headings, no two texts alike. */
export function prose(signs: number, ...key: readonly (string | number)[]): string {
  const random = keyedRandom('prose', ...key);
  const parts: string[] = [];
  let length = 0;
  while (length < signs) {
    const lead = random.pick(['', '', '', '- ', `${parts.length + 1}. **${word(random)}** `, '\n']);
    const part = `${lead}${sentence(random)} ${sentence(random)}`;
    parts.push(part);
    length += part.length + 1;
  }
  return parts.join('\n').slice(0, signs);
}

/**
 * A report of several models on many items in five scenarios, with prompts of 200 to 400 signs, variants of 800 to
 * 1,600 and responses of 1,500 to 4,000.
 */
export function largeSample(rows = 1500, models = 5): ReportData {
  const data = sample({ rows, scenarios: ['travel', 'library', 'museum', 'ferry', 'market'] });
  const asked = data.evaluations[0]!;
  const prompts = asked.rows.map((row) => ({
    item: row.item,
    prompt: prose(200 + keyedRandom('p', row.item).int(200), 'prompt', row.item),
    variant:
      row.variant === null ? null : prose(800 + keyedRandom('v', row.item).int(800), 'variant', row.item),
  }));
  return {
    ...data,
    evaluations: Array.from({ length: models }, (_, at): ReportEvaluation => {
      const name = `maker-${at + 1}/model-${at + 1}`;
      return {
        ...asked,
        name,
        subject: name,
        rows: asked.rows.map((row, place) => ({
          // Scenario and label repeat every 15 items: the verdicts of another such item.
          ...answerOf(asked.rows[(place + 15 * at) % rows]!, name),
          ...{ scenario: row.scenario, label: row.label, split: row.split },
          ...{ source: row.source, specs: row.specs, tactics: row.tactics },
          ...prompts[place]!,
        })),
      };
    }),
  };
}

function answerOf(row: ReportRow, model: string): ReportRow {
  const signs = 1500 + keyedRandom('signs', model, row.item).int(2500);
  return { ...row, response: row.response === null ? null : prose(signs, model, row.item) };
}
