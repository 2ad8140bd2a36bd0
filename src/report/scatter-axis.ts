import { count } from './format.ts';

/** One axis of a scatter, as echarts has it. */
export interface ScatterAxis {
  readonly type: 'value' | 'log';
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly interval?: number;
  readonly logBase?: number;
  readonly axisLabel: {
    readonly color: string;
    readonly fontSize: number;
    readonly hideOverlap: boolean;
    readonly formatter: (value: number) => string;
  };
}

const labels = (formatter: (value: number) => string): ScatterAxis['axisLabel'] => ({
  color: 'var(--muted)',
  fontSize: 12,
  hideOverlap: true,
  formatter,
});

/** Rates from 0 to 1 in per cent: the tens that hold them, every second one where they are many; at least 20 points wide. */
export function rateAxis(name: string, rates: readonly number[]): ScatterAxis {
  const low = Math.floor(Math.min(...rates) * 10 + 1e-9);
  const high = Math.max(Math.ceil(Math.max(...rates) * 10 - 1e-9), low + 2);
  const step = high - low > 5 ? 2 : 1;
  const max = Math.min(10, Math.ceil(high / step) * step);
  const min = Math.min(Math.floor(low / step) * step, max - 2);
  return {
    type: 'value',
    name,
    min: min / 10,
    max: max / 10,
    interval: step / 10,
    axisLabel: labels((value) => `${Math.round(value * 100)} %`),
  };
}

/** Numbers above 0 on a scale on which each doubling, or each tenfold, takes the same room. */
export function logAxis(name: string, values: readonly number[]): ScatterAxis {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const base = high / low > 64 ? 10 : 2;
  const step = (value: number): number => Math.log(value) / Math.log(base);
  const from = Math.floor(step(low) - 0.03);
  const to = Math.max(Math.ceil(step(high) + 0.03), from + 1);
  return {
    type: 'log',
    logBase: base,
    name,
    min: base ** from,
    max: base ** to,
    axisLabel: labels((value) => count(Math.round(value))),
  };
}

/** Ranks from 1. */
export function rankAxis(name: string, ranks: number): ScatterAxis {
  return {
    type: 'value',
    name,
    min: 0,
    max: ranks + 1,
    interval: ranks > 8 ? 2 : 1,
    axisLabel: labels((value) => (value < 1 || value > ranks ? '' : String(value))),
  };
}
