import { Command } from 'commander';
import { type Io, outJson } from './io.ts';
import { jsonOption, rootOption } from './options.ts';
import type { ExportReport } from './review-export.ts';
import type { ImportReport } from './review-import.ts';
import { counted } from './tables.ts';

interface ExportOptions {
  root?: string;
  out?: string;
  reviewer?: string;
  json?: boolean;
}

interface ImportOptions {
  root?: string;
  replace?: boolean;
  json?: boolean;
}

/** `specloom review` */
export function reviewCommand(io: Io): Command {
  return new Command('review')
    .summary('have people decide: export what is open, import their decisions')
    .description(
      'Moves the questions that stage `review` asks people out to a JSONL file, and their decisions in. A decision ' +
        'is an answer like any other: it is stored, and nobody is asked the same twice.',
    )
    .addHelpText(
      'after',
      '\nExample:\n  specloom review export pipelines/openai.yaml --out open.jsonl\n  specloom review import open.jsonl\n',
    )
    .addCommand(exportCommand(io))
    .addCommand(importCommand(io));
}

function exportCommand(io: Io): Command {
  return new Command('export')
    .summary('write the open questions to a JSONL file, prompts included')
    .description(
      'Writes the questions that the last run of a pipeline left open to people, prompts included.',
    )
    .argument('<pipeline>', 'pipeline file, or the name of a run')
    .option('--out <file>', 'file to write, readable by you alone (default: review-<pipeline>.jsonl)')
    .option('--reviewer <name>', 'only the questions to this reviewer')
    .addOption(jsonOption())
    .addOption(rootOption())
    .addHelpText(
      'after',
      '\nExample:\n  specloom review export pipelines/openai.yaml --reviewer anna --out anna.jsonl\n',
    )
    .action(async (pipeline: string, { root, out, reviewer, json }: ExportOptions) => {
      const { exportQuestions } = await import('./review-export.ts');
      const report = await exportQuestions({ cwd: io.cwd, root, pipeline, out, reviewer });
      if (json) outJson(io, report);
      else io.note(exportText(report, reviewer));
    });
}

function exportText(report: ExportReport, reviewer: string | undefined): string {
  const { pipeline, file, questions, reviewers, others, why } = report;
  if (why !== null) return `nothing is open for people in ${pipeline}: ${why}\n`;
  if (file === null)
    return `nothing is open for ${reviewer} in ${pipeline}; open for others: ${countsText(others)}\n`;
  return [
    `${counted(questions, 'open question')} written to ${file} (${countsText(reviewers)})`,
    'it holds prompts, and is readable by you alone',
    `fill in \`decision\` in each line, then: specloom review import ${file}`,
    '',
  ].join('\n');
}

function importCommand(io: Io): Command {
  return new Command('import')
    .summary('take in decisions: a filled-in export, or the decisions.jsonl of a dataset')
    .description(
      'Takes in the lines whose `decision` is filled in: a filled-in export, or the decisions.jsonl of a dataset. ' +
        'Where any line is wrong, nothing is taken in.',
    )
    .argument('<files...>', 'JSONL files')
    .option('--replace', 'put these decisions in the place of others that are stored')
    .addOption(jsonOption())
    .addOption(rootOption())
    .addHelpText('after', '\nExample:\n  specloom review import anna.jsonl ben.jsonl\n')
    .action(async (files: readonly string[], { root, replace, json }: ImportOptions) => {
      const { importDecisions } = await import('./review-import.ts');
      const { openAnswers } = await import('../answers/index.ts');
      const { rootOf, storePath } = await import('../files/project.ts');
      const store = openAnswers(storePath(rootOf(io.cwd, root)));
      try {
        const report = await importDecisions(store, files, { cwd: io.cwd, replace: replace ?? false });
        if (json) outJson(io, report);
        else io.note(importText(report));
      } finally {
        await store.close();
      }
    });
}

function importText({ stored, alreadyThere, replaced, open }: ImportReport): string {
  const lines = [
    `${counted(stored, 'decision')} stored, ${alreadyThere} there already, ${replaced} replaced, ${counted(open, 'line')} still open`,
  ];
  if (stored + replaced > 0) lines.push('run the pipeline again to go on with them');
  return `${lines.join('\n')}\n`;
}

const countsText = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([reviewer, count]) => `${reviewer} ${count}`)
    .join(', ');
