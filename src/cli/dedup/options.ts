import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { UsageError } from '../../core/errors.ts';
import { keepCount } from '../../dedup/index.ts';
import type { Io } from '../io.ts';
import type { TextRequest } from './prepare.ts';
import type { StopRules } from './select.ts';
import type { VectorRequest } from './vectors.ts';

/** What was given on the command line. */
export interface DedupCommandOptions {
  out?: string;
  field: string;
  keep?: string;
  minDistance?: number;
  group?: string;
  protect?: string;
  against?: readonly string[];
  sweep?: boolean;
  report?: string;
  embedder: string;
  offline?: boolean;
  vectors?: string;
  dimensions?: number;
  json?: boolean;
}

/** A cosine distance, from 0 to 2. */
export function distance(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 2))
    throw new InvalidArgumentError('expected a cosine distance from 0 to 2, such as 0.15.');
  return value;
}

/** @throws UsageError for options that do not go together, or a file that is missing. */
export function textRequest(
  { cwd, env }: Pick<Io, 'cwd' | 'env'>,
  input: string | undefined,
  options: DedupCommandOptions,
): TextRequest {
  const { out, report, sweep = false, against = [] } = options;
  if (input === undefined)
    throw new UsageError('dedup needs a JSONL file of rows, or --vectors with a file of vectors');
  if (options.dimensions !== undefined)
    throw new UsageError(
      'dedup: --dimensions belongs to --vectors; for texts, the embedder says it (hashing/256)',
    );
  if (out === undefined && !sweep) throw new UsageError('dedup needs --out, the file for the kept rows');
  const rules = rulesOf(options);
  const selects = out !== undefined || report !== undefined;
  if (!selects && rules !== null)
    throw new UsageError(
      'dedup --sweep looks at all distances: leave out --keep and --min-distance, or name an --out for what they leave',
    );
  if (!selects && against.length > 0)
    throw new UsageError('dedup --sweep without --out drops nothing to hold --against; name an --out');
  return {
    cwd,
    input,
    out,
    field: options.field,
    embedder: options.embedder,
    offline: options.offline ?? env.SPECLOOM_OFFLINE !== undefined,
    rules: selects ? (rules ?? { keep: '50%' }) : null,
    group: options.group,
    protect: options.protect,
    against,
    sweep,
    report,
  };
}

/** Options that only fit rows of texts, by what they are called. */
const textsOnly = {
  field: '--field',
  group: '--group',
  against: '--against',
  embedder: '--embedder',
  offline: '--offline',
} as const;

/** @throws UsageError for options that do not go together. */
export function vectorRequest(
  cwd: string,
  input: string | undefined,
  options: DedupCommandOptions,
  command: Command,
): VectorRequest {
  const { dimensions, sweep = false, report, protect } = options;
  if (input !== undefined || options.out !== undefined)
    throw new UsageError('dedup --vectors takes no file of rows and no --out: it prints the kept indices');
  const odd = Object.entries(textsOnly).find(([name]) => command.getOptionValueSource(name) === 'cli');
  if (odd !== undefined)
    throw new UsageError(
      `dedup: ${odd[1]} belongs to a file of texts; vectors have nothing but their values`,
    );
  if (dimensions === undefined)
    throw new UsageError('dedup --vectors needs --dimensions, the number of values per row, such as 384');
  const rules = rulesOf(options);
  if (rules === null && (!sweep || report !== undefined))
    throw new UsageError(
      'dedup --vectors needs --keep, a number of rows (2000) or a percentage (50%), or --min-distance',
    );
  return { cwd, file: options.vectors!, dimensions, rules, protect, sweep, report };
}

/** The stop rules that were given; null for none. @throws UsageError for a number that is none. */
function rulesOf({ keep, minDistance }: DedupCommandOptions): StopRules | null {
  if (keep !== undefined) keepCount(keep, 0);
  if (keep === undefined && minDistance === undefined) return null;
  return {
    ...(keep === undefined ? {} : { keep }),
    ...(minDistance === undefined ? {} : { minDistance }),
  };
}
