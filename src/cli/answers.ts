import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { Selection, Store, StoreStats } from '../answers/index.ts';
import { FileError, UsageError } from '../core/errors.ts';
import type { ChatBody, EmbedBody, Key, Question, QuestionKind } from '../core/question.ts';
import { EXIT } from './exit-status.ts';
import { type Io, outJson } from './io.ts';
import { collected, jsonOption, rootOption, showPromptsOption } from './options.ts';
import { type PendingRow, pendingText } from './pending-table.ts';
import { columns, counted } from './tables.ts';

interface Place {
  readonly root?: string;
  readonly store?: string;
  readonly json?: boolean;
}

interface Choice extends Place {
  readonly to?: string;
  readonly kind?: QuestionKind;
  readonly key?: readonly Key[];
}

/** `specloom answers` */
export function answersCommand(io: Io): Command {
  return new Command('answers')
    .summary('look after the stored answers: stats, export, import, forget, pending')
    .description(
      'Looks after the answer store: what was asked once is never asked, or paid for, again. By default it is ' +
        '.specloom/answers.sqlite under the project root.',
    )
    .addHelpText('after', example('answers stats', 'answers forget --to local/some-model'))
    .addCommand(statsCommand(io))
    .addCommand(exportCommand(io))
    .addCommand(importCommand(io))
    .addCommand(forgetCommand(io))
    .addCommand(pendingCommand(io));
}

function statsCommand(io: Io): Command {
  return command('stats', 'count answers by kind, addressee and answerer')
    .addHelpText('after', example('answers stats --json'))
    .action((options: Place) =>
      withStore(io, options, async (store) => {
        const stats = await store.stats();
        if (options.json) outJson(io, stats);
        else io.out(statsText(stats));
      }),
    );
}

function exportCommand(io: Io): Command {
  return selecting(command('export', 'write answers to a JSONL file, prompts included'))
    .argument('<file>', 'file to write; readable by you alone')
    .addHelpText('after', example('answers export answers.jsonl --to openai/gpt-4.1'))
    .action((file: string, options: Choice) =>
      withStore(io, options, async (store) => {
        const { exportLine } = await import('../answers/index.ts');
        const { writeLines } = await import('./lines.ts');
        const path = resolve(io.cwd, file);
        const answers = await writeLines(path, mapped(store.entries(selectionOf(options)), exportLine));
        if (options.json) outJson(io, { file: path, answers });
        else io.note(`${counted(answers, 'answer')} written to ${path}\n`);
      }),
    );
}

function importCommand(io: Io): Command {
  return command('import', 'take in answers: an export, or the output file of a batch')
    .argument('<files...>', 'JSONL files: exports, or batch outputs of the OpenAI API or vLLM')
    .addHelpText('after', example('answers import batch_output.jsonl'))
    .action((files: readonly string[], options: Place) =>
      withStore(
        io,
        options,
        async (store) => {
          const { importLines } = await import('../answers/index.ts');
          const { readBatchReply } = await import('../model/index.ts');
          const { readLines } = await import('./lines.ts');
          const reports = [];
          for (const file of files) {
            const path = resolve(io.cwd, file);
            const report = await importLines(store, readLines(path), readBatchReply);
            reports.push({ file: path, ...report });
            if (report.problems.length > 0) io.exit(EXIT.shortfall);
            for (const { line, problem, detail } of report.problems.slice(0, shownProblems))
              io.note(`${path}:${line} ${problem}: ${detail}\n`);
            const more = report.problems.length - shownProblems;
            if (more > 0) io.note(`${path} and ${counted(more, 'more line')} that could not be taken in\n`);
            io.note(
              `${path}: ${counted(report.stored, 'answer')} stored, ${report.alreadyThere} there already, ` +
                `${counted(report.problems.length, 'line')} not taken in\n`,
            );
            if (report.problems.some(({ problem }) => problem === 'unknown-question')) io.note(unknownHint);
          }
          if (options.json) outJson(io, reports);
        },
        { create: true },
      ),
    );
}

/** Lines of a file that are named one by one; the rest is counted. */
const shownProblems = 20;

const unknownHint =
  'Batch lines are matched to the questions that the last run left pending: run the pipeline with --collect again, then import again.\n';

