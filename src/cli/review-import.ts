import { resolve } from 'node:path';
import type { Store } from '../answers/index.ts';
import { FileError } from '../core/errors.ts';
import { canonicalJson, type Json } from '../core/json.ts';
import {
  type DecisionEntry,
  type DecisionProblem,
  decisionAnswer,
  readDecisions,
} from '../files/decisions.ts';
import { readText } from '../files/read-text.ts';

/** What `review import` did. */
export interface ImportReport {
  /** Decisions that are new in the store. */
  readonly stored: number;
  /** Decisions that were there already, or stand twice in the files. */
  readonly alreadyThere: number;
  /** Decisions that took the place of another. */
  readonly replaced: number;
  /** Lines that nobody has decided on yet. */
  readonly open: number;
}

/**
 * Takes the decisions of files in: all of them, or, where any line is wrong, none.
 *
 * @param files - as they were given; relative to `cwd`
 * @param replace - whether a decision takes the place of another that is stored
 * @throws FileError listing every line that is wrong
 */
export async function importDecisions(
  store: Store,
  files: readonly string[],
  { cwd, replace }: { readonly cwd: string; readonly replace: boolean },
): Promise<ImportReport> {
  const read = [];
  for (const file of files) read.push(readDecisions(await readText(resolve(cwd, file)), file));
  const { entries, repeated, problems: contradictions } = onceEach(read.flatMap((each) => each.entries));
  const problems = [...read.flatMap((each) => each.problems), ...contradictions];
  const fresh: DecisionEntry[] = [];
  const others: DecisionEntry[] = [];
  for (const entry of entries) {
    const stored = await store.get(entry.key);
    if (stored === undefined) fresh.push(entry);
    else if (!isSame(stored.body, entry.decision)) others.push(entry);
  }
  if (!replace) problems.push(...others.map(decidedOtherwise));
  if (problems.length > 0) throw problemsError(problems, files);
  // Whoever is interrupted in between has the files still, and imports them again.
  await store.forget({ kind: 'person', keys: others.map(({ key }) => key) });
  const added = await store.putAll(
    [...fresh, ...others].map((entry) => ({ question: entry.question, answer: decisionAnswer(entry) })),
  );
  return {
    stored: added - others.length,
    alreadyThere: entries.length - added + repeated,
    replaced: others.length,
    open: read.reduce((sum, { open }) => sum + open, 0),
  };
}

const isSame = (one: Json, other: Json): boolean => canonicalJson(one) === canonicalJson(other);

/** Entries by key. A decision that stands twice is one; two different ones about the same are none. */
function onceEach(all: readonly DecisionEntry[]) {
  const byKey = new Map<string, DecisionEntry>();
  const problems: DecisionProblem[] = [];
  for (const entry of all) {
    const { file, line, key, decision } = entry;
    const earlier = byKey.get(key);
    if (earlier === undefined) byKey.set(key, entry);
    else if (!isSame(earlier.decision, decision))
      problems.push({
        file,
        line,
        problem: `decides otherwise than ${earlier.file}:${earlier.line} on the same question (key ${key.slice(0, 12)}); leave one of them out`,
      });
  }
  const entries = [...byKey.values()];
  return { entries, repeated: all.length - entries.length, problems };
}

const decidedOtherwise = ({ file, line, key }: DecisionEntry): DecisionProblem => ({
  file,
  line,
  problem: `is decided otherwise already (key ${key.slice(0, 12)}); --replace puts this decision in its place`,
});

/** Lines that are named one by one; the rest is counted. */
const shownProblems = 20;

function problemsError(problems: readonly DecisionProblem[], files: readonly string[]): FileError {
  const sorted = problems.toSorted(
    (a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line,
  );
  const [first, ...others] = sorted.slice(0, shownProblems);
  const rest = others.map(({ file, line, problem }) => `\n${file}:${line} ${problem}`);
  const more = sorted.length - shownProblems;
  if (more > 0) rest.push(`\nand ${more} more`);
  rest.push('\nnothing was taken in');
  return new FileError(first!.file, `${first!.problem}${rest.join('')}`, { line: first!.line });
}
