import type { Verdict } from '../core/entity.ts';
import { stackedBars } from './bars.ts';
import { figure } from './figure.ts';
import type { Markup } from './markup.ts';
import { verdictLooks } from './verdict-looks.ts';

/** One spec with how often each verdict was given on it. */
interface CountedSpec {
  readonly id: string;
  readonly counts: Readonly<Record<Verdict, number>>;
}

/** Responses by verdict, a bar for each spec (arXiv 2509.14760, figures 8 and 9). */
export const verdictBars = (title: string, whose: string, specs: readonly CountedSpec[]): Markup =>
  figure({
    title,
    caption: `${whose} by verdict on each spec; from left to right in the order of the legend.`,
    legend: verdictLooks.map(({ verdict, color }) => ({ name: verdict, color, shape: 'square' })),
    draw: (width) =>
      stackedBars(
        specs.map(({ id }) => id),
        verdictLooks.map(({ verdict, color, ink }) => ({
          name: verdict,
          color,
          ink,
          values: specs.map(({ counts }) => counts[verdict]),
        })),
        width,
      ),
  });
