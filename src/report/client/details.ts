import { type Child, isolated, make, narrow } from './dom.ts';
import { passesOfAnswer } from './passes.ts';
import {
  endInWords,
  type Measure,
  passesInWords,
  scoreInWords,
  tokensInWords,
  votesInWords,
} from './score-words.ts';
import type { AnswerPasses } from './texts.ts';
import { type Entry, type EntryTexts, type Index, type IndexAnswer, verdictAt } from './wire.ts';

/** What a row opens to: scores and verdicts of each model with the texts of the specs. */
export function details(index: Index, entry: Entry): HTMLElement {
  return make(
    'div',
    {},
    link(entry),
    ...lineage(entry),
    scoresTable(index, entry),
    verdictsTable(index, entry),
  );
}

const link = ({ item }: Entry): Node =>
  make(
    'p',
    {},
    make('a', { href: `#${new URLSearchParams({ item })}` }, 'Link to this item', make('span', {}, ' ')),
    make('code', {}, isolated(item)),
  );

const lineage = ({ lineage: words }: Entry): readonly Node[] =>
  words === null ? [] : [make('p', {}, 'Lineage: ', isolated(words))];

/** Models whose answers there are, with their answers. */
const answered = ({ models }: Index, { answers }: Entry): readonly (readonly [string, IndexAnswer])[] =>
  answers.flatMap((answer, at) => (answer === null ? [] : [[models[at] ?? '', answer] as const]));

const scores: readonly (readonly [Measure, string])[] = [
  ['sar', 'SAR'],
  ['safety', 'safety'],
  ['behavioral', 'behavioral'],
];

function scoresTable(index: Index, entry: Entry): HTMLElement {
  const rows = answered(index, entry).map(([model, answer]) => {
    const notes = [
      endInWords(answer),
      answer.empty ? 'neither YES nor NO over the behavioral-spec' : '',
      passesInWords(answer),
    ];
    const cells = scores.map(([measure, name]) => cell(name, scoreInWords(answer, measure)));
    return make(
      'tr',
      {},
      rowHead(isolated(model)),
      ...cells,
      cell('tokens', tokensInWords(answer.usage)),
      cell('remarks', notes.filter((note) => note !== '').join('; ') || 'none'),
    );
  });
  return framed('Scores', ['model', ...scores.map(([, name]) => name), 'tokens', 'remarks'], rows);
}

function verdictsTable(index: Index, entry: Entry): HTMLElement {
  const given = answered(index, entry);
  const specs = index.scenarios[entry.scenario]?.specs ?? [];
  const rows = specs.map(({ id, kind, text }, place) => {
    const verdicts = given.map(([model, answer]) => {
      const verdict = verdictAt(answer, place);
      const votes = votesInWords(answer, place).map((words) => make('small', {}, isolated(words)));
      const shown = make('span', { class: `verdict ${verdict}` }, verdict, ...votes);
      return make('td', { 'data-head': model }, shown);
    });
    const about = make('small', {}, entry.specs.includes(id) ? `${kind}, made for it` : kind);
    const name = make('span', {}, isolated(id), ' ', about);
    const rule = make('td', { class: 'rule' }, make('span', { class: 'prose' }, isolated(text)));
    return make('tr', {}, rowHead(name), rule, ...verdicts);
  });
  return framed('Verdicts', ['spec', 'rule', ...given.map(([model]) => model)], rows);
}

const rowHead = (name: Node): HTMLElement => make('th', { scope: 'row' }, name);

const cell = (head: string, words: string): HTMLElement => make('td', { 'data-head': head }, words);

function framed(caption: string, heads: readonly string[], rows: readonly Node[]): HTMLElement {
  const head = heads.map((each) => make('th', { scope: 'col' }, narrow(each)));
  return make(
    'table',
    { class: 'specs' },
    make('caption', {}, caption),
    make('thead', {}, make('tr', {}, ...head)),
    make('tbody', {}, ...rows),
  );
}

/** Unpacks how the answer of a model came about, by its place. */
export type LoadPasses = (model: number) => Promise<AnswerPasses>;

/** The prompt, what was asked in its place, and the responses with the passes that they came about by. */
export function textsOfEntry(index: Index, entry: Entry, texts: EntryTexts, load: LoadPasses): HTMLElement {
  const responses = entry.answers.flatMap((answer, at) => {
    if (answer === null) return [];
    const title =
      index.models.length === 1 ? ['Response'] : ['Response of ', isolated(index.models[at] ?? '')];
    const response = texts.responses[at] ?? null;
    const passes = answer.passes === 0 ? [] : [passesOfAnswer(answer, response, () => load(at))];
    return [make('div', {}, ...text(title, response, 'There is no response.'), ...passes)];
  });
  const asked = make(
    'div',
    {},
    ...text(['Prompt'], texts.prompt, ''),
    ...text(['Variant'], texts.variant, 'The prompt was asked as it is.'),
  );
  return make('div', { class: 'texts' }, asked, ...responses);
}

const text = (title: readonly Child[], words: string | null, otherwise: string): readonly Node[] => [
  make('p', { class: 'name' }, ...title),
  words === null ? make('p', {}, otherwise) : make('div', { class: 'text', dir: 'auto' }, words),
];
