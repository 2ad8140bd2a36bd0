import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Limit, Selected } from './case.ts';
import { clusteredRows, hasMixedPrompts, promptRows, type Rows } from './data.ts';

interface Case {
  readonly name: string;
  readonly rows: () => Rows | Promise<Rows>;
  /** Whether the forms that take N³ are run, too. */
  readonly literal: boolean;
}

const clustered = (rows: number, dimensions: number, literal = false): Case => ({
  name: `${rows} × ${dimensions}`,
  rows: () => clusteredRows(rows, dimensions),
  literal,
});

const cases: readonly Case[] = [
  clustered(1_000, 384, true),
  clustered(4_000, 384, true),
  clustered(20_000, 384),
  clustered(100_000, 384),
  clustered(20_000, 3_072),
  ...(hasMixedPrompts ? [{ name: 'mixed prompts', rows: promptRows, literal: false }] : []),
];

const cli = resolve(import.meta.dirname, '../../dist/cli/main.js');
const python = hasNumpy() ? 'python3' : undefined;

/**
 * `dedup` against what bounds it, the product of the upper triangle by the same runtime in the best of
 * three shapes of block, and against the literal forms. Half of the rows are kept.
 */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-dedup-'));
  try {
    const totals = new Map<string, number>();
    for (const each of cases) totals.set(each.name, await measure(each, join(folder, 'vectors.f32')));
    const growth = totals.get('100000 × 384')! / totals.get('20000 × 384')!;
    say(`growth from 20,000 to 100,000 rows: ${growth.toFixed(1)} ×`);
    if (!hasMixedPrompts) say('mixed prompts: skipped, ../shared/data is not there');
    if (python === undefined) say('numpy: skipped, python3 has none');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measure({ name, rows, literal }: Case, path: string): Promise<number> {
  const { vectors, dimensions } = await rows();
  writeFileSync(path, vectors);
  const found = ofCase<Selected>('select', path, dimensions);
  const stats = found.stats!;
  say(
    `${name}: total ${ms(found.ms)}; ${stats.kernel} products and choice ${ms(stats.kernelMs)}, merging ${ms(stats.mergeMs)}, ` +
      `greedy ${ms(stats.greedyMs)}; peak ${found.peakMb.toFixed(0)} MB; ${stats.points} different vectors, ${stats.recomputed} recomputed`,
  );
  const limits = ofCase<Limit>('limit', path, dimensions, stats.points);
  const [shape, best] = Object.entries(limits).reduce((a, b) => (b[1] < a[1] ? b : a));
  const flops = (stats.points ** 2 * dimensions) / best / 1e6;
  say(
    `  ${ratio(found.ms, best)} × the products alone (${ms(best)}, blocks ${shape}, ${flops.toFixed(0)} GFLOP/s)`,
  );
  if (literal) compare('the reference in JavaScript', found, ofCase<Selected>('reference', path, dimensions));
  if (python !== undefined)
    compareWithNumpy(found, path, dimensions, literal ? vectors.length / dimensions : 0);
  return found.ms;
}

/** @param rows rows where the literal form is run, else 0. */
function compareWithNumpy(found: Selected, path: string, dimensions: number, rows: number): void {
  const product = ofNumpy('gemm', path, dimensions);
  say(`  ${ratio(found.ms, product.ms)} × numpy's products alone (${ms(product.ms)})`);
  if (rows === 0) return;
  const started = performance.now();
  const literal = ofNumpy('select', path, dimensions, Math.ceil(rows / 2));
  const whole = performance.now() - started;
  compare('the literal algorithm in numpy', found, literal);
  compareCommands(path, dimensions, whole);
}

function compareCommands(path: string, dimensions: number, numpyMs: number): void {
  if (!existsSync(cli)) {
    say('  whole commands: skipped, dist/ is missing (npm run build)');
    return;
  }
  const started = performance.now();
  const args = ['dedup', '--vectors', path, '--dimensions', `${dimensions}`, '--keep', '50%', '--json'];
  execFileSync(process.execPath, [cli, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  const own = performance.now() - started;
  say(
    `  whole commands: specloom dedup ${ms(own)}, python3 ${ms(numpyMs)}: ${ratio(numpyMs, own)} × as fast`,
  );
}

function compare(name: string, found: Selected, literal: Pick<Selected, 'ms' | 'kept'>): void {
  const same = literal.kept === found.kept;
  say(
    `  ${ratio(literal.ms, found.ms)} × as fast as ${name} (${ms(literal.ms)}), ${same ? 'same' : 'OTHER'} survivors`,
  );
  if (!same) process.exitCode = 1;
}

function ofCase<T>(what: string, path: string, ...more: readonly number[]): T {
  const script = join(import.meta.dirname, 'case.ts');
  const args = ['--import', 'tsx', script, what, path, ...more.map(String)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as T;
}

function ofNumpy(what: string, path: string, ...more: readonly number[]): Pick<Selected, 'ms' | 'kept'> {
  const args = [join(import.meta.dirname, 'literal.py'), what, path, ...more.map(String)];
  return JSON.parse(execFileSync(python!, args, { encoding: 'utf8' })) as Pick<Selected, 'ms' | 'kept'>;
}

function hasNumpy(): boolean {
  try {
    execFileSync('python3', ['-c', 'import numpy'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const ms = (value: number): string =>
  value < 10_000 ? `${value.toFixed(0)} ms` : `${(value / 1000).toFixed(1)} s`;
const ratio = (a: number, b: number): string => (a / b).toFixed(a / b < 10 ? 2 : 0);
