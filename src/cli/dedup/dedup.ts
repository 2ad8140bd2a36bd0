import { Command, Option } from 'commander';
import { type Io, outJson } from '../io.ts';
import { collected, jsonOption, wholeNumber } from '../options.ts';
import { type DedupCommandOptions, distance, textRequest, vectorRequest } from './options.ts';
import { problemNote, sweepTable, textSummary, vectorSummary } from './summary.ts';
import { atWork } from './work.ts';

/** `specloom dedup` */
export function dedupCommand(io: Io): Command {
  return new Command('dedup')
    .summary('drop near-duplicates from a file of texts or vectors')
    .description(
      'Drops near-duplicates: the more redundant row of the closest pair is dropped, again and again, until as many rows are left as asked for, or no pair is nearer than asked for. Works on a JSONL file of texts, which are embedded in this process, or on a file of vectors. The input is never changed.',
    )
    .argument('[in.jsonl]', 'rows with a text in one field; gzip is fine')
    .option('--out <kept.jsonl>', 'file for the kept rows, unchanged and in order')
    .option('--field <name>', 'field with the text, dots for nested ones', 'prompt')
    .option(
      '--keep <n|n%>',
      'stop at so many rows: a number or a percentage, rounded up (default: 50% for texts without --min-distance)',
    )
    .option(
      '--min-distance <x>',
      'stop when no pair is nearer than this cosine distance; with --keep, what is met first stops',
      distance,
    )
    .option(
      '--group <field>',
      'only compare rows of equal value in this field, with --keep for each group; then report close rows across groups',
    )
    .option(
      '--protect <ids>',
      'never drop these rows: values of the field id with commas between them, or a file with one a line; indices with --vectors',
    )
    .option(
      '--against <dataset|jsonl>',
      'report rows that are near a prompt of this set or share a word 8-gram with one, and drop none for it; may be repeated',
      collected,
    )
    .option('--sweep', 'print how many rows would survive at which --min-distance; needs no --out')
    .option('--report <html>', 'write a page with counts, distances, groups and the closest dropped pairs')
    .addOption(
      new Option(
        '--embedder <id>',
        'hashing/default, hashing/<dimensions>, hashing/fitted, transformers/<folder or hub name>',
      ).default('hashing/default'),
    )
    .option('--offline', "never download an embedder's files")
    .option('--vectors <file>', 'little-endian float32 values, row after row, instead of texts')
    .option('--dimensions <n>', 'values per row of --vectors', wholeNumber(1))
    .addOption(jsonOption())
    .addHelpText('after', examples)
    .action(async (input: string | undefined, options: DedupCommandOptions, command: Command) => {
      if (options.vectors !== undefined) await onVectors(io, input, options, command);
      else await onTexts(io, input, options);
    });
}

const examples = `
Examples:
  specloom dedup prompts.jsonl --out kept.jsonl --keep 50%
  specloom dedup prompts.jsonl --out kept.jsonl --field text --keep 2000 --embedder transformers/Xenova/all-MiniLM-L6-v2
  specloom dedup prompts.jsonl --sweep
  specloom dedup prompts.jsonl --out kept.jsonl --min-distance 0.15 --group source --protect published.txt --report dedup.html
  specloom dedup prompts.jsonl --out kept.jsonl --against curated/quickstart --against benchmark.jsonl --json
  specloom dedup --vectors vectors.f32 --dimensions 384 --keep 1000 --json

With --vectors, the kept rows are printed as indices counted from 0, ascending.
`;

async function onVectors(
  io: Io,
  input: string | undefined,
  options: DedupCommandOptions,
  command: Command,
): Promise<void> {
  const request = vectorRequest(io.cwd, input, options, command);
  const { dedupVectorFile } = await import('./vectors.ts');
  await atWork(io, async (work) => {
    const document = await dedupVectorFile(request, work);
    if (options.json) return outJson(io, document);
    if (document.kept !== undefined) io.out(document.kept.map((index) => `${index}\n`).join(''));
    else io.out(sweepTable(document.sweep ?? []));
    work.note(vectorSummary(document, options.sweep ?? false));
  });
}

async function onTexts(io: Io, input: string | undefined, options: DedupCommandOptions): Promise<void> {
  const request = textRequest(io, input, options);
  const { dedupTextFile } = await import('./texts.ts');
  await atWork(io, async (work) => {
    const document = await dedupTextFile(request, work);
    if (options.json) return outJson(io, document);
    work.note(problemNote(document));
    io.out(textSummary(document, options.sweep ?? false));
  });
}
