import { Command, CommanderError } from 'commander';
import { SpecloomError } from '../core/errors.ts';
import { version } from '../core/version.ts';
import { agreeCommand } from './agree.ts';
import { answersCommand } from './answers.ts';
import { attackCommand } from './attack.ts';
import { dedupCommand } from './dedup/dedup.ts';
import { diffCommand } from './diff.ts';
import { doctorCommand } from './doctor.ts';
import { compareCommand } from './evaluate/compare.ts';
import { evaluateCommand } from './evaluate/evaluate.ts';
import { judgeCommand } from './evaluate/judge.ts';
import { respondCommand } from './evaluate/respond.ts';
import { scoreCommand } from './evaluate/score.ts';
import { EXIT, statusOf } from './exit-status.ts';
import { explainCommand } from './explain.ts';
import { exportCommand } from './export.ts';
import { extendCommand } from './extend.ts';
import { importCommand } from './import.ts';
import type { Io } from './io.ts';
import { lintCommand } from './lint.ts';
import { newCommand } from './new.ts';
import { planCommand } from './plan.ts';
import { rawCommand } from './raw.ts';
import { rehearseCommand } from './rehearse.ts';
import { reportCommand } from './report.ts';
import { reviewCommand } from './review.ts';
import { runCommand } from './run.ts';
import { statusCommand } from './status.ts';
import { tacticsCommand } from './tactics.ts';
import { verifyCommand } from './verify.ts';

/** Commands by the heading they stand under in `--help`. */
const groups: Readonly<Record<string, readonly ((io: Io) => Command)[]>> = {
  'Build:': [newCommand, lintCommand, runCommand, extendCommand, planCommand, rawCommand],
  'Attack:': [attackCommand, tacticsCommand],
  'Evaluate:': [
    evaluateCommand,
    respondCommand,
    judgeCommand,
    scoreCommand,
    compareCommand,
    agreeCommand,
    reportCommand,
  ],
  'Review:': [reviewCommand],
  'Inspect:': [statusCommand, explainCommand, diffCommand, verifyCommand, doctorCommand],
  'Data:': [dedupCommand, importCommand, exportCommand, answersCommand, rehearseCommand],
};

/** The whole command line. Modules that cost time are loaded by the actions that need them. */
export function program(io: Io): Command {
  const root = new Command('specloom')
    .description(
      'Weaves scenario specifications into benchmarks that test whether language models keep to the rules.',
    )
    .version(version)
    .configureHelp({ showGlobalOptions: true })
    // An option belongs to the command that it stands behind, where a command and one below it share a name.
    .enablePositionalOptions()
    .addHelpText('after', helpTail);
  for (const [heading, commands] of Object.entries(groups))
    for (const make of commands) root.addCommand(make(io).helpGroup(heading));
  configure(root, io);
  return root;
}

const helpTail = `
Example:
  specloom run pipelines/quickstart.yaml     builds a dataset on the embedded rehearsal model: no key, no network

Exit status: 0 done, 1 bug, 2 usage, file or configuration, 3 done with a shortfall, 4 stopped and resumable,
5 refused by policy, 130/143 stopped by a signal.
`;

/** Runs one command line. Every error becomes one readable message and an exit status. */
export async function main(argv: readonly string[], io: Io): Promise<void> {
  try {
    await program(io).parseAsync([...argv]);
  } catch (error) {
    if (error instanceof CommanderError) io.exit(error.exitCode === 0 ? EXIT.done : EXIT.usage);
    else {
      io.note(describe(error, io.env.SPECLOOM_DEBUG !== undefined));
      io.exit(statusOf(error));
    }
  }
}

function configure(command: Command, io: Io): void {
  command.exitOverride().configureOutput({ writeOut: io.out, writeErr: io.note });
  for (const sub of command.commands) configure(sub, io);
}

/** Texts of foreign errors may quote a prompt: they are shown with SPECLOOM_DEBUG only, their places always. */
function describe(error: unknown, debug: boolean): string {
  const ours = error instanceof SpecloomError;
  if (ours && error.code !== 'internal') return `error: ${debug ? error.stack : error.message}\n`;
  const culprit = ours && error.cause instanceof Error ? error.cause : error;
  const frames =
    culprit instanceof Error ? (culprit.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  const name = culprit instanceof Error ? culprit.name : typeof culprit;
  const lines = [`error: ${ours ? error.message : name}`];
  if (debug && culprit instanceof Error) lines.push(culprit.message);
  lines.push(...frames.slice(0, 12));
  lines.push(
    'This is a bug, in Specloom or in a stage of your own; SPECLOOM_DEBUG=1 shows the whole message, which may hold a prompt.',
  );
  lines.push('Running the same command again is safe: stored answers are kept.');
  return `${lines.join('\n')}\n`;
}
