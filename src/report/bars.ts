import { axes, type Drawing } from './drawing.ts';

/** One part of every bar. */
export interface Part {
  readonly name: string;
  readonly color: string;
  /** The colour of a number that stands on it. */
  readonly ink: string;
  /** One value per bar. */
  readonly values: readonly number[];
}

/** Pixels from one bar to the next. */
const rowPixels = 24;

/**
 * Horizontal bars made of parts, one below the other. A number stands on each part that has room for it, and a 0
 * where a bar has no parts.
 */
export function stackedBars(names: readonly string[], parts: readonly Part[], width: number): Drawing {
  const totals = names.map((_, row) => parts.reduce((sum, { values }) => sum + (values[row] ?? 0), 0));
  const longest = Math.max(1, ...totals);
  const shared = axes(names, width, { formatter: '{value}', right: 24 });
  const pixelsPerUnit = (width - shared.grid.left - shared.grid.right) / (longest * 1.1);
  return {
    height: names.length * rowPixels + shared.grid.top + shared.grid.bottom,
    option: {
      ...shared,
      series: parts.map(({ name, color, ink, values }, place) => ({
        type: 'bar',
        name,
        stack: 'parts',
        silent: true,
        emphasis: { disabled: true },
        barWidth: 15,
        itemStyle: { color, borderColor: 'var(--page)' },
        label: { color: ink, fontSize: 11 },
        data: values.map((value, row) => ({
          value,
          // A border would cover the smallest parts.
          itemStyle: { borderWidth: value * pixelsPerUnit < 4 ? 0 : 1 },
          label:
            totals[row] === 0
              ? { show: place === 0, position: 'right', color: 'var(--muted)' }
              : { show: value * pixelsPerUnit >= String(value).length * 7 + 6 },
        })),
      })),
    },
  };
}
