import { existsSync } from 'node:fs';
import { expect } from 'vitest';
import { command, type Finished } from './command.ts';
import type { Project } from './project.ts';

/** Runs a command line, and checks that it shows no prompt and no row of the project. */
export async function quietly(
  project: Project,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  const finished = await command(project, argv, env);
  expect(shownOf(project, finished)).toEqual([]);
  return finished;
}

/** Which prompts and rows of the last run a command has shown. */
export function shownOf(project: Project, { out, err }: Pick<Finished, 'out' | 'err'>): readonly string[] {
  if (!existsSync(project.path('.specloom', 'runs', 'small'))) return [];
  const shown = `${out}\n${err}`;
  return project.promptTexts().filter((text) => shown.includes(text) || shown.includes(asJson(text)));
}

const asJson = (text: string): string => JSON.stringify(text).slice(1, -1);
