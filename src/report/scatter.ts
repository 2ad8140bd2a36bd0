import type { CustomSeriesOption } from 'echarts/charts';
import type { Bounds } from '../stats/types.ts';
import { axisName, type Drawing, nameWidth } from './drawing.ts';
import { type LabelledPoint, type LabelPlace, placeLabels } from './label-places.ts';
import { curveLook } from './paired-bars.ts';
import type { ScatterAxis } from './scatter-axis.ts';
import { type Fill, fillLooks, type Shape, shapePath } from './shapes.ts';

/** One point, in the units of the axes. */
export interface ScatterPoint {
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly xInterval: Bounds | null;
  readonly yInterval: Bounds | null;
  readonly color: string;
  readonly shape: Shape;
  readonly fill: Fill;
  /** Whether a ring goes round it. */
  readonly ringed?: boolean;
}

export interface Scatter {
  readonly points: readonly ScatterPoint[];
  readonly x: ScatterAxis;
  readonly y: ScatterAxis;
  /** Lines through points, such as the diagonal. */
  readonly lines?: readonly ScatterLine[];
}

/** A dashed line. */
export interface ScatterLine {
  readonly through: readonly (readonly [x: number, y: number])[];
  /** Quiet where it is not given. */
  readonly color?: string;
}

type Api = Parameters<NonNullable<CustomSeriesOption['renderItem']>>[1];

/** Pixels: of a label's letters, and beside them. */
const label = { size: 12, height: 14, most: 24 } as const;

/**
 * Points on two axes, each with the lines of its intervals and a label that covers no other, as far as there is room.
 * All of it is one item of a series, so that labels know of each other.
 */
export function scatter({ points, x, y, lines = [] }: Scatter, width: number): Drawing {
  const height = Math.round(width * (width < 450 ? 0.95 : 0.72));
  const grid = { ...curveLook.grid, right: 22 };
  const frame = { left: grid.left, top: 2, right: width - 2, bottom: height - grid.bottom };
  return {
    height,
    option: {
      grid,
      xAxis: { ...curveLook.name, ...curveLook.numbers, nameGap: 28, ...x },
      yAxis: { ...curveLook.name, ...curveLook.numbers, nameGap: 40, ...y },
      series: [
        {
          type: 'custom',
          silent: true,
          encode: { x: 0, y: 1 },
          data: [[x.min, y.min]],
          renderItem: (_, api) => {
            const placed = points.map((point) => pixelsOf(point, api));
            const places = placeLabels(placed, frame);
            return {
              type: 'group',
              silent: true,
              children: [
                ...lines.flatMap((line) => drawnLine(line, api)),
                ...points.map((point) => whiskers(point, api)),
                ...places.flatMap((place, at) => (place.led ? [leader(placed[at]!, place)] : [])),
                ...points.flatMap((point, at) => (point.ringed === true ? [ring(placed[at]!)] : [])),
                ...points.map((point, at) => markAt(point, placed[at]!)),
                ...points.map((point, at) => text(point, places[at]!)),
              ],
            };
          },
        } satisfies CustomSeriesOption,
      ],
    },
  };
}

const shown = (point: ScatterPoint): string => axisName(point.label, label.most);

function pixelsOf(point: ScatterPoint, api: Api): LabelledPoint {
  const [x, y] = api.coord([point.x, point.y]);
  return { x: x!, y: y!, width: nameWidth(shown(point)) + 2, height: label.height };
}

const path = (pathData: string, style: Readonly<Record<string, string | number | number[]>>) => ({
  type: 'path' as const,
  shape: { pathData },
  style,
});

function drawnLine({ through, color = 'var(--muted)' }: ScatterLine, api: Api) {
  if (through.length < 2) return [];
  const corners = through.map((each) => api.coord([...each]).join(' '));
  return [path(`M${corners.join('L')}`, { stroke: color, lineWidth: 1.5, lineDash: [5, 4], fill: 'none' })];
}

function whiskers({ x, y, xInterval, yInterval, color }: ScatterPoint, api: Api) {
  const between = (from: readonly [number, number], to: readonly [number, number]): string =>
    `M${api.coord([...from]).join(' ')}L${api.coord([...to]).join(' ')}`;
  const across = xInterval === null ? '' : between([xInterval[0], y], [xInterval[1], y]);
  const along = yInterval === null ? '' : between([x, yInterval[0]], [x, yInterval[1]]);
  return path(`${across}${along}` || 'M0 0', { stroke: color, lineWidth: 1.2, opacity: 0.55, fill: 'none' });
}

/** From the point to the nearest place of its label's box. */
function leader({ x, y }: LabelledPoint, { left, right, top, bottom }: LabelPlace) {
  const toX = Math.min(Math.max(x, left), right);
  const toY = Math.min(Math.max(y, top), bottom);
  return path(`M${x} ${y}L${toX} ${toY}`, { stroke: 'var(--muted)', lineWidth: 0.8, fill: 'none' });
}

function markAt({ color, shape, fill }: ScatterPoint, { x, y }: LabelledPoint) {
  const { fillOpacity, lineWidth } = fillLooks[fill];
  return path(shapePath(shape, x, y, 5.5), {
    fill: color,
    fillOpacity,
    stroke: lineWidth === 0 ? 'var(--page)' : color,
    lineWidth: lineWidth === 0 ? 1 : lineWidth,
  });
}

const ring = ({ x, y }: LabelledPoint) =>
  path(shapePath('circle', x, y, 9.5), { fill: 'none', stroke: 'var(--ink)', lineWidth: 1.3 });

const text = (point: ScatterPoint, { left, top, bottom }: LabelPlace) => ({
  type: 'text' as const,
  x: left + 1,
  y: (top + bottom) / 2,
  style: {
    text: shown(point),
    fontFamily: 'inherit',
    fontSize: label.size,
    fill: 'var(--ink)',
    verticalAlign: 'middle' as const,
  },
});
