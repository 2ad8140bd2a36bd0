import { Command } from 'commander';
import { withoutUndefined } from '../core/without-undefined.ts';
import type { VerifyDocument } from '../run/verify.ts';
import { EXIT } from './exit-status.ts';
import { type Io, outJson } from './io.ts';
import { jsonOption, rootOption } from './options.ts';

interface Options {
  root?: string;
  replay: boolean;
  json?: boolean;
}

/** `specloom verify` */
export function verifyCommand(io: Io): Command {
  return new Command('verify')
    .summary('check that a dataset is what it says it is')
    .description(
      "Checks a dataset folder: its files' hashes, every line against its schema, counts and funnel against the items, ids and lineage, and that the stored answers give the same dataset again. Asks nothing and changes nothing.",
    )
    .argument('<dataset>', 'dataset folder, such as curated/quickstart')
    .option('--no-replay', 'do not build it once more from the stored answers')
    .addOption(jsonOption())
    .addOption(rootOption())
    .addHelpText(
      'after',
      `
Examples:
  specloom verify curated/quickstart
  specloom verify curated/quickstart --no-replay --json

Exit status: 0 all that was asked for is in order, 2 a check failed, 4 nothing failed, and it could not be built
once more here.
`,
    )
    .action(async (dataset: string, options: Options) => {
      const { verifyDataset } = await import('../run/verify.ts');
      const { root, replay } = options;
      const document = await verifyDataset(
        dataset,
        withoutUndefined({ cwd: io.cwd, env: io.env, root, replay }),
      );
      if (options.json) outJson(io, document);
      else io.out(text(document));
      io.exit(statusOf(document, replay));
    });
}

function text({ dataset, digest, checks }: VerifyDocument): string {
  const lines = checks.flatMap(({ name, state, problems, more }) => [
    `${name.padEnd(7)}  ${state}`,
    ...problems.map((problem) => `  ${problem}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ]);
  return `${lines.join('\n')}\n\ndataset ${dataset}\ndigest  ${digest}\n`;
}

/** A replay that was asked for and could not be done leaves something to do: run again where the answers are. */
function statusOf({ ok, checks }: VerifyDocument, replay: boolean): number {
  if (!ok) return EXIT.usage;
  const isOpen = replay && checks.some(({ name, state }) => name === 'replay' && state === 'skipped');
  return isOpen ? EXIT.resumable : EXIT.done;
}
