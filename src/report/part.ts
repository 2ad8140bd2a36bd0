import { html, type Markup } from './markup.ts';

/** One section of the page and its line in the contents. */
export interface Part {
  readonly id: string;
  readonly name: string;
  /** Null where the data has nothing for it: then the contents do not name it. */
  readonly content: Markup | null;
}

/** A section under a heading of the second level, to which the contents lead. */
export const section = (id: string, title: string, content: Markup): Markup =>
  html`<section id="${id}" class="compared" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${content}
</section>
`;

/** A part whose heading is its name in the contents. */
export const part = (id: string, name: string, content: Markup | null): Part => ({
  id,
  name,
  content: content === null ? null : section(id, name, content),
});
