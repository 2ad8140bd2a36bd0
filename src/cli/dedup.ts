import { Command, Option } from 'commander';
import { UsageError } from '../core/errors.ts';
import { type Io, outJson } from './io.ts';
import { jsonOption, wholeNumber } from './options.ts';

interface Options {
  out?: string;
  field: string;
  keep?: string;
  embedder: string;
  offline?: boolean;
  vectors?: string;
  dimensions?: number;
  json?: boolean;
}

/** `specloom dedup` */
export function dedupCommand(io: Io): Command {
  return new Command('dedup')
    .summary('drop near-duplicates from a file of texts or vectors')
    .description(
      'Drops near-duplicates: while more rows are left than asked for, the more redundant row of the closest pair is dropped. Works on a JSONL file of texts, which are embedded in this process, or on a file of vectors. The input is never changed.',
    )
    .argument('[in.jsonl]', 'rows with a text in one field; gzip is fine')
    .option('--out <kept.jsonl>', 'file for the kept rows, unchanged and in order')
    .option('--field <name>', 'field with the text, dots for nested ones', 'prompt')
    .option(
      '--keep <n|n%>',
      'rows to keep: a number or a percentage, rounded up (default: 50%; required with --vectors)',
    )
    .addOption(
      new Option(
        '--embedder <id>',
        'hashing/default, hashing/<dimensions>, transformers/<folder or hub name>',
      ).default('hashing/default'),
    )
    .option('--offline', "never download an embedder's files")
    .option('--vectors <file>', 'little-endian float32 values, row after row, instead of texts')
    .option('--dimensions <n>', 'values per row of --vectors', wholeNumber(1))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Examples:
  specloom dedup prompts.jsonl --out kept.jsonl --keep 50%
  specloom dedup prompts.jsonl --out kept.jsonl --field text --keep 2000 --embedder transformers/Xenova/all-MiniLM-L6-v2
  specloom dedup --vectors vectors.f32 --dimensions 384 --keep 1000 --json

With --vectors, the kept rows are printed as indices counted from 0, ascending.
`,
    )
    .action(async (input: string | undefined, options: Options) => {
      if (options.vectors !== undefined) await onVectors(io, input, options, options.vectors);
      else await onTexts(io, input, options);
    });
}

async function onVectors(io: Io, input: string | undefined, options: Options, file: string): Promise<void> {
  const { keep, dimensions } = options;
  if (input !== undefined || options.out !== undefined)
    throw new UsageError('dedup --vectors takes no file of rows and no --out: it prints the kept indices');
  if (dimensions === undefined)
    throw new UsageError('dedup --vectors needs --dimensions, the number of values per row, such as 384');
  if (keep === undefined)
    throw new UsageError('dedup --vectors needs --keep: a number of rows (2000) or a percentage (50%)');
  const { dedupVectorFile } = await import('./dedup-vectors.ts');
  const result = await dedupVectorFile(io.cwd, file, dimensions, keep);
  if (options.json) return outJson(io, result);
  io.out(result.kept.map((index) => `${index}\n`).join(''));
  io.note(summary(result.rows, result.kept.length, result.minDistance));
}

async function onTexts(io: Io, input: string | undefined, options: Options): Promise<void> {
  if (input === undefined)
    throw new UsageError('dedup needs a JSONL file of rows, or --vectors with a file of vectors');
  if (options.dimensions !== undefined)
    throw new UsageError(
      'dedup: --dimensions belongs to --vectors; for texts, the embedder says it (hashing/256)',
    );
  if (options.out === undefined) throw new UsageError('dedup needs --out, the file for the kept rows');
  const { dedupTextFile } = await import('./dedup-texts.ts');
  const result = await dedupTextFile({
    cwd: io.cwd,
    input,
    out: options.out,
    field: options.field,
    keep: options.keep ?? '50%',
    embedder: options.embedder,
    offline: options.offline ?? false,
  });
  if (options.json) return outJson(io, result);
  io.out(summary(result.rows - result.badRows, result.kept, result.minDistance));
  if (result.badRows === 0) return;
  const shown = result.problems.slice(0, 10).map(({ line, problem }) => `  line ${line}: ${problem}\n`);
  const more =
    result.badRows > shown.length ? `  and ${result.badRows - shown.length} more; --json lists all\n` : '';
  io.note(`${result.badRows} of ${result.rows} rows were left out:\n${shown.join('')}${more}`);
}

function summary(rows: number, kept: number, minDistance: number | null): string {
  const distance = minDistance === null ? 'none (fewer than two rows)' : minDistance.toFixed(6);
  return `kept ${kept} of ${rows} rows, dropped ${rows - kept}; smallest distance left: ${distance}\n`;
}
