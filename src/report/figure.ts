import { type Drawing, svg } from './drawing.ts';
import { html, type Markup, raw } from './markup.ts';
import { type Fill, fillLooks, type Shape, shapePath } from './shapes.ts';

/** What a colour and a shape stand for. */
export interface LegendEntry {
  readonly name: string;
  /** A CSS colour, such as `var(--yes)`. */
  readonly color: string;
  readonly shape: Shape;
  /** Full where it is not given. */
  readonly fill?: Fill;
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
${legendOf(legend)}
<div role="img" aria-label="${`Chart: ${title}. ${caption} The data table holds its numbers.`}">${drawn}</div>
</figure>
`;
}

/** A small drawing for each of many, under one title. */
export interface SmallFigures extends Omit<Figure, 'draw'> {
  /** Pixels: the width of each drawing, on whatever page. */
  readonly width: number;
  readonly each: readonly { readonly name: string; readonly drawing: Drawing }[];
}

/** Small charts side by side, each under its name, with one title and one legend. */
export function smallFigures({ title, caption, legend, width, each }: SmallFigures): Markup {
  return html`<figure class="smalls">
<figcaption><strong>${title}</strong> ${caption}</figcaption>
${legendOf(legend)}
<div class="each">${each.map(
    ({ name, drawing }) =>
      html`<div class="small"><p class="name"><bdi>${name}</bdi></p><div role="img" aria-label="${`Chart: ${title}: ${name}. The data table holds its numbers.`}">${raw(svg(drawing, width))}</div></div>`,
  )}</div>
</figure>
`;
}

const legendOf = (legend: readonly LegendEntry[]): Markup | null =>
  legend.length === 0
    ? null
    : html`<ul class="legend">${legend.map((entry) => html`<li>${swatch(entry)} <bdi>${entry.name}</bdi></li>`)}</ul>`;

function swatch({ color, shape, fill = 'full' }: LegendEntry): Markup {
  const { fillOpacity, lineWidth } = fillLooks[fill];
  const outline = lineWidth === 0 ? null : raw(` fill-opacity="${fillOpacity}" stroke-width="${lineWidth}"`);
  const stroke = outline === null ? null : html`${outline} stroke="${color}"`;
  return html`<svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true"><path d="${shapePath(shape, 6, 6, outline === null ? 5 : 4)}" fill="${color}"${stroke}/></svg>`;
}

/** Figures side by side where there is room. */
export const figures = (...each: readonly Markup[]): Markup => html`<div class="figures">${each}</div>
`;
