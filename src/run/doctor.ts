import fs from 'node:fs';
import { join } from 'node:path';
import { openAnswers } from '../answers/index.ts';
import { findRoot } from '../files/index.ts';
import { type PrepareOptions, prepare } from './prepare.ts';

/** One check and what came of it. */
export interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** Node releases before this one lack what Specloom uses. */
const LEAST_NODE = [20, 18] as const;
const LEAST_DISK_MB = 200;
const PROBE_MS = 10_000;

/** Checks that a run could start: node, project, disk, store; with a pipeline file, its providers and embedder. */
export async function examine(
  options: Pick<PrepareOptions, 'cwd' | 'env' | 'root'> & { readonly pipeline?: string },
): Promise<readonly Finding[]> {
  const findings: Finding[] = [nodeFinding()];
  const check = async (name: string, work: () => Promise<string> | string): Promise<boolean> => {
    try {
      findings.push({ check: name, ok: true, detail: await work() });
      return true;
    } catch (error) {
      findings.push({
        check: name,
        ok: false,
        detail: error instanceof Error ? error.message : String(error),
      });
      return false;
    }
  };
  let root = options.root ?? '';
  const hasRoot = await check('project', () => {
    root = options.root ?? findRoot(options.cwd ?? process.cwd());
    return root;
  });
  if (!hasRoot) return findings;
  await check('disk', () => diskDetail(root));
  await check('store', () => storeDetail(root));
  if (options.pipeline !== undefined) await examinePipeline(options.pipeline, options, findings, check);
  return findings;
}

async function examinePipeline(
  pipeline: string,
  options: PrepareOptions,
  findings: Finding[],
  check: (name: string, work: () => Promise<string> | string) => Promise<boolean>,
): Promise<void> {
  let models: Awaited<ReturnType<typeof prepare>>['models'] = [];
  await check('pipeline', async () => {
    const prepared = await prepare(pipeline, options, 'ask');
    models = prepared.models;
    return `${prepared.stages.length} stages, ${prepared.scenarios.length} scenarios, ${prepared.quotas.length} quotas`;
  });
  const providers = new Set(
    models.flatMap(({ source }) => (source.kind === 'provider' ? [source.provider] : [])),
  );
  for (const provider of providers)
    for (const { server, ok, detail } of await provider.probe(AbortSignal.timeout(PROBE_MS)))
      findings.push({ check: `provider ${provider.name} (${server})`, ok, detail });
  for (const { role, source } of models)
    if (source.kind === 'embedder')
      await check(`embedder ${role}`, async () => {
        await source.embedder.embed(['a short text']);
        return `${source.embedder.id}, ${source.embedder.dimensions} dimensions`;
      });
}

function nodeFinding(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const ok = major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1]);
  return {
    check: 'node',
    ok,
    detail: `${process.versions.node} (at least ${LEAST_NODE.join('.')} is needed)`,
  };
}

function diskDetail(root: string): string {
  const { bavail, bsize } = fs.statfsSync(root);
  const freeMb = Math.floor((bavail * bsize) / 1_000_000);
  if (freeMb < LEAST_DISK_MB) throw new Error(`${freeMb} MB free; at least ${LEAST_DISK_MB} MB are needed`);
  return `${freeMb} MB free`;
}

async function storeDetail(root: string): Promise<string> {
  const path = join(root, '.specloom', 'answers.sqlite');
  if (!fs.existsSync(path)) return `${path} does not exist yet; the first run makes it`;
  const store = await openAnswers(path);
  try {
    const { answers } = await store.stats();
    return `${answers} answers in ${path}`;
  } finally {
    await store.close();
  }
}
