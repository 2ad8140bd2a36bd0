import { count } from '../format.ts';
import { button, element, make } from './dom.ts';

/** Rows on one page. */
export const PAGE_SIZE = 50;

/** The buttons that go from page to page. */
export interface Pager {
  /** Says which of how many pages is shown. */
  show(page: number, pages: number): void;
}

/** Fills the place that the page has for it; `go` is told which page the reader asks for. */
export function pagerOf(go: (page: number) => void): Pager {
  const at = { page: 0, pages: 1 };
  const moves = [
    ['First', () => 0, 'Home'],
    ['Previous', () => at.page - 1, 'ArrowLeft'],
    ['Next', () => at.page + 1, 'ArrowRight'],
    ['Last', () => at.pages - 1, 'End'],
  ] as const;
  const move = (to: number): void => {
    if (to >= 0 && to < at.pages && to !== at.page) go(to);
  };
  const buttons = moves.map(([name, to]) => button(name, { 'aria-label': `${name} page` }, () => move(to())));
  const words = make('p');
  const nav = element('items-pager', HTMLElement);
  nav.replaceChildren(...buttons.slice(0, 2), words, ...buttons.slice(2));
  nav.addEventListener('keydown', (event) => {
    const asked = moves.find(([, , key]) => key === event.key);
    if (asked === undefined) return;
    event.preventDefault();
    move(asked[1]());
  });
  return {
    show(page, pages) {
      at.page = page;
      at.pages = pages;
      nav.hidden = pages < 2;
      words.textContent = `Page ${count(page + 1)} of ${count(pages)}`;
      // A button that is switched off would lose the focus of who goes on pressing it.
      for (const [place, each] of buttons.entries())
        each.setAttribute('aria-disabled', String(place < 2 ? page === 0 : page === pages - 1));
    },
  };
}
