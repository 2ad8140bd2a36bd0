import { hashOf, type Place, placeOfHash, start } from './address.ts';
import { element } from './dom.ts';
import { finderOf } from './finder.ts';
import { downloadList } from './list-csv.ts';
import { listed, listedInWords } from './listing.ts';
import { PAGE_SIZE, pagerOf } from './pager.ts';
import { rowsOf } from './rows.ts';
import { textsIn } from './texts.ts';
import { unpackIndex, unpackPasses, unpackTexts } from './unpack.ts';
import type { Index } from './wire.ts';

/** Sets the list of items up, as the address asks. In a page without items it does nothing. */
export async function startItemBrowser(): Promise<void> {
  if (document.getElementById('items-finder') === null) return;
  const status = element('items-listed', HTMLElement);
  try {
    const browser = new ItemBrowser(await unpackIndex(), status);
    await browser.follow(placeOfHash(location.hash) ?? start);
    addEventListener('hashchange', () => {
      const asked = placeOfHash(location.hash);
      if (asked !== null) void browser.follow(asked);
    });
  } catch (error) {
    status.textContent = 'This browser cannot unpack the items of this page; a newer one can.';
    throw error;
  }
}

/** The list, and what the reader has asked of it. */
class ItemBrowser {
  readonly #index: Index;
  readonly #status: HTMLElement;
  readonly #texts;
  readonly #finder = finderOf(() => void this.#list({ ...start, filters: this.#finder.read() }));
  readonly #pager = pagerOf((page) => void this.#turnTo(page));
  readonly #rows;
  readonly #reveal = element('reveal', HTMLButtonElement);
  #place: Place = start;
  #found: readonly number[] = [];
  #revealed = false;
  /** Counts what was asked, so that an answer that comes too late is left. */
  #turn = 0;

  constructor(index: Index, status: HTMLElement) {
    this.#index = index;
    this.#status = status;
    this.#texts = textsIn(index, { texts: unpackTexts, passes: unpackPasses });
    this.#rows = rowsOf(index, {
      opened: (place) => void this.#fill([place]),
      passesOf: (place, model) => this.#texts.passesOf(place, model),
    });
    this.#reveal.addEventListener('click', () => void this.#show(!this.#revealed));
    const press = (id: string, work: () => void): void =>
      element(id, HTMLButtonElement).addEventListener('click', work);
    press('items-clear', () => void this.follow(start));
    press('items-open', () => this.#openAll(true));
    press('items-close', () => this.#openAll(false));
    press('items-csv', () => void this.#download());
    this.#finder.show();
  }

  /** Shows what an address asks for: its filters, its page, its item opened. */
  async follow(asked: Place): Promise<void> {
    if (this.#isInList(asked)) {
      this.#place = { ...this.#place, item: asked.item };
      await this.#goTo(asked.item);
      return;
    }
    this.#finder.write(asked.filters);
    await this.#list({ ...asked, filters: this.#finder.read() });
    if (asked.item !== '') await this.#goTo(asked.item);
    else if (asked !== start) element('items', HTMLElement).scrollIntoView();
  }

  /** Whether an item, and nothing but an item, is asked for that the present filters let pass: they stay. */
  #isInList({ item, filters, page }: Place): boolean {
    const aside = hashOf({ filters, page, item: '' });
    return (
      item !== '' && aside === '' && this.#found.some((place) => this.#index.entries[place]?.item === item)
    );
  }

  /** Finds and shows what is asked for. */
  async #list(asked: Place): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    this.#place = asked;
    if (asked.filters.search !== '' && this.#revealed) this.#status.textContent = 'Searching…';
    const texts = this.#revealed ? this.#texts : null;
    const found = await listed(this.#index, asked.filters, texts, () => turn !== this.#turn);
    if (found === null || turn !== this.#turn) return;
    this.#found = found;
    await this.#showPage(asked.page);
  }

  async #showPage(asked: number): Promise<void> {
    const pages = Math.max(1, Math.ceil(this.#found.length / PAGE_SIZE));
    const page = Math.min(asked, pages - 1);
    this.#place = { ...this.#place, page };
    const all = this.#index.entries.length;
    this.#status.textContent = listedInWords(page, PAGE_SIZE, this.#found.length, all);
    this.#rows.show(this.#onPage());
    this.#pager.show(page, pages);
    this.#keepAddress();
    await this.#fill(this.#onPage());
  }

  #onPage(): readonly number[] {
    const first = this.#place.page * PAGE_SIZE;
    return this.#found.slice(first, first + PAGE_SIZE);
  }

  /** The address of a section stays until the reader asks for something of the list. */
  #keepAddress(): void {
    const hash = hashOf(this.#place);
    if (hash !== '') history.replaceState(null, '', `#${hash}`);
    else if (placeOfHash(location.hash) !== null) history.replaceState(null, '', '#items');
  }

  async #turnTo(page: number): Promise<void> {
    this.#place = { ...this.#place, item: '' };
    await this.#showPage(page);
    element('items-list', HTMLElement).scrollIntoView();
  }

  /** Opens the rows of an item; filters that hide it are cleared. */
  async #goTo(item: string): Promise<void> {
    const isOfItem = (place: number): boolean => this.#index.entries[place]?.item === item;
    if (!this.#found.some(isOfItem)) {
      if (!this.#index.entries.some((entry) => entry.item === item)) {
        this.#status.textContent = 'This report has no item of the id that the address names.';
        return;
      }
      this.#finder.write(start.filters);
      await this.#list({ ...start, item });
    }
    const first = this.#found.findIndex(isOfItem);
    await this.#showPage(Math.floor(first / PAGE_SIZE));
    for (const place of this.#onPage().filter(isOfItem)) this.#rows.open(place, true);
    this.#rows.focus(this.#found[first]!);
  }

  #openAll(on: boolean): void {
    for (const place of this.#onPage()) this.#rows.open(place, on);
  }

  async #show(on: boolean): Promise<void> {
    this.#revealed = on;
    this.#reveal.textContent = `${on ? 'Hide' : 'Show'} prompts and responses`;
    if (!on) this.#texts.forget();
    // Words that were looked for in texts are looked for in names alone again, and the other way round.
    if (this.#place.filters.search !== '') await this.#list(this.#place);
    else await this.#fill(this.#onPage());
  }

  /** Puts texts into rows that are in view, as far as they may be seen. */
  async #fill(places: readonly number[]): Promise<void> {
    for (const place of places) {
      const texts = this.#revealed ? await this.#texts.of(place) : null;
      // The reader may have hidden them while they were unpacked.
      this.#rows.fill(place, this.#revealed ? texts : null);
    }
  }

  async #download(): Promise<void> {
    const texts = this.#revealed ? this.#texts : null;
    await downloadList(this.#index, this.#found, this.#place.filters.model, texts);
  }
}
