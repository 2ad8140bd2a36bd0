import { relative } from 'node:path';
import { Command } from 'commander';
import { withoutUndefined } from '../core/without-undefined.ts';
import { type Io, outJson } from './io.ts';
import { jsonOption, rootOption } from './options.ts';

/** `specloom report` */
export function reportCommand(io: Io): Command {
  return new Command('report')
    .summary('write the report of an evaluation: one HTML file')
    .description(
      'Writes the report of an evaluation folder anew. The file needs no network; prompts are hidden in it until asked for, and it holds them: handle it like the dataset.',
    )
    .argument('<evaluation>', 'evaluation folder, such as results/quickstart')
    .addOption(jsonOption())
    .addOption(rootOption())
    .addHelpText('after', '\nExample:\n  specloom report results/quickstart\n')
    .action(async (folder: string, options: { json?: boolean; root?: string }) => {
      const { report } = await import('../run/evaluate.ts');
      const path = await report(folder, { cwd: io.cwd, ...withoutUndefined({ root: options.root }) });
      if (options.json) outJson(io, { report: relative(io.cwd, path) });
      else io.out(`${relative(io.cwd, path)}\n`);
    });
}
