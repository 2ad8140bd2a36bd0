import { resolve } from 'node:path';
import { FileError } from '../../core/errors.ts';
import { openRows } from '../../formats/index.ts';
import { type BySplit, type ScoredItem, type ScoreOptions, summarizeScores } from '../../stats/index.ts';
import { differenceIn, type TranscriptDifference, verdictsOf } from './differences.ts';
import type { Sizes } from './released-reading.ts';
import { readRow, type Transcript } from './row.ts';

export type { TranscriptDifference } from './differences.ts';
export { readAsReleased, type Sizes } from './released-reading.ts';
export { type ReleasedScore, readRow, type Transcript } from './row.ts';

/** How transcripts are scored. */
export interface TranscriptOptions extends Partial<Pick<ScoreOptions, 'alpha' | 'empty'>> {
  /** The folder that the file is relative to. */
  readonly cwd?: string;
  /** Of the resamples that intervals are drawn with; 0 by default. */
  readonly seed?: number;
}

/** What a file of the released evaluator comes to when its replies are read and scored anew. */
export interface TranscriptsDocument {
  readonly file: string;
  /** Rows with a label; the others are `unreadable`. */
  readonly rows: number;
  /** By name: as the rows or the file's path say, else `all`. */
  readonly scenarios: readonly string[];
  readonly unreadable: readonly { readonly line: number; readonly problem: string }[];
  /** Rows with a reply of the judge; those whose reply is read strictly, and those that the released way reads. */
  readonly replies: { readonly all: number; readonly strict: number; readonly released: number };
  /** Rows without verdicts; their scores are unscored, with bounds. */
  readonly withoutVerdicts: number;
  /** Over scenarios, with NA left out of the behavioral share, and with NA counted as the released evaluator does. */
  readonly scores: { readonly exclude: BySplit; readonly count: BySplit } | null;
  /** The mean of the released scores over rows that have one. */
  readonly released: { readonly rows: number; readonly sar: number | null };
  readonly differences: readonly TranscriptDifference[];
}

/**
 * Reads a file that the evaluator released with SpecBench wrote (`<judge>_evaluate.json`, or its rows as JSON Lines), reads
 * the judge's replies by our parser, and scores them by our formula. Asks nothing.
 *
 * @param file - relative to `cwd`
 * @throws FileError for a file that cannot be read, has no rows with a label, or mixes scenarios without naming them.
 */
export async function scoreTranscripts(
  file: string,
  options: TranscriptOptions = {},
): Promise<TranscriptsDocument> {
  const { transcripts, unreadable } = await readFile(resolve(options.cwd ?? process.cwd(), file));
  if (transcripts.length === 0)
    throw new FileError(file, 'has no row of the released evaluator; expected `data.label` in each row');
  const replies = transcripts.filter(({ strict }) => strict !== null);
  const scored = transcripts.flatMap(({ score }) => (score === null ? [] : [score.total]));
  return {
    file,
    rows: transcripts.length,
    scenarios: [...new Set(transcripts.map(({ scenario }) => scenario))].sort(),
    unreadable,
    replies: {
      all: replies.length,
      strict: replies.filter(({ strict }) => !('problem' in strict!)).length,
      released: replies.filter(({ released }) => released !== null).length,
    },
    withoutVerdicts: transcripts.filter((each) => verdictsOf(each) === null).length,
    scores: scoresOf(file, transcripts, options),
    released: {
      rows: scored.length,
      sar: scored.length === 0 ? null : scored.reduce((sum, each) => sum + each, 0) / scored.length,
    },
    differences: transcripts.flatMap((each) => differenceIn(each) ?? []),
  };
}

async function readFile(path: string) {
  const transcripts: Transcript[] = [];
  const unreadable: { line: number; problem: string }[] = [];
  let place = 0;
  for await (const row of openRows(path)) {
    place += 1;
    if ('problem' in row) {
      unreadable.push({ line: row.line, problem: row.problem });
      continue;
    }
    const read = readRow({ row: place, line: row.line }, row.value, scenarioIn(path));
    if ('problem' in read) unreadable.push({ line: row.line, problem: read.problem });
    else transcripts.push(read);
  }
  return { transcripts, unreadable };
}

/** The released evaluator names the scenario in the path alone: `result/<model>/<scenario>/<method>/<file>`. */
const scenarioIn = (path: string): string =>
  /(?:^|[\\/])result[\\/][^\\/]+[\\/]([^\\/]+)[\\/][^\\/]+[\\/][^\\/]+$/.exec(path)?.[1] ?? 'all';

/** Null where nothing says how many verdicts a row should have. */
function scoresOf(
  file: string,
  transcripts: readonly Transcript[],
  { alpha = 0.3, empty = 'zero', seed = 0 }: TranscriptOptions,
): TranscriptsDocument['scores'] {
  const sizes = sizesByScenario(file, transcripts);
  const items = transcripts.flatMap((each): ScoredItem[] => {
    const { row, scenario, label } = each;
    const size = sizes.get(scenario);
    if (size === undefined) return [];
    const verdicts = verdictsOf(each) ?? unscored(size);
    return [{ item: `row ${row}`, scenario, split: label, verdicts }];
  });
  if (items.length === 0) return null;
  const by = (na: 'exclude' | 'count') => summarizeScores(items, { alpha, empty, na, seed }).macro;
  return { exclude: by('exclude'), count: by('count') };
}

const unscored = ({ safety, behavioral }: Sizes) => ({
  safety: Array.from({ length: safety }, () => 'unscored' as const),
  behavioral: Array.from({ length: behavioral }, () => 'unscored' as const),
});

function sizesByScenario(file: string, transcripts: readonly Transcript[]): ReadonlyMap<string, Sizes> {
  const known = new Map<string, Sizes & { readonly line: number }>();
  for (const { scenario, sizes, line } of transcripts) {
    if (sizes === null) continue;
    const first = known.get(scenario);
    if (first === undefined) known.set(scenario, { ...sizes, line });
    else if (first.safety !== sizes.safety || first.behavioral !== sizes.behavioral)
      throw new FileError(
        file,
        `has other numbers of verdicts here (${sizes.safety} and ${sizes.behavioral}) than in line ${first.line} (${first.safety} and ${first.behavioral}); name the \`scenario\` in each row, or score one scenario at a time`,
        { line },
      );
  }
  return known;
}
