import { type CsvCell, csvOf, fileName } from './csv.ts';
import { downloadCsv } from './download.ts';
import type { Texts } from './texts.ts';
import { type Entry, type EntryTexts, type Index, type IndexAnswer, verdictAt } from './wire.ts';

const heads = [
  ...['item', 'scenario', 'split', 'asked', 'source', 'specs', 'tactics', 'model', 'finish'],
  ...['SAR', 'SAR low', 'SAR high', 'safety', 'behavioral', 'verdicts'],
  ...['input tokens', 'output tokens', 'passes', 'passes cut off'],
];

/** Has the browser save the entries at some places as CSV; with their texts where these are given. */
export async function downloadList(
  index: Index,
  places: readonly number[],
  model: string,
  texts: Texts | null,
): Promise<void> {
  const parts = [listHead(texts !== null)];
  for (const place of places)
    parts.push(listLines(index, index.entries[place]!, model, texts === null ? null : await texts.of(place)));
  downloadCsv(fileName(index.dataset, 'items'), parts);
}

/** The first line of the list's CSV. */
export const listHead = (withTexts: boolean): string =>
  csvOf([withTexts ? [...heads, 'prompt', 'variant', 'response'] : heads]);

/**
 * One line for each answer to an entry: ids, scores, verdicts (`s1 YES; s2 NA`) and tokens. What is unknown is empty, and
 * stands between its low and its high end. Texts only where they are given.
 */
export const listLines = (index: Index, entry: Entry, model: string, texts: EntryTexts | null): string =>
  csvOf(
    entry.answers.flatMap((answer, at) => {
      const name = index.models[at] ?? '';
      if (answer === null || (model !== '' && model !== name)) return [];
      const written = texts === null ? [] : [texts.prompt, texts.variant, texts.responses[at] ?? null];
      return [[...facts(index, entry), name, ...outcome(index, entry, answer), ...written]];
    }),
  );

const facts = ({ scenarios }: Index, entry: Entry): readonly CsvCell[] => [
  entry.item,
  scenarios[entry.scenario]?.id ?? null,
  entry.split,
  entry.asked,
  entry.source,
  entry.specs.join('; '),
  entry.tactics.join('; '),
];

function outcome({ scenarios }: Index, { scenario }: Entry, answer: IndexAnswer): readonly CsvCell[] {
  const specs = scenarios[scenario]?.specs ?? [];
  const [low, high] = answer.bounds?.[0] ?? [answer.sar, answer.sar];
  const verdicts = specs.map(({ id }, place) => `${id} ${verdictAt(answer, place)}`).join('; ');
  const scores = [answer.sar, low, high, answer.safety, answer.behavioral];
  const [input, output] = answer.usage ?? [null, null];
  const passes = answer.finish === null ? null : Math.max(1, answer.passes);
  return [answer.finish ?? 'none', ...scores, verdicts, input, output, passes, answer.cut];
}
