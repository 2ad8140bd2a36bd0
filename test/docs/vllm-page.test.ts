import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parsePipeline } from '../../src/files/index.ts';
import { known, prepare } from '../../src/run/prepare.ts';
import { codeBlocks, pages, root } from './markdown.ts';

test('the pipeline file of the page on vLLM has all that its commands and doctor look for', async () => {
  const { text } = pages().find(({ path }) => path === join('docs', 'vllm.md'))!;
  const [block] = codeBlocks(text).filter(
    ({ language, lines }) => language === 'yaml' && lines.includes('name: methods'),
  );
  const pipeline = parsePipeline(block!.lines.join('\n'), 'docs/vllm.md', known());
  const { models, stages } = await prepare(pipeline, { cwd: root, env: {} }, 'plan');
  expect(stages.map(({ stage }) => stage.name)).toContain('respond');
  expect(models.map(({ role }) => role).toSorted()).toEqual(['judge', 'subject']);
});
