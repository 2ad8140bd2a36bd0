import { decimal } from '../format.ts';
import { isolated, make } from './dom.ts';
import { passesInWords, tokensInWords } from './score-words.ts';
import type { AnswerPasses } from './texts.ts';
import type { IndexAnswer, Pass } from './wire.ts';

/** So few passes are shown with their texts open: those of one trace, which are read as one. */
const OPEN = 4;

/**
 * How an answer came about: a line that opens to its passes, which are unpacked by then.
 *
 * @param answer the text of the answer, which a pass may be the same as
 */
export function passesOfAnswer(
  facts: IndexAnswer,
  answer: string | null,
  load: () => Promise<AnswerPasses>,
): HTMLElement {
  const line = make('summary', {}, `How it came about: ${passesInWords(facts)}`);
  const whole = make('details', { class: 'passes' }, line);
  whole.addEventListener('toggle', async () => {
    if (!whole.open || whole.children.length > 1) return;
    const { passes, texts } = await load();
    // It may have been closed and opened again while they were unpacked.
    if (whole.children.length === 1) whole.append(...passList(passes, texts, answer));
  });
  return whole;
}

function passList(
  passes: readonly Pass[],
  texts: readonly string[],
  answer: string | null,
): readonly HTMLElement[] {
  const each = passes.map((pass) => make('li', {}, onePass(pass, texts, answer, passes.length <= OPEN)));
  const list = make('ol', { class: 'steps' }, ...each);
  if (passes.every((pass) => pass.texts !== null)) return [list];
  const left = 'The texts of these passes are left out of this page for their size.';
  return [make('p', {}, left), list];
}

function onePass(pass: Pass, texts: readonly string[], answer: string | null, open: boolean): HTMLElement {
  const head = [
    make('code', {}, isolated(pass.name)),
    ...marksOf(pass),
    make('small', {}, tokensInWords(pass.usage)),
  ];
  const own = pass.texts;
  if (own === null) return make('div', { class: 'pass' }, make('p', { class: 'line' }, ...spaced(head)));
  const textAt = (place: number): string => texts[place] ?? '';
  const said = own.text === 'answer' ? (answer ?? '') : textAt(own.text);
  return make(
    'details',
    { class: pass.won ? 'pass won' : 'pass', ...(open ? { open: '' } : {}) },
    make('summary', {}, ...spaced(head)),
    ...block(
      'inserted',
      'Inserted, not said by the model',
      own.inserted === undefined ? '' : textAt(own.inserted),
    ),
    ...block('thought', 'Reasoning of the model', own.reasoning === undefined ? '' : textAt(own.reasoning)),
    ...(said === '' ? [make('p', {}, 'The model said nothing.')] : block('said', 'The model', said)),
  );
}

/** What there is to mind about a pass. */
function marksOf({ reward, won, cut, usage }: Pass): readonly Node[] {
  // A pass that was never asked says so by its tokens.
  const isLeftOut = cut && usage !== null && usage[0] === 0 && usage[1] === 0;
  const words = [
    ...(reward === undefined ? [] : [`reward ${decimal(reward)}`]),
    ...(won ? ['chosen'] : []),
    ...(isLeftOut ? ['left out: no tokens were left for it'] : cut ? ['cut off at its limit of tokens'] : []),
  ];
  return words.map((each) => make('span', { class: each === 'chosen' ? 'tag chosen' : 'tag' }, each));
}

/** White space between them, for who reads it without the style. */
const spaced = (nodes: readonly Node[]): (Node | string)[] =>
  nodes.flatMap((node, at) => (at === 0 ? [node] : [' ', node]));

const block = (kind: string, title: string, words: string): readonly Node[] =>
  words === ''
    ? []
    : [
        make(
          'div',
          { class: `part ${kind}` },
          make('p', { class: 'name' }, title),
          make('div', { class: 'text', dir: 'auto' }, words),
        ),
      ];
