import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { digest } from '../../src/core/hash.ts';

const repository = join(import.meta.dirname, '../..');

/** Built as they are, file by file: types are checked elsewhere. */
const compilerOptions: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  target: ts.ScriptTarget.ES2023,
  rewriteRelativeImportExtensions: true,
};

/** Builds that nobody has made for so long are of sources that are gone. */
const dayMs = 86_400_000;

/** Data that the sources read beside them. */
const data = [join('models', 'families.yaml'), join('models', 'recommended.yaml')];

let built: string | undefined;

/**
 * Turns src/ as it is now into JavaScript, once for each state of the sources, and returns the folder that
 * it is in. Processes that load it start in half the time of those that compile on the way, and tests
 * that start a hundred of them need that.
 */
export function builtSources(): string {
  built ??= build();
  return built;
}

function build(): string {
  const sources = readdirSync(join(repository, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join('src', path))
    .concat(join('test', 'support', 'kill-at-rename.ts'))
    .sort()
    .concat(data)
    .map((path) => [path, readFileSync(join(repository, path), 'utf8')] as const);
  const cache = join(repository, 'node_modules', '.cache', 'specloom-tests');
  const folder = join(cache, digest([ts.version, sources]).slice(0, 16));
  if (existsSync(folder)) return folder;
  const temporary = `${folder}.${process.pid}`;
  for (const [path, text] of sources) {
    const file = join(temporary, path.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(file), { recursive: true });
    const isSource = path.endsWith('.ts');
    writeFileSync(
      file,
      isSource ? ts.transpileModule(text, { compilerOptions, fileName: path }).outputText : text,
    );
  }
  writeFileSync(join(temporary, 'package.json'), '{ "type": "module" }\n');
  for (const other of readdirSync(cache))
    if (Date.now() - statSync(join(cache, other)).mtimeMs > dayMs)
      rmSync(join(cache, other), { recursive: true });
  try {
    renameSync(temporary, folder);
  } catch (error) {
    // Another test process was first, with the same sources.
    rmSync(temporary, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
