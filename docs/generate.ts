/** `npm run generate`: writes everything in the documentation that is made from the code. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  pipelineJsonSchema,
  poolJsonSchema,
  scenarioJsonSchema,
  sourcesJsonSchema,
  tacticsJsonSchema,
} from '../src/files/index.ts';
import { known } from '../src/run/prepare.ts';
import { replaceBlock } from './tools/blocks.ts';
import { cliReference } from './tools/cli-reference.ts';
import { lintRuleTable } from './tools/lint-table.ts';
import { priceTableText, providerOptionTables, stageOptionTables } from './tools/option-tables.ts';
import { pageScriptModule } from './tools/page-script.ts';
import { quickstartOutput } from './tools/quickstart-output.ts';

const root = resolve(import.meta.dirname, '..');

/** Files that are generated as a whole, by path from the project root. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['specs/scenario.schema.json', scenarioJsonSchema()],
    ['specs/pool.schema.json', poolJsonSchema()],
    ['pipelines/pipeline.schema.json', pipelineJsonSchema(known())],
    ['raw/sources.schema.json', sourcesJsonSchema()],
    ['tactics/tactics.schema.json', tacticsJsonSchema()],
    ['docs/cli.md', cliReference()],
    ['src/report/page-script.ts', pageScriptModule(root)],
  ]);
}

/** Files with generated blocks, as they are to be: what stands between `<!-- generated: name -->` and `<!-- end -->`. */
export async function filesWithBlocks(): Promise<ReadonlyMap<string, string>> {
  const { stages, providers } = known();
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');
  const pipelineFiles = [
    ['stage-options', stageOptionTables([...stages.values()])],
    ['provider-options', providerOptionTables([...providers.values()])],
    ['prices', priceTableText()],
  ].reduce((text, [name, block]) => replaceBlock(text, name!, block!), read('docs/pipeline-files.md'));
  const { run, verify } = await quickstartOutput(root);
  return new Map([
    ['docs/pipeline-files.md', pipelineFiles],
    ['README.md', replaceBlock(read('README.md'), 'quickstart', run)],
    ['docs/lint.md', replaceBlock(read('docs/lint.md'), 'lint-rules', lintRuleTable())],
    ['docs/verify.md', replaceBlock(read('docs/verify.md'), 'verify', verify)],
  ]);
}

async function main(): Promise<void> {
  for (const [path, text] of [...generatedFiles(), ...(await filesWithBlocks())]) {
    writeFileSync(join(root, path), text);
    process.stdout.write(`${path}\n`);
  }
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === import.meta.filename) await main();
