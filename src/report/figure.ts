import { type Drawing, svg } from './drawing.ts';
import { html, type Markup, raw } from './markup.ts';
import { type Shape, shapePath } from './shapes.ts';

/** What a colour and a shape stand for. */
export interface LegendEntry {
  readonly name: string;
  /** A CSS colour, such as `var(--yes)`. */
  readonly color: string;
  readonly shape: Shape;
}

export interface Figure {
  /** What stands above it, and what a screen reader says in its place. */
  readonly title: string;
  /** What the reader sees, in a sentence or two. */
  readonly caption: string;
  readonly legend: readonly LegendEntry[];
  /** Draws it for a width in pixels. */
  readonly draw: (width: number) => Drawing;
}

/** Pixels: of a figure on a page wide enough for it, and on a telephone. A scaled drawing would have scaled letters. */
const widths = { wide: 560, narrow: 340 } as const;

/** A chart with its title and legend, drawn for two widths of which the style sheet shows one. */
export function figure({ title, caption, legend, draw }: Figure): Markup {
  const drawn = Object.entries(widths).map(
    ([name, width]) => html`<div class="${name}">${raw(svg(draw(width), width))}</div>`,
  );
  return html`<figure>
<figcaption><strong>${title}</strong> ${caption}</figcaption>
<ul class="legend">${legend.map(({ name, color, shape }) => html`<li>${swatch(color, shape)} ${name}</li>`)}</ul>
<div role="img" aria-label="${`Chart: ${title}. ${caption} The data table holds its numbers.`}">${drawn}</div>
</figure>
`;
}

const swatch = (color: string, shape: Shape): Markup =>
  html`<svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true"><path d="${shapePath(shape, 6, 6, 5)}" fill="${color}"/></svg>`;

/** Figures side by side where there is room. */
export const figures = (...each: readonly Markup[]): Markup => html`<div class="figures">${each}</div>
`;
