import { type ListColumn, listColumns } from './columns.ts';
import { details, type LoadPasses, textsOfEntry } from './details.ts';
import { button, element, isolated, make, narrow } from './dom.ts';
import type { Entry, EntryTexts, Index } from './wire.ts';

/** Signs of a text that a closed row shows of it. */
const EXCERPT = 160;

/** The table of the entries on one page. */
export interface Rows {
  /** Shows entries, by their places in the index, all closed. */
  show(places: readonly number[]): void;
  /** Opens or closes one that is shown. */
  open(place: number, on: boolean): void;
  isOpen(place: number): boolean;
  /** Puts the texts of one that is shown into its rows; null takes them out. */
  fill(place: number, texts: EntryTexts | null): void;
  /** Puts the reader's focus on one. */
  focus(place: number): void;
}

interface Row {
  readonly head: HTMLElement;
  /** Behind the row: the beginning of what was asked, while it may be read. */
  readonly asked: HTMLElement;
  readonly button: HTMLButtonElement;
  readonly more: HTMLElement;
  readonly inside: HTMLElement;
}

/** What the table asks of its surroundings, for an entry by its place. */
export interface RowNeeds {
  /** Is told of each row that the reader opens. */
  opened(place: number): void;
  /** Unpacks how the answer of a model came about. */
  passesOf(place: number, model: number): ReturnType<LoadPasses>;
}

/** Makes the table. */
export function rowsOf(index: Index, { opened, passesOf }: RowNeeds): Rows {
  const columns = listColumns(index);
  const body = make('tbody');
  const rows = new Map<number, Row>();
  element('items-list', HTMLElement).replaceChildren(listTable(columns, body));
  body.addEventListener('keydown', (event) => moveFocus(event, [...rows.values()]));

  const open = (place: number, on: boolean): void => {
    const row = rows.get(place);
    if (row === undefined) return;
    row.button.setAttribute('aria-expanded', String(on));
    row.more.hidden = !on;
    if (!on) row.inside.replaceChildren();
    else if (!row.inside.hasChildNodes()) row.inside.append(details(index, index.entries[place]!));
    if (on) opened(place);
  };
  const isOpen = (place: number): boolean => rows.get(place)?.more.hidden === false;

  return {
    show(places) {
      rows.clear();
      for (const place of places) {
        const toggle = (): void => open(place, !isOpen(place));
        rows.set(place, rowOf(index.entries[place]!, place, columns.length + 1, toggle));
      }
      const shown = [...rows].flatMap(([place, row]) => {
        const cells = columns.map((column) => cellOf(column, index.entries[place]!));
        return [make('tr', { class: 'row' }, row.head, ...cells), row.asked, row.more];
      });
      body.replaceChildren(...shown);
    },
    open,
    isOpen,
    fill(place, texts) {
      const row = rows.get(place);
      if (row === undefined) return;
      row.asked.hidden = texts === null;
      row.asked.firstElementChild?.replaceChildren(...(texts === null ? [] : [excerptOf(texts)]));
      row.inside.querySelector('.texts')?.remove();
      if (texts !== null && isOpen(place))
        row.inside.prepend(
          textsOfEntry(index, index.entries[place]!, texts, (model) => passesOf(place, model)),
        );
    },
    focus(place) {
      const row = rows.get(place);
      row?.button.scrollIntoView({ block: 'start' });
      row?.button.focus();
    },
  };
}

function listTable(columns: readonly ListColumn[], body: HTMLElement): HTMLElement {
  const heads = columns.map(({ head, figures }) =>
    make('th', { scope: 'col', class: figures ? 'number' : 'words' }, narrow(head)),
  );
  return make(
    'table',
    {},
    make('caption', {}, make('span', {}, 'Items with their verdicts and SAR')),
    make('thead', {}, make('tr', {}, make('th', { scope: 'col', class: 'words' }, 'item'), ...heads)),
    body,
  );
}

function rowOf({ item }: Entry, place: number, width: number, toggle: () => void): Row {
  const id = `item-${place}`;
  const opens = button('', { class: 'open', 'aria-expanded': 'false', 'aria-controls': id }, toggle);
  opens.append(make('code', {}, isolated(item)));
  const inside = make('div', { class: 'inside' });
  const across = (kind: string, ...children: readonly Node[]): HTMLElement =>
    make('tr', { class: kind, hidden: '' }, make('td', { colspan: String(width) }, ...children));
  const more = across('more', inside);
  more.id = id;
  return {
    head: make('th', { scope: 'row' }, opens),
    asked: across('asked'),
    button: opens,
    more,
    inside,
  };
}

const cellOf = ({ head, figures, cell }: ListColumn, entry: Entry): HTMLElement =>
  make('td', { class: figures ? 'number sar' : 'words', 'data-head': head }, cell(entry));

function excerptOf({ prompt, variant }: EntryTexts): Node {
  const signs = [...(variant ?? prompt).slice(0, 2 * EXCERPT)];
  const cut = signs.length > EXCERPT ? `${signs.slice(0, EXCERPT - 1).join('')}…` : signs.join('');
  return make('p', { class: 'excerpt', dir: 'auto' }, cut);
}

/** The arrow keys go from row to row. */
function moveFocus(event: KeyboardEvent, rows: readonly Row[]): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const at = rows.findIndex((row) => row.button === event.target);
  if (step === undefined || at < 0) return;
  event.preventDefault();
  rows[at + step]?.button.focus();
}
