import { resolve } from 'node:path';
import { PendingError } from '../../core/errors.ts';
import { type ModelWork, withModels } from '../ask-models.ts';
import { askedFacts } from '../progress.ts';
import { checkCall, type NewCall } from './call.ts';
import type { NewDocument } from './document.ts';
import { type Made, makeScenario } from './make.ts';
import { asksModels, chatRoles, type NewOptions } from './options.ts';
import { automaticChooser } from './person.ts';
import { pipelineText } from './pipeline-text.ts';
import { scenarioText } from './scenario-text.ts';
import { writeAll } from './write-files.ts';

export { placeFor } from './call.ts';

/** Candidates for each principle, and principles drafted from, where a call says nothing. */
export const DEFAULT_CANDIDATES = 3;
export const DEFAULT_PRINCIPLES = 10;

/**
 * Makes `specs/<id>.yaml` and `pipelines/<id>.yaml`: the pool of safety rules is screened for the scenario
 * and refined, behavioral specs are drafted from the basis documents, and seeds are added (SpecBench,
 * section 3.2). Without chat models, the nearest rules keep their wording, and what takes their place
 * elsewhere is marked as to be edited. Both files are written, or none.
 *
 * @throws UsageError, FileError, ConfigError for a call that cannot be done. An answer that is missing is no
 *   error: the document says `stopped`, and the same call goes on from there.
 */
export async function newScenario(id: string, options: NewOptions = {}): Promise<NewDocument> {
  const call = await checkCall(id, options);
  const work = workOf(call, options);
  const { value, tally, models } = await withModels(work, askingOf(options), async (ask) => {
    try {
      return await makeScenario(ask, call, {
        asksModel: asksModels(options),
        candidates: options.candidates ?? DEFAULT_CANDIDATES,
        principles: options.principles ?? DEFAULT_PRINCIPLES,
        chooser: options.chooser ?? automaticChooser,
      });
    } catch (error) {
      if (error instanceof PendingError) return error;
      throw error;
    }
  });
  const facts = { scenario: id, models, gaps: 0, ...askedFacts(tally) };
  if (value instanceof PendingError) {
    const pending = { reason: value.reason, detail: value.message };
    return { state: 'stopped', ...facts, files: null, made: null, lint: null, shortfalls: [], pending };
  }
  write(call, value);
  const { counts, lint, shortfalls } = value;
  return { state: 'done', ...facts, files: call.files, made: counts, lint, shortfalls, pending: null };
}

/** The models that a call asks, and under which name it is charged. */
export function workOf({ id, root }: Pick<NewCall, 'id' | 'root'>, options: NewOptions): ModelWork {
  return {
    root,
    scope: `new-${id}`,
    roles: asksModels(options) ? [...chatRoles, 'embedder'] : ['embedder'],
    models: { embedder: { model: options.embedder ?? 'hashing/default' } },
    ...(options.pipeline === undefined ? {} : { pipeline: options.pipeline }),
  };
}

function askingOf(options: NewOptions) {
  const {
    name,
    description,
    descriptionFile,
    basis,
    pool,
    embedder,
    candidates,
    principles,
    force,
    ...rest
  } = options;
  const { pipeline, chooser, ...asking } = rest;
  return asking;
}

function write({ root, files, facts }: NewCall, { parts }: Made): void {
  writeAll([
    { path: resolve(root, files.scenario), text: scenarioText(parts) },
    { path: resolve(root, files.pipeline), text: pipelineText(parts.id, facts) },
  ]);
}
