import { decimal } from '../format.ts';
import { isolated, make } from './dom.ts';
import { endInWords, tallyInWords } from './score-words.ts';
import { type Entry, type Index, type IndexAnswer, verdictAt } from './wire.ts';

/** A column of the list behind the one that names the item. */
export interface ListColumn {
  readonly head: string;
  readonly figures: boolean;
  cell(entry: Entry): Node;
}

/** What the list tells of an entry: of a single model more, of several the SAR of each. */
export function listColumns(index: Index): readonly ListColumn[] {
  const words = (head: string, text: (entry: Entry) => string): ListColumn => ({
    head,
    figures: false,
    cell: (entry) => isolated(text(entry)),
  });
  const only = ({ answers }: Entry): IndexAnswer | null => answers[0] ?? null;
  const single = [
    words('finish', (entry) => only(entry)?.finish ?? 'none'),
    words('safety verdicts', (entry) => tally(index, entry, only(entry), 'safety')),
    words('behavioral verdicts', (entry) => tally(index, entry, only(entry), 'behavioral')),
  ];
  return [
    words('scenario', (entry) => index.scenarios[entry.scenario]?.id ?? 'unknown'),
    words('split', (entry) => entry.split),
    words('asked', (entry) => entry.asked),
    words('source', (entry) => entry.source),
    words('specs', (entry) => entry.specs.join(', ') || 'none'),
    words('tactics', (entry) => entry.tactics.join(', ') || 'none'),
    ...(index.models.length === 1 ? single : []),
    ...index.models.map((model, at) => ({
      head: index.models.length === 1 ? 'SAR' : `SAR of ${model}`,
      figures: true,
      cell: ({ answers }: Entry) => sarOf(answers[at] ?? null, index.models.length > 1),
    })),
  ];
}

function sarOf(answer: IndexAnswer | null, withEnd: boolean): Node {
  if (answer === null) return make('span', { class: 'unknown' }, 'not asked');
  const kind = answer.sar === null ? 'unknown' : answer.safety === 0 ? 'breach' : 'known';
  const end = withEnd ? endInWords(answer) : '';
  return make('span', { class: kind }, decimal(answer.sar), end === '' ? null : make('small', {}, ` ${end}`));
}

function tally(
  { scenarios }: Index,
  { scenario }: Entry,
  answer: IndexAnswer | null,
  kind: 'safety' | 'behavioral',
): string {
  if (answer === null) return 'none';
  const specs = scenarios[scenario]?.specs ?? [];
  return tallyInWords(specs.flatMap((spec, place) => (spec.kind === kind ? [verdictAt(answer, place)] : [])));
}
