import type { CustomSeriesOption } from 'echarts/charts';
import { axes, type Drawing } from './drawing.ts';

/** Numbers by row and column, the higher the stronger the colour. */
export interface Heatmap {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** What the columns are. */
  readonly columnsAre: string;
  /** From 0 to 1, by row and column; null where unknown. */
  readonly values: readonly (readonly (number | null)[])[];
  /** Whether a cell is to have a frame. */
  readonly framed: (row: number, column: number) => boolean;
}

/** Pixels from one row to the next. */
const rowPixels = 24;

/** How much of its colour the highest cell has: figures stay readable on it in light and dark. */
const strongest = 0.55;

/** A heatmap with its numbers in whole per cent in the cells; `?` where unknown. The colour runs from the lowest value to the highest. */
export function heatmap({ rows, columns, columnsAre, values, framed }: Heatmap, width: number): Drawing {
  const known = values.flat().filter((value) => value !== null);
  const low = Math.min(...known);
  const reach = Math.max(Math.max(...known) - low, 0.01);
  const shared = axes(rows, width, { formatter: '{value}', right: 6 });
  return {
    height: rows.length * rowPixels + 52,
    option: {
      grid: { ...shared.grid, top: 4, bottom: 48 },
      yAxis: shared.yAxis,
      xAxis: {
        type: 'category',
        data: columns,
        name: columnsAre,
        nameLocation: 'middle',
        nameGap: 26,
        nameTextStyle: { color: 'var(--muted)', fontSize: 12 },
        axisTick: { show: false },
        axisLine: { lineStyle: { color: 'var(--line)' } },
        axisLabel: { color: 'var(--muted)', fontSize: 11, interval: width < 450 ? 1 : 0 },
      },
      series: [
        {
          type: 'custom',
          silent: true,
          encode: { x: 0, y: 1 },
          data: rows.flatMap((_, row) => columns.map((_, column) => [column, row])),
          renderItem: ({ dataIndex }, api) => {
            const row = Math.floor(dataIndex / columns.length);
            const column = dataIndex % columns.length;
            const value = values[row]![column]!;
            const [x, y] = api.coord([column, row]);
            const [wide, high] = api.size!([1, 1]) as number[];
            const shade = value === null ? 0 : 0.06 + (strongest - 0.06) * ((value - low) / reach);
            return cell({
              x: x!,
              y: y!,
              wide: wide!,
              high: high!,
              value,
              shade,
              framed: framed(row, column),
            });
          },
        } satisfies CustomSeriesOption,
      ],
    },
  };
}

interface Cell {
  readonly x: number;
  readonly y: number;
  readonly wide: number;
  readonly high: number;
  readonly value: number | null;
  readonly shade: number;
  readonly framed: boolean;
}

const cell = ({ x, y, wide, high, value, shade, framed }: Cell) => ({
  type: 'group' as const,
  silent: true,
  children: [
    {
      type: 'rect' as const,
      shape: { x: x - wide / 2 + 1, y: y - high / 2 + 1, width: wide - 2, height: high - 2, r: 2 },
      style: {
        fill: 'var(--series-1)',
        fillOpacity: shade,
        ...(framed ? { stroke: 'var(--ink)', lineWidth: wide < 22 ? 1.2 : 1.5 } : {}),
      },
    },
    {
      type: 'text' as const,
      x,
      y,
      style: {
        text: value === null ? '?' : String(Math.round(value * 100)),
        fontFamily: 'inherit',
        fontSize: wide < 22 ? 9.5 : 12,
        fontWeight: framed && wide >= 22 ? ('bold' as const) : ('normal' as const),
        fill: 'var(--ink)',
        align: 'center' as const,
        verticalAlign: 'middle' as const,
      },
    },
  ],
});
