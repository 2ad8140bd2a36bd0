import type { CustomSeriesOption } from 'echarts/charts';
import type { Bounds } from '../stats/types.ts';
import { axes, type Drawing } from './drawing.ts';
import { unknown } from './format.ts';
import { shapePath } from './shapes.ts';

/** A bar with its interval, and the mean that it is held against: rates from 0 to 1, null where unknown. */
export interface MeanBar {
  readonly name: string;
  readonly value: number | null;
  readonly interval: Bounds | null;
  readonly mean: number | null;
}

/** Pixels from one bar to the next, and of its thickness. */
const pixels = { row: 22, bar: 12 } as const;

/** Horizontal bars from 0 to 100 %, each with a line over its interval and a dot at the mean over models. */
export function meanBars(bars: readonly MeanBar[], color: string, width: number): Drawing {
  const shared = axes(
    bars.map(({ name }) => name),
    width,
    { max: 100, interval: 50, formatter: '{value} %', right: 22 },
  );
  return {
    height: bars.length * pixels.row + shared.grid.top + shared.grid.bottom,
    option: {
      ...shared,
      series: [
        {
          type: 'custom',
          silent: true,
          encode: { x: 0, y: 1 },
          data: bars.map((_, row) => [0, row]),
          renderItem: ({ dataIndex: row }, api) => {
            const x = (rate: number): number => api.coord([rate * 100, row])[0]!;
            const y = api.coord([0, row])[1]!;
            return { type: 'group', silent: true, children: drawn(bars[row]!, color, x, y) };
          },
        } satisfies CustomSeriesOption,
      ],
    },
  };
}

function drawn({ value, interval, mean }: MeanBar, color: string, x: (rate: number) => number, y: number) {
  return [
    ...(value === null ? [missing(x(0), y)] : [bar(x(0), x(value), y, color)]),
    ...(interval === null
      ? []
      : [
          stroke(`M${x(interval[0])} ${y}L${x(interval[1])} ${y}`, 'var(--page)', 3.5),
          whisker(interval, x, y),
        ]),
    ...(mean === null
      ? []
      : [
          {
            type: 'path' as const,
            shape: { pathData: shapePath('circle', x(mean), y, 4) },
            style: { fill: 'var(--page)', stroke: 'var(--ink)', lineWidth: 1.8 },
          },
        ]),
  ];
}

const bar = (from: number, to: number, y: number, fill: string) => ({
  type: 'rect' as const,
  shape: { x: from, y: y - pixels.bar / 2, width: to - from, height: pixels.bar },
  style: { fill, fillOpacity: 0.75 },
});

const missing = (x: number, y: number) => ({
  type: 'text' as const,
  x: x + 4,
  y,
  style: {
    text: unknown,
    fontFamily: 'inherit',
    fontSize: 11,
    fill: 'var(--muted)',
    verticalAlign: 'middle' as const,
  },
});

const stroke = (pathData: string, color: string, lineWidth: number) => ({
  type: 'path' as const,
  shape: { pathData },
  style: { stroke: color, lineWidth, fill: 'none' },
});

const whisker = ([low, high]: Bounds, x: (rate: number) => number, y: number) =>
  stroke(`M${x(low)} ${y}L${x(high)} ${y}M${x(low)} ${y - 4}v8M${x(high)} ${y - 4}v8`, 'var(--ink)', 1.3);
