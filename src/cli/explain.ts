import { Command } from 'commander';
import type { Entity, Judgement, Response } from '../core/entity.ts';
import { groupBy } from '../core/group-by.ts';
import type { Json } from '../core/json.ts';
import type { ExplainedRecord } from '../run/explain.ts';
import { type Io, outJson } from './io.ts';
import { noteText } from './note-text.ts';
import { jsonOption, rootOption, showPromptsOption } from './options.ts';

/** `specloom explain` */
export function explainCommand(io: Io): Command {
  return new Command('explain')
    .summary('show where a record comes from and what became of it')
    .description('Shows the lineage of any record of a run, dropped ones included.')
    .argument('<id>', 'a record id, the beginning of one, or a place such as travel-notes#17')
    .option('--run <name>', 'name of the run (default: the only one, or the last one that ran)')
    .addOption(showPromptsOption())
    .addOption(jsonOption())
    .addOption(rootOption())
    .addHelpText('after', '\nExample:\n  specloom explain 3f2a9c --show-prompts\n')
    .action(
      async (id: string, options: { run?: string; root?: string; showPrompts?: boolean; json?: boolean }) => {
        const { findRun } = await import('../run/find-run.ts');
        const { explain } = await import('../run/explain.ts');
        const records = explain(findRun(io.cwd, options.root, options.run), id);
        const shown = options.showPrompts === true;
        if (options.json) outJson(io, shown ? records : records.map(hidden));
        else io.out(`${records.map((record) => text(record, shown)).join('\n')}\n`);
      },
    );
}

/** Notes may quote a prompt in a model's words, so they are hidden with it. */
function hidden(record: ExplainedRecord): Omit<ExplainedRecord, 'record'> {
  const { record: _, ...rest } = record;
  return {
    ...rest,
    trail: rest.trail.map((step) => ({
      ...step,
      ...(step.note === undefined ? {} : { note: safeNote(step.note) }),
    })),
  };
}

const hiddenText = '(hidden; --show-prompts shows it)';
const hiddenPart = '(hidden)';

/** Members of a note whose texts may quote a prompt. */
const telling = ['reason', 'text'];

/** A note without the texts that may quote a prompt; of the attempts at a variant, a summary. */
function safeNote(note: Json): Json {
  if (note === null || typeof note !== 'object' || Array.isArray(note)) return hiddenPart;
  const entries = Object.entries(note).map(([key, value]): [string, Json] => {
    if (key === 'attempts' && Array.isArray(value)) return [key, attemptsSummary(value)];
    return [key, telling.includes(key) ? hiddenPart : value];
  });
  return Object.fromEntries(entries);
}

/** How many attempts there were, why the others were rejected, and which one was chosen. */
function attemptsSummary(attempts: readonly Json[]): Json {
  const rejected: Record<string, number> = {};
  let chosen: Json = null;
  for (const attempt of attempts) {
    if (attempt === null || typeof attempt !== 'object' || !('result' in attempt)) continue;
    const { number = null, passed = null, reason, result, tactics = [] } = attempt;
    if (result === 'chosen') chosen = { number, passed, tactics };
    else if (typeof reason === 'string') rejected[reason] = (rejected[reason] ?? 0) + 1;
  }
  return { made: attempts.length, rejected, ...(chosen === null ? {} : { chosen }) };
}

function text(record: ExplainedRecord, shown: boolean): string {
  const lines = [
    `${record.kind} ${record.id}  ${placeOf(record)}`.trimEnd(),
    ...contentLines(record.record, shown),
  ];
  if (record.trail.length === 0) lines.push('  no stage of this run has taken it; --run names another run');
  for (const step of (shown ? record : hidden(record)).trail) {
    const into =
      step.into === undefined
        ? ''
        : ` into ${step.into.length === 1 ? step.into[0] : `${step.into.length} records (--json has their ids)`}`;
    const why = step.why === undefined ? '' : ` (${step.why})`;
    const words = step.inWords ?? (step.note === undefined ? undefined : noteText(step.note));
    const note = words === undefined ? '' : `  ${words}`;
    lines.push(
      `  ${step.stage}: ${step.kind}${why}${into}${note}${step.answers > 0 ? `  [${step.answers} ${step.answers === 1 ? 'answer' : 'answers'}]` : ''}`,
    );
  }
  return lines.join('\n');
}

/** Where a record comes from; of a response and a judgement, from whom. */
function placeOf({ record, at }: ExplainedRecord): string {
  if (record.kind === 'response') {
    const by = record.method === 'vanilla' ? '' : `, ${record.method}`;
    return `${record.subject}${by}, finish ${record.finish}`;
  }
  return record.kind === 'judgement' ? record.judge : at;
}

/** What the record says. Verdicts are no prompt text; prompts and answers are shown on request only. */
function contentLines(record: Entity, shown: boolean): string[] {
  const lines = (name: string, words: string): string => `  ${name}: ${shown ? words : hiddenText}`;
  if (record.kind === 'item') return [lines('prompt', record.prompt)];
  if (record.kind === 'response')
    return [...passesLine(record.steps), lines('answer', record.answer ?? '(none)')];
  if (record.kind === 'judgement') return [`  verdicts: ${verdictsText(record.verdicts)}`];
  return [];
}

/** The passes that an answer took, without their texts: `behavior 67, audit 60 (cut off), answer 45 tokens out`. */
function passesLine(steps: Response['steps']): readonly string[] {
  if (steps.length < 2) return [];
  const shown = steps.map(({ name, usage, cut, reward }) => {
    const rewarded = reward === undefined ? [] : [`reward ${reward === null ? 'unknown' : reward}`];
    const more = [...(cut === true ? ['cut off'] : []), ...rewarded];
    return `${name} ${usage?.outputTokens ?? 'unknown'}${more.length === 0 ? '' : ` (${more.join(', ')})`}`;
  });
  return [`  passes: ${shown.join(', ')} tokens out`];
}

/** The specs of each verdict: `YES s3; NO b11; NA s1 s2`. */
function verdictsText(verdicts: Judgement['verdicts']): string {
  const groups = groupBy(Object.entries(verdicts), ([, verdict]) => verdict);
  return [...groups]
    .map(([verdict, entries]) => `${verdict} ${entries.map(([spec]) => spec).join(' ')}`)
    .join('; ');
}
