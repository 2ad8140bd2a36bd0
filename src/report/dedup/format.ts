import { unknown } from '../format.ts';
import { html, isolated, type Markup } from '../markup.ts';

/** A cosine distance or another measure with its unit in the heading, four decimals. */
export const measure = (value: number | null): string => (value === null ? unknown : value.toFixed(4));

/** A sum of distances, two decimals. */
export const sum = (value: number): string => value.toFixed(2);

/** A row by line and id, in a cell: ids may be long, and hold no space to break at. */
export const place = (row: string): Markup => html`<span class="place">${isolated(row)}</span>`;

/** What the page's style has beside that of other reports. */
export const placeStyle = '.place{display:block;min-width:10rem;overflow-wrap:anywhere}';
