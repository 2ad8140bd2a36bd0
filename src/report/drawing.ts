import { BarChart, CustomChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { SpecloomError } from '../core/errors.ts';

use([BarChart, CustomChart, GridComponent, SVGRenderer]);

/** A chart for one width: its height in pixels and what echarts is to draw. */
export interface Drawing {
  readonly height: number;
  readonly option: EChartsCoreOption;
}

/**
 * Draws a chart as SVG, without a browser. The same drawing gives the same bytes: echarts counts up class names
 * and ids over a process, so they are taken out, with the hover rules that they are there for.
 *
 * @throws SpecloomError (`internal`) when an id of echarts is left, which would differ from one drawing to the next.
 */
export function svg({ height, option }: Drawing, width: number): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily: 'inherit' }, ...option });
    const drawn = chart
      .renderToSVGString()
      .replace(/<style[\s\S]*?<\/style>\s*/g, '')
      .replace(/ (?:class|ecmeta_\w+|xmlns:xlink|version|baseProfile|xml:space)="[^"]*"/g, '');
    if (/="[^"]*\bzr\d+-/.test(drawn))
      throw new SpecloomError('internal', 'a chart has an id that changes by drawing');
    return drawn;
  } finally {
    chart.dispose();
  }
}

/** What an axis can hold of a name: white space folded, cut in the middle to `most` characters. */
export function axisName(name: string, most: number): string {
  const characters = [...name.replace(/\s+/g, ' ').trim()];
  if (characters.length <= most) return characters.join('');
  const kept = most - 1;
  const start = characters.slice(0, Math.ceil(kept / 2)).join('');
  return `${start}…${characters.slice(-Math.floor(kept / 2)).join('')}`;
}

/** Pixels that a letter of an axis takes on average, and those that take clearly more, in a wide typeface: it is the reader's. */
const letterPixels = 6.8;
const widePixels = { m: 12, w: 10, M: 11, W: 12, '…': 12, '%': 12 } as const;

/** Pixels that a name of an axis takes, roughly, in letters of 12 pixels. */
export const nameWidth = (name: string): number =>
  [...name].reduce((sum, letter) => sum + (widePixels[letter as keyof typeof widePixels] ?? letterPixels), 0);

/** The grid, the axis of names and the axis of numbers that our charts share. Names run from top to bottom. */
export function axes(names: readonly string[], width: number, scale: Scale) {
  const most = Math.floor((width * 0.4) / letterPixels);
  const shown = names.map((name) => axisName(name, most));
  const longest = Math.max(4 * letterPixels, ...shown.map(nameWidth));
  return {
    grid: { left: Math.ceil(longest) + 14, right: scale.right, top: 6, bottom: 30 },
    yAxis: {
      type: 'category',
      inverse: true,
      data: shown,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: 'var(--line)' } },
      axisLabel: { color: 'var(--ink)', interval: 0, fontSize: 12 },
    },
    xAxis: {
      type: 'value',
      min: 0,
      ...(scale.max === undefined ? {} : { max: scale.max }),
      minInterval: 1,
      ...(scale.interval === undefined ? {} : { interval: scale.interval }),
      splitNumber: width < 450 ? 3 : 5,
      splitLine: { lineStyle: { color: 'var(--grid)' } },
      axisLabel: { color: 'var(--muted)', fontSize: 12, hideOverlap: true, formatter: scale.formatter },
    },
  } as const;
}

/** The axis of numbers: its end (chosen from the data where not given), its labels, and the space behind it in pixels. */
export interface Scale {
  readonly max?: number;
  /** From one grid line to the next; chosen from the data where not given. */
  readonly interval?: number;
  readonly formatter: string;
  readonly right: number;
}
