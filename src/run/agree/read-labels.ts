import { FileError } from '../../core/errors.ts';
import { type JsonObject, jsonObjectIn } from '../../core/json.ts';
import { checkLine, type Label, type LineCheck } from './label-line.ts';

/** A file of labels as it was read. */
export interface LabelFile {
  /** As the caller named it. */
  readonly file: string;
  readonly text: string;
}

/** Labels of people, and how many lines nobody has labelled yet. */
export interface Labels {
  readonly labels: readonly Label[];
  readonly blank: number;
}

/** What is wrong with a line. */
interface Problem {
  readonly file: string;
  readonly line: number;
  readonly problem: string;
}

/** The lines of a file; one that is no JSON object is undefined. */
const linesOf = (text: string): readonly { line: number; row: JsonObject | undefined }[] =>
  text
    .split('\n')
    .flatMap((each, at) => (each.trim() === '' ? [] : [{ line: at + 1, row: jsonObjectIn(each) }]));

/** Whether a text holds anything but lines that nobody has labelled. */
export const isLabelled = (text: string): boolean =>
  linesOf(text).some(({ row }) => row === undefined || !isBlank(row));

const isBlank = ({ verdicts }: JsonObject): boolean =>
  typeof verdicts === 'object' && verdicts !== null && Object.values(verdicts).every((each) => each === null);

/**
 * The sample that files of labels are of. Lines that are no JSON are left to be named with all others that are wrong.
 *
 * @throws FileError where a line names none, or another one than the lines before, and where no line can be read.
 */
export function sampleOf(files: readonly LabelFile[]): string {
  let found: { readonly sample: string; readonly where: string } | undefined;
  for (const { file, text } of files)
    for (const { line, row } of linesOf(text)) {
      if (row === undefined) continue;
      const { sample } = row;
      if (typeof sample !== 'string' || !/^[0-9a-f]{16}$/.test(sample))
        throw new FileError(file, 'is no line that specloom agree sample wrote: it names no `sample`', {
          line,
        });
      found ??= { sample, where: `${file}:${line}` };
      if (found.sample !== sample)
        throw new FileError(
          file,
          `is of sample ${sample}, and ${found.where} of ${found.sample}; read them one by one`,
          {
            line,
          },
        );
    }
  if (found === undefined)
    throw new FileError(files[0]!.file, 'holds no line that specloom agree sample wrote');
  return found.sample;
}

/**
 * Reads the labels of files, all of them or, where any line is wrong, none. Lines whose verdicts are all blank are
 * counted: nobody has labelled them yet.
 *
 * @throws FileError naming every line that is wrong, and what to do
 */
export function readLabels(files: readonly LabelFile[], known: LineCheck): Labels {
  const problems: Problem[] = [];
  const labels: Label[] = [];
  const given = new Map<string, string>();
  let blank = 0;
  for (const { file, text } of files)
    for (const { line, row } of linesOf(text)) {
      const read =
        row === undefined ? 'is no JSON object; are all quotes and brackets closed?' : checkLine(row, known);
      if (typeof read === 'string') problems.push({ file, line, problem: read });
      else if (isBlank(row!)) blank += 1;
      else {
        const key = `${read.annotator} ${read.id}`;
        const earlier = given.get(key);
        if (earlier === undefined) {
          given.set(key, `${file}:${line}`);
          labels.push(read);
        } else
          problems.push({
            file,
            line,
            problem: `is a second label by ${read.annotator} of response ${read.id}, after ${earlier}; leave one of them out`,
          });
      }
    }
  if (problems.length > 0) throw problemsError(problems);
  return { labels, blank };
}

/** Lines that are named one by one; the rest is counted. */
const shownProblems = 20;

function problemsError(problems: readonly Problem[]): FileError {
  const [first, ...others] = problems.slice(0, shownProblems);
  const rest = others.map(({ file, line, problem }) => `\n${file}:${line} ${problem}`);
  const more = problems.length - shownProblems;
  if (more > 0) rest.push(`\nand ${more} more`);
  rest.push('\nno label was read');
  return new FileError(first!.file, `${first!.problem}${rest.join('')}`, { line: first!.line });
}
