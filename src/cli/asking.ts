import type { Command } from 'commander';
import type { Range } from '../core/stage.ts';
import { withoutUndefined } from '../core/without-undefined.ts';
import type { AskingOptions } from '../run/asking-options.ts';
import type { PendingFacts } from '../run/run-document.ts';
import { dollarRange } from './dollars.ts';
import { EXIT } from './exit-status.ts';
import { type Io, outJson } from './io.ts';
import { dollars, jsonOption, rootOption } from './options.ts';
import { progressPrinter } from './progress.ts';
import { onSignals } from './signals.ts';

/** What all commands that ask models have in common on the command line. */
export interface AskingFlags {
  readonly budget?: number;
  readonly replay?: boolean;
  readonly collect?: string;
  readonly acceptGaps?: boolean;
  readonly events?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
  readonly root?: string;
}

/** Adds the options of a command that asks models. `what`: whose spending a budget counts, such as "this pipeline". */
export function askingOptions(command: Command, what: string): Command {
  return command
    .option('--budget <usd>', `most dollars to spend, earlier runs of ${what} included`, dollars)
    .option('--replay', 'ask nothing: only stored answers')
    .option('--collect <file>', 'ask nothing: write the pending questions as a batch file')
    .option('--accept-gaps', 'give up records that lack an answer, and say so in the result')
    .option('--events', 'progress as NDJSON on standard error')
    .option('--quiet', 'no progress')
    .addOption(jsonOption())
    .addOption(rootOption());
}

/** What a command that asked comes to: stopped and resumable, done with a shortfall, or done. */
interface Ended {
  readonly state: 'done' | 'stopped';
  readonly gaps: number;
  readonly shortfalls?: readonly unknown[];
  /** The headline scores where it came to any; without a SAR, no item could be scored. */
  readonly scores?: { readonly sar: number | null } | null;
  readonly evaluation?: { readonly sar: number | null } | null;
}

/** A command's work: what it is expected to cost, doing it, and how its result is said. */
export interface Asking<T extends Ended> {
  /** A call that says more of the expected cost, where there is one. */
  readonly plan?: string;
  expectedCost(): Promise<Range | null>;
  work(options: AskingOptions): Promise<T>;
  summary(document: T): string | Promise<string>;
  /** The exit status, where it is not that of what it ended as. */
  statusOf?(document: T): number;
}

/** Does work that asks models: says the cost first, draws progress, stops on signals, prints the result. */
export async function doAsking<T extends Ended>(
  io: Io,
  flags: AskingFlags,
  asking: Asking<T>,
): Promise<void> {
  const printer = progressPrinter(io, flags.events ? 'events' : flags.quiet || flags.json ? 'none' : 'text');
  const signals = onSignals(io, () => printer.stop());
  try {
    const asks = flags.replay !== true && flags.collect === undefined;
    if (asks && !flags.quiet && !flags.json && !flags.events)
      await noteExpectedCost(io, flags.budget, asking);
    const document = await asking.work({
      signal: signals.signal,
      onEvent: printer.onEvent,
      ...withoutUndefined({ budgetUsd: flags.budget, collect: flags.collect }),
      replay: flags.replay ?? false,
      acceptGaps: flags.acceptGaps ?? false,
    });
    printer.stop();
    if (flags.json) outJson(io, document);
    else io.out(await asking.summary(document));
    // A signal behind the last question has stopped nothing.
    const statusOf = asking.statusOf ?? statusOfEnded;
    io.exit((document.state === 'stopped' ? signals.exitStatus() : undefined) ?? statusOf(document));
  } finally {
    printer.stop();
    signals.dispose();
  }
}

/** The exit status of work that ended. */
export function statusOfEnded({ state, gaps, shortfalls = [], scores, evaluation }: Ended): number {
  if (state === 'stopped') return EXIT.resumable;
  const unscored = scores?.sar === null || evaluation?.sar === null;
  return shortfalls.length > 0 || gaps > 0 || unscored ? EXIT.shortfall : EXIT.done;
}

/** Says what the work is expected to cost before it spends anything; nothing where all models are free. */
async function noteExpectedCost<T extends Ended>(
  io: Io,
  budget: number | undefined,
  asking: Asking<T>,
): Promise<void> {
  let costUsd: Range | null;
  try {
    costUsd = await asking.expectedCost();
  } catch {
    // The work itself meets the same problem and reports it, or does without what only a forecast needs.
    return;
  }
  const more = asking.plan === undefined ? '' : ` (${asking.plan} says more)`;
  if (costUsd === null) io.note(`expected cost: unknown, a model has no known price${more}\n`);
  else if (costUsd[1] > 0) {
    const limit = budget === undefined ? '' : `; budget $${budget.toFixed(2)}, earlier runs included`;
    io.note(
      `expected cost: ${dollarRange(costUsd)} for the whole job, stored answers included${limit}${more}\n`,
    );
  }
}

/** What lacks an answer, why, and what to do. */
export function pendingLines(
  { stage, records, reasons, detail }: PendingFacts,
  collected: { readonly file: string } | null,
): string[] {
  const why = Object.entries(reasons).map(([reason, count]) => `${reason}: ${count}`);
  const lack = records === 1 ? '1 record lacks an answer' : `${records} records lack an answer`;
  const lines = [`stopped in ${stage}: ${lack} (${why.join(', ')})`, `  ${detail}`];
  if (collected !== null)
    lines.push(
      '  bring the answers in with: specloom answers import <file>',
      '  then collect again until nothing is missing, or run without --collect',
    );
  else if (reasons.budget !== undefined)
    lines.push('  raise --budget and run again to go on from here; what was answered is kept');
  else if (reasons.replay !== undefined)
    lines.push('  run again without --replay to have it asked; what was answered is kept');
  else if (reasons.person !== undefined)
    lines.push('  run the same command again once the decisions are in; what was answered is kept');
  else lines.push('  run the same command again to go on from here; what was answered is kept');
  return lines;
}

/** `asked 12, stored 3, faults 0, cost $0.0100` */
export function askedLine(document: {
  readonly asked: number;
  readonly stored: number;
  readonly faults: number;
  readonly costUsd: number | null;
}): string {
  const { asked, stored, faults, costUsd } = document;
  const cost = costUsd === null ? 'unknown (no price for a model)' : `$${costUsd.toFixed(4)}`;
  return `asked ${asked}, stored ${stored}, faults ${faults}, cost ${cost}`;
}

/** `collected 12 questions in pending.jsonl` */
export function collectedLine({
  questions,
  file,
}: {
  readonly questions: number;
  readonly file: string;
}): string {
  if (questions === 0) return 'collected nothing: no answer is missing';
  return `collected ${questions} ${questions === 1 ? 'question' : 'questions'} in ${file}`;
}
