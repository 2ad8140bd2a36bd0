import fs from 'node:fs';
import { openAnswers } from '../answers/index.ts';
import type { Provider, SignOfLife } from '../core/provider.ts';
import { rootOf, storePath } from '../files/index.ts';
import { type ResolvedModel, resolveModels } from './open-models.ts';
import { known, type Prepared, type PrepareOptions, prepare } from './prepare.ts';

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
  options: Pick<PrepareOptions, 'cwd' | 'env' | 'root' | 'models'> & { readonly pipeline?: string },
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
  let root = '';
  const hasRoot = await check('project', () => {
    root = rootOf(options.cwd ?? process.cwd(), options.root);
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
  let models: readonly ResolvedModel[] = [];
  await check('pipeline', async () => {
    const prepared = await prepare(pipeline, options, 'ask');
    models = [...prepared.models, ...(await rewardModelNamed(prepared, options))];
    return `${prepared.stages.length} stages, ${prepared.scenarios.length} scenarios, ${prepared.quotas.length} quotas`;
  });
  const used = new Map<Provider, string[]>();
  for (const { source, model } of models)
    if (source.kind === 'provider') used.set(source.provider, [...(used.get(source.provider) ?? []), model]);
  for (const [provider, wanted] of used)
    for (const sign of await provider.probe(AbortSignal.timeout(PROBE_MS)))
      findings.push(providerFinding(provider, [...new Set(wanted)], sign));
  for (const { role, source } of models)
    if (source.kind === 'embedder')
      await check(role === 'embedder' ? role : `embedder ${role}`, async () => {
        await source.embedder.embed(['a short text']);
        return `${source.embedder.id}, ${source.embedder.dimensions} dimensions`;
      });
}

/** The reward model that a file names, where its own method has none: a method of the command line may ask it. */
async function rewardModelNamed(
  { pipeline, models, root }: Prepared,
  options: PrepareOptions,
): Promise<readonly ResolvedModel[]> {
  if (pipeline.models.reward === undefined || models.some(({ role }) => role === 'reward')) return [];
  const opened = models.flatMap(({ source }) =>
    source.kind === 'provider' ? [[source.provider.name, source.provider] as const] : [],
  );
  return resolveModels({
    models: pipeline.models,
    providers: pipeline.providers,
    kinds: known(options).providers,
    given: new Map([...opened, ...(options.providers ?? [])]),
    roles: ['reward'],
    root,
    mode: 'ask',
    surroundings: { env: options.env ?? process.env, offline: false, root, tasks: [] },
  });
}

/** A server that lists its models and has not the wanted one would refuse every question. */
function providerFinding(provider: Provider, wanted: readonly string[], sign: SignOfLife): Finding {
  const check = `provider ${provider.name} (${sign.server})`;
  const { models } = sign;
  const missing = models === undefined ? [] : wanted.filter((model) => !models.includes(model));
  if (missing.length === 0) return { check, ok: sign.ok, detail: sign.detail };
  const has = models!.slice(0, 8).join(', ');
  return { check, ok: false, detail: `has no model ${missing.join(', ')}; it lists ${has || 'none'}` };
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
  const path = storePath(root);
  if (!fs.existsSync(path)) return `${path} does not exist yet; the first run makes it`;
  const store = await openAnswers(path);
  try {
    const { answers } = await store.stats();
    return `${answers} answers in ${path}`;
  } finally {
    await store.close();
  }
}