function forgetCommand(io: Io): Command {
  return selecting(command('forget', 'remove answers, so that they are asked again'))
    .addHelpText('after', example('answers forget --to local/some-model --kind chat'))
    .action((options: Choice) =>
      withStore(io, options, async (store) => {
        const selection = selectionOf(options);
        if (Object.keys(selection).length === 0)
          throw new UsageError(
            'say which answers to forget: --to, --kind or --key (all given ones must fit)',
          );
        const forgotten = await store.forget(selection);
        if (options.json) outJson(io, { forgotten });
        else io.note(`${counted(forgotten, 'answer')} forgotten\n`);
      }),
    );
}

function pendingCommand(io: Io): Command {
  return command(
    'pending',
    'list the questions that the last run of each pipeline could not get an answer to',
  )
    .addOption(showPromptsOption())
    .addHelpText('after', example('answers pending'))
    .action((options: Place & { showPrompts?: boolean }) =>
      withStore(io, options, async (store) => {
        const rows: PendingRow[] = [];
        for await (const { key, question, reason, scope } of store.pendingQuestions()) {
          const { kind, to, draw } = question;
          const text = options.showPrompts ? { text: textOf(question) } : {};
          rows.push({
            key,
            pipeline: scope,
            kind,
            to,
            draw,
            reason,
            characters: textOf(question).length,
            ...text,
          });
        }
        if (options.json) return outJson(io, rows);
        io.out(pendingText(rows));
      }),
    );
}

function command(name: string, description: string): Command {
  return new Command(name)
    .description(`${description[0]!.toUpperCase()}${description.slice(1)}.`)
    .summary(description)
    .option('--store <file>', 'answer store (default: .specloom/answers.sqlite under the project root)')
    .addOption(rootOption())
    .addOption(jsonOption());
}

function selecting(base: Command): Command {
  return base
    .option('--to <addressee>', 'only answers of this provider/model')
    .addOption(
      new Option('--kind <kind>', 'only answers of this kind').choices(['chat', 'embed', 'reward', 'person']),
    )
    .option('--key <key>', 'only the answer with this key; may be repeated', collected);
}

function selectionOf({ to, kind, key }: Choice): Selection {
  return {
    ...(to !== undefined && { to }),
    ...(kind !== undefined && { kind }),
    ...(key !== undefined && { keys: key }),
  };
}

/** Opens the store, works on it, and closes it whatever happens. */
async function withStore(
  io: Io,
  { root, store: file }: Place,
  work: (store: Store) => Promise<void>,
  { create = false } = {},
): Promise<void> {
  const { rootOf, storePath } = await import('../files/project.ts');
  const path = file === undefined ? storePath(rootOf(io.cwd, root)) : resolve(io.cwd, file);
  if (!create && !existsSync(path))
    throw new FileError(path, 'does not exist; the first run makes it, --store names another one');
  const { openAnswers } = await import('../answers/index.ts');
  const store = openAnswers(path);
  try {
    await work(store);
  } finally {
    await store.close();
  }
}

function statsText({ answers, pending, rows }: StoreStats): string {
  const table = rows.map((row) => [
    row.kind,
    row.to,
    row.by,
    counted(row.answers, 'answer'),
    `${row.inputTokens} tokens in`,
    `${row.outputTokens} out`,
    ...(row.withoutUsage > 0 ? [`${row.withoutUsage} without token counts`] : []),
  ]);
  const reasons = Object.entries(pending).map(([reason, count]) => `${reason} ${count}`);
  return [
    counted(answers, 'answer'),
    ...(table.length > 0 ? [columns(table)] : []),
    ...(reasons.length > 0 ? [`pending: ${reasons.join(', ')}`] : []),
    '',
  ].join('\n');
}

function textOf({ kind, body }: Question): string {
  if (kind === 'embed') return (body as EmbedBody).text;
  if (kind === 'chat' || kind === 'reward')
    return (body as ChatBody).messages.map(({ content }) => content).join('\n\n');
  return JSON.stringify(body);
}

async function* mapped<T>(entries: AsyncIterable<T>, map: (entry: T) => string): AsyncGenerator<string> {
  for await (const entry of entries) yield map(entry);
}

function example(...lines: readonly string[]): string {
  return `\nExample:\n${lines.map((line) => `  specloom ${line}`).join('\n')}\n`;
}
