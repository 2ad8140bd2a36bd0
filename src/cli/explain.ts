import { Command } from 'commander';
import type { Json } from '../core/json.ts';
import type { ExplainedRecord } from '../run/explain.ts';
import { type Io, outJson } from './io.ts';
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
        const shown = options.showPrompts ? records : records.map(hidden);
        if (options.json) outJson(io, shown);
        else io.out(`${shown.map((record) => text(record)).join('\n')}\n`);
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

/** Members of a note whose texts may quote a prompt. */
const telling = ['reason', 'text'];

/** A note without the texts that may quote a prompt; of the attempts at a variant, their number. */
function safeNote(note: Json): Json {
  if (note === null || typeof note !== 'object' || Array.isArray(note)) return '(hidden)';
  return Object.fromEntries(
    Object.entries(note).map(([key, value]) => {
      if (key === 'attempts' && Array.isArray(value)) return [key, value.length];
      return [key, telling.includes(key) ? '(hidden)' : value];
    }),
  );
}

/** `record` is there only where prompts are to be shown. */
function text(record: Omit<ExplainedRecord, 'record'> & { record?: ExplainedRecord['record'] }): string {
  const lines = [`${record.kind} ${record.id}  ${record.at}`];
  if (record.record?.kind === 'item') lines.push(`  prompt: ${record.record.prompt}`);
  else if (record.record?.kind === 'response') lines.push(`  answer: ${record.record.answer}`);
  else if (record.kind === 'item') lines.push('  prompt: (hidden; --show-prompts shows it)');
  for (const step of record.trail) {
    const into =
      step.into === undefined
        ? ''
        : ` into ${step.into.length === 1 ? step.into[0] : `${step.into.length} records`}`;
    const why = step.why === undefined ? '' : ` (${step.why})`;
    const note = step.note === undefined ? '' : `  ${JSON.stringify(step.note)}`;
    lines.push(
      `  ${step.stage}: ${step.kind}${why}${into}${note}${step.answers > 0 ? `  [${step.answers} ${step.answers === 1 ? 'answer' : 'answers'}]` : ''}`,
    );
  }
  return lines.join('\n');
}
