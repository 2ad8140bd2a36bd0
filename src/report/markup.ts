import { html, raw } from 'hono/html';

/** A piece of the page. What comes from data is escaped; only our own SVG, CSS and script are not. */
export type Markup = ReturnType<typeof html>;

export { html, raw };

/** A text of the data inside a line of ours: its direction marks do not reach beyond it. */
export const isolated = (text: string): Markup => html`<bdi>${text}</bdi>`;

/** A name of the data in the typeface of code. */
export const code = (text: string): Markup => html`<code><bdi>${text}</bdi></code>`;

/** A list of names or sentences of the data. */
export const list = (texts: readonly (string | Markup)[]): Markup =>
  html`<ul>${texts.map((text) => html`<li>${typeof text === 'string' ? isolated(text) : text}</li>`)}</ul>`;

/** What is long and rarely read, behind a line of its own. */
export const folded = (line: string, content: Markup): Markup =>
  html`<details class="data"><summary>${isolated(line)}</summary>${content}</details>
`;

/** Pairs of a term and what stands for it. */
export const pairs = (entries: readonly (readonly [term: string, value: string | Markup])[]): Markup =>
  html`<dl>${entries.map(
    ([term, value]) =>
      html`<div><dt>${isolated(term)}</dt><dd>${typeof value === 'string' ? isolated(value) : value}</dd></div>`,
  )}</dl>`;

/**
 * What no HTML file can hold, made visible: control characters and halves of surrogate pairs become U+FFFD.
 * Tabs and line ends stay.
 */
export const withoutControls = (page: string): string => page.replace(/[^\P{Cc}\t\n\r]|\p{Cs}/gu, '\u{FFFD}');
