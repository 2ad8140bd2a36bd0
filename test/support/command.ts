import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { main } from '../../src/cli/program.ts';
import { builtSources } from './built-sources.ts';
import type { Project } from './project.ts';

/** What a command line left behind. */
export interface Finished {
  /** The exit status; null where a signal ended it. */
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process, as the shell would in the project's folder. */
export async function command(
  project: Project,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  let out = '';
  let err = '';
  let status = 0;
  await main(['node', 'specloom', ...argv], {
    cwd: project.root,
    env,
    live: false,
    out: (text) => {
      out += text;
    },
    note: (text) => {
      err += text;
    },
    exit: (code) => {
      status = code;
    },
  });
  return { status, signal: null, out, err };
}

/** A command line in a process of its own. */
export interface Running {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
}

/** Starts the command line from its source, in a process of its own. `preload` is a module of test/support that is loaded first. */
export function start(
  project: Project,
  argv: readonly string[],
  { env = {}, preload }: { env?: Readonly<Record<string, string>>; preload?: string } = {},
): Running {
  const built = builtSources();
  const imports = preload === undefined ? [] : ['--import', pathToFileURL(join(built, preload)).href];
  const child = spawn(process.execPath, [...imports, join(built, 'src/cli/main.js'), ...argv], {
    cwd: project.root,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const read = async (stream: NodeJS.ReadableStream): Promise<string> => {
    let text = '';
    for await (const chunk of stream) text += String(chunk);
    return text;
  };
  const streams = Promise.all([read(child.stdout), read(child.stderr)]);
  const finished = once(child, 'close').then(async ([status, signal]): Promise<Finished> => {
    const [out, err] = await streams;
    return { status, signal, out, err };
  });
  return { child, finished };
}

/** Runs the project's pipeline in a process of its own, to its end. */
export const runAlone = (project: Project, options: Parameters<typeof start>[2] = {}): Promise<Finished> =>
  start(project, ['run', project.pipeline, '--json'], options).finished;
