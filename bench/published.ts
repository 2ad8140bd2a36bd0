import fs from 'node:fs';
import { join } from 'node:path';
import type { Scenario } from '../src/core/scenario.ts';

/** Writes a scenario in the layout of published data, with these rows as its prompts: `published/<id>/` of a root. */
export function publish(
  root: string,
  { id, name, description, safety, behavioral }: Scenario,
  rows: unknown,
): void {
  const folder = join(root, 'published', id);
  fs.mkdirSync(folder, { recursive: true });
  const texts = (list: readonly { readonly text: string }[]) => list.map(({ text }) => text);
  const write = (file: string, value: unknown): void =>
    fs.writeFileSync(join(folder, file), JSON.stringify(value));
  write('scenario.json', { name, description });
  write('specifications.json', {
    safety_specifications: texts(safety),
    behavioral_specifications: texts(behavioral),
  });
  write('prompts.json', rows);
}
