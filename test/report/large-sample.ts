import { keyedRandom, type Random } from '../../src/core/random.ts';
import type { ReportData, ReportRow } from '../../src/report/index.ts';
import { several } from './several.ts';

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

/** Six to 23 words that begin with a capital letter. */
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
  const data = several({ rows, models, scenarios: ['travel', 'library', 'museum', 'ferry', 'market'] });
  const asked = new Map(data.evaluations[0]!.rows.map((row) => [row.item, askedOf(row)]));
  return {
    ...data,
    evaluations: data.evaluations.map((evaluation) => ({
      ...evaluation,
      rows: evaluation.rows.map((row) => ({
        ...row,
        ...asked.get(row.item)!,
        response: row.response === null ? null : text(1500, 2500, evaluation.name, row.item),
      })),
    })),
  };
}

const askedOf = ({ item, variant }: ReportRow): Pick<ReportRow, 'prompt' | 'variant'> => ({
  prompt: text(200, 200, 'prompt', item),
  variant: variant === null ? null : text(800, 800, 'variant', item),
});

const text = (atLeast: number, more: number, ...key: readonly string[]): string =>
  prose(atLeast + keyedRandom('signs', ...key).int(more), ...key);
