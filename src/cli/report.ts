import fs from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { Command } from 'commander';
import { UsageError } from '../core/errors.ts';
import { withoutUndefined } from '../core/without-undefined.ts';
import { type Io, outJson } from './io.ts';
import { jsonOption, rootOption } from './options.ts';

interface Options {
  readonly json?: boolean;
  readonly root?: string;
  readonly out?: string;
}

/** `specloom report` */
export function reportCommand(io: Io): Command {
  return new Command('report')
    .summary('write the report of evaluations, or of how a dataset was curated and attacked: HTML files')
    .description(
      'Writes the report of an evaluation folder anew, or, of a folder of results, that of all evaluations in it side by side (comparison.html, as specloom compare does), or, of a dataset folder, the page of its curation (funnel, coverage, yields, sources, diversity, map and lengths) where a pipeline built it, and that of its attacks (acceptance, votes, effort, drift, tactics, diversity, held prompts) where it was attacked. Asks nothing. The files need no network. The report of an evaluation holds prompts, hidden until asked for: handle it like the dataset. The pages of a dataset hold none.',
    )
    .argument(
      '<folder>',
      'evaluation folder, such as results/quickstart/rehearsal-careful, folder of results, such as results/quickstart, or dataset folder, such as curated/quickstart',
    )
    .option(
      '--out <folder>',
      'folder of the pages (default: results/<name of the dataset folder>); for datasets',
    )
    .addOption(jsonOption())
    .addOption(rootOption())
    .addHelpText(
      'after',
      '\nExamples:\n  specloom report results/quickstart/rehearsal-careful\n  specloom report results/quickstart\n  specloom report curated/quickstart\n',
    )
    .action(async (folder: string, options: Options) => {
      const paths = (await written(io, folder, options)).map((path) => relative(io.cwd, path));
      if (options.json) outJson(io, { report: paths[0]!, ...(paths.length > 1 ? { pages: paths } : {}) });
      else for (const path of paths) io.out(`${path}\n`);
    });
}

/** The paths of what was written, at least one. */
async function written(io: Io, folder: string, { root, out }: Options): Promise<readonly string[]> {
  if (fs.existsSync(join(resolve(io.cwd, folder), 'dataset.json'))) {
    const { reportDataset } = await import('../run/attack-measures/dataset-pages.ts');
    const { curation, attack } = await reportDataset(folder, {
      cwd: io.cwd,
      ...withoutUndefined({ root, out }),
    });
    return [curation, attack].filter((path) => path !== null);
  }
  if (out !== undefined)
    throw new UsageError(
      `--out is for datasets: the report of an evaluation stands in its folder, ${folder}`,
    );
  const { reports } = await import('../run/report-evaluations.ts');
  return reports(folder, { cwd: io.cwd, ...withoutUndefined({ root }) });
}
