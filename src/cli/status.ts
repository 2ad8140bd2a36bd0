import { Command } from 'commander';
import type { RunState } from '../run/run-folder.ts';
import { type Io, outJson } from './io.ts';
import { jsonOption, rootOption } from './options.ts';
import { columns, funnelTable } from './tables.ts';

/** `specloom status` */
export function statusCommand(io: Io): Command {
  return new Command('status')
    .summary('show the funnel of a run, with reasons')
    .description('Shows what became of every record of a run: the funnel, and why records left the line.')
    .argument('[run]', 'name of the run (default: the last one that ran)')
    .addOption(jsonOption())
    .addOption(rootOption())
    .addHelpText('after', '\nExample:\n  specloom status quickstart\n')
    .action(async (run: string | undefined, options: { root?: string; json?: boolean }) => {
      const { findRun } = await import('../run/find-run.ts');
      const { readRunState } = await import('../run/run-folder.ts');
      const state = readRunState(findRun(io.cwd, options.root, run));
      if (options.json) outJson(io, state);
      else io.out(text(state));
    });
}

function text(state: RunState): string {
  const reasons = state.funnel.flatMap((row) =>
    Object.entries(row.by).map(([reason, count]) => [`  ${row.stage}`, reason, String(count)]),
  );
  const lines = [
    `${state.pipeline}: ${state.state} (seed ${state.seed})`,
    '',
    state.funnel.length === 0 ? 'No stage has closed yet.' : funnelTable(state.funnel),
  ];
  if (reasons.length > 0) lines.push('', 'why records left the line', columns(reasons));
  if (state.pending !== undefined) {
    const why = Object.entries(state.pending.reasons).map(([reason, count]) => `${reason} ${count}`);
    lines.push(
      '',
      `stopped in ${state.pending.stage}: ${state.pending.records} records lack an answer (${why.join(', ')})`,
    );
    lines.push(`  ${state.pending.detail}`, `go on with: ${state.command}`);
  }
  if (state.state === 'killed') lines.push('', 'its process was killed', `go on with: ${state.command}`);
  if (state.error !== undefined) lines.push('', `ended by: ${state.error}`, `go on with: ${state.command}`);
  if (state.digest !== null) lines.push('', `dataset ${state.out}`, `digest  ${state.digest}`);
  return `${lines.join('\n')}\n`;
}
