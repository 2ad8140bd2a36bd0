import type { CustomSeriesOption } from 'echarts/charts';
import { axisName, type Drawing } from './drawing.ts';

/** One outline of a radar. */
export interface RadarOutline {
  readonly color: string;
  readonly dashed: boolean;
  /** From 0 to 1, by spoke; null where unknown: the outline is open there. */
  readonly values: readonly (number | null)[];
}

/** Pixels: the height of a radar, and half of what it takes without the names of its spokes. */
const size = { height: 186, radius: 72 } as const;

/** Pixels of a letter of a spoke's name, on average. */
const letterPixels = 5.8;

type Point = readonly [x: number, y: number];

/** Spokes from the top on, clockwise, with rings at 25, 50, 75 and 100 %; the middle is 0. */
export function radar(spokes: readonly string[], outlines: readonly RadarOutline[], width: number): Drawing {
  const middle: Point = [width / 2, size.height / 2 + 4];
  const at = (spoke: number, share: number): Point => {
    const angle = (2 * Math.PI * spoke) / spokes.length - Math.PI / 2;
    return [
      middle[0] + size.radius * share * Math.cos(angle),
      middle[1] + size.radius * share * Math.sin(angle),
    ];
  };
  return {
    height: size.height,
    option: {
      series: [
        {
          type: 'custom',
          coordinateSystem: 'none',
          silent: true,
          data: [0],
          renderItem: () => ({
            type: 'group',
            silent: true,
            children: [
              ...[0.25, 0.5, 0.75, 1].map((ring) =>
                line(closed(spokes.map((_, spoke) => at(spoke, ring))), {
                  stroke: 'var(--grid)',
                  lineWidth: 1,
                }),
              ),
              ...spokes.map((_, spoke) =>
                line(open([middle, at(spoke, 1)]), { stroke: 'var(--grid)', lineWidth: 1 }),
              ),
              ...spokes.map((name, spoke) => spokeName(name, at(spoke, 1), middle, width)),
              ...outlines.flatMap((outline) => drawn(outline, at)),
            ],
          }),
        } satisfies CustomSeriesOption,
      ],
    },
  };
}

const pixel = ([x, y]: Point): string => `${x.toFixed(1)} ${y.toFixed(1)}`;
const open = (points: readonly Point[]): string => `M${points.map(pixel).join('L')}`;
const closed = (points: readonly Point[]): string => `${open(points)}Z`;

const line = (pathData: string, style: Readonly<Record<string, string | number | number[]>>) => ({
  type: 'path' as const,
  shape: { pathData },
  style: { fill: 'none', ...style },
});

/** The lines between neighbours that are both known, and a dot at each known value. */
function drawn({ color, dashed, values }: RadarOutline, at: (spoke: number, share: number) => Point) {
  const known = values.map((value, spoke) => (value === null ? null : at(spoke, value)));
  const whole = known.every((point) => point !== null);
  const pieces = known.map((point, spoke) => {
    const next = known[(spoke + 1) % known.length] ?? null;
    return point === null || next === null ? '' : open([point, next]);
  });
  const outline = whole ? closed(known) : pieces.join('');
  return [
    ...(outline === ''
      ? []
      : [
          line(outline, {
            stroke: color,
            lineWidth: dashed ? 1.5 : 2,
            ...(dashed ? { lineDash: [4, 3] } : {}),
            ...(whole && !dashed ? { fill: color, fillOpacity: 0.14 } : {}),
          }),
        ]),
    ...(dashed ? [] : known.flatMap((point) => (point === null ? [] : [dot(point, color)]))),
  ];
}

const dot = ([cx, cy]: Point, color: string) => ({
  type: 'circle' as const,
  shape: { cx, cy, r: 3 },
  style: { fill: color },
});

function spokeName(name: string, [x, y]: Point, [middle, level]: Point, width: number) {
  const side = Math.abs(x - middle) < 4 ? 0 : Math.sign(x - middle);
  const room = side === 0 ? width : (side < 0 ? x : width - x) - 8;
  return {
    type: 'text' as const,
    x: x + side * 6,
    y: side === 0 ? y + Math.sign(y - level) * 9 : y,
    style: {
      text: axisName(name, Math.floor(room / letterPixels)),
      fontFamily: 'inherit',
      fontSize: 11,
      fill: 'var(--muted)',
      align: (['right', 'center', 'left'] as const)[side + 1]!,
      verticalAlign: 'middle' as const,
    },
  };
}
