import fs from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { z } from 'zod';
import type { EvaluationEffort } from '../core/effort.ts';
import type { Judgement, Response } from '../core/entity.ts';
import { FileError } from '../core/errors.ts';
import type { FunnelRow } from '../core/funnel.ts';
import { sha256 } from '../core/hash.ts';
import type { ModelKind } from '../core/reasoning.ts';
import { datasetDigest, hashesOf, readText, writeAtomically } from '../files/index.ts';
import { jsonLines } from './dataset-rows.ts';
import { evaluationSchema } from './evaluation-schema.ts';
import { parseRows } from './load-dataset.ts';
import type { SamplingSent } from './sampling-sent.ts';

/** The file that describes an evaluation folder. Written last: until then it says that the folder is not whole. */
export const DESCRIPTION = 'evaluation.json';
const RESPONSES = 'responses.jsonl';
const JUDGEMENTS = 'judgements.jsonl';

/** A stage that went into an evaluation. */
export interface StageUsed {
  readonly name: string;
  readonly version: string;
  readonly options: unknown;
}

/** What an evaluation is of, and how it was made. */
export interface EvaluationFacts {
  readonly dataset: {
    readonly name: string;
    readonly version: string;
    readonly digest: string;
    /** Relative to the evaluation folder. */
    readonly folder: string;
  };
  readonly specloom: string;
  readonly seed: number;
  /** Scenarios that were evaluated. */
  readonly scenarios: readonly string[];
  /** Full addressees by role. */
  readonly models: Readonly<Record<string, string>>;
  readonly stages: readonly StageUsed[];
  /** Whether answers of the rehearsal model went into responses or verdicts. */
  readonly rehearsal: boolean;
  readonly counts: { readonly items: number; readonly responses: number; readonly judgements: number };
  readonly funnel: readonly FunnelRow[];
  /** What asking took. Left out by versions that did not note it. */
  readonly effort?: EvaluationEffort;
  /** What the settings say of the subject; left out where they say nothing. */
  readonly kind?: ModelKind;
  /** What subject and judges were asked with, by role. Left out by versions that did not note it. */
  readonly sampling?: Readonly<Record<string, SamplingSent>>;
  /** What makes the votes of a judge differ, where each votes several times: see `ReportVotes`. */
  readonly votesBy?: 'sampling' | 'server';
}

/** An evaluation as far as it has come. `derived`: files that can be made again from the others, by name. */
export interface Evaluation {
  readonly facts: EvaluationFacts;
  readonly responses: readonly Response[];
  readonly judgements: readonly Judgement[] | undefined;
  readonly derived: Readonly<Record<string, string>>;
}

/** All files that an evaluation may have besides its description. */
export const evaluationFiles = [RESPONSES, JUDGEMENTS, 'scores.json', 'report.html'] as const;

/** The description of a folder that is being written: it names no file, so nothing in it can be taken for whole. */
const unfinished = { unfinished: true, files: {} };

/**
 * Writes an evaluation folder, file by file; what an earlier one left and this one lacks is removed.
 * The description is put in doubt first and comes last, so that a killed write is seen, and what it
 * left is known for what it is.
 */
export function writeEvaluation(
  folder: string,
  { facts, responses, judgements, derived }: Evaluation,
): string {
  const files = new Map<string, string>([
    [RESPONSES, jsonLines(responses)],
    ...(judgements === undefined ? [] : [[JUDGEMENTS, jsonLines(judgements)] as const]),
    ...Object.entries(derived),
  ]);
  writeAtomically(join(folder, DESCRIPTION), `${JSON.stringify(unfinished)}\n`);
  for (const name of evaluationFiles) if (!files.has(name)) fs.rmSync(join(folder, name), { force: true });
  for (const [name, text] of files) writeAtomically(join(folder, name), text);
  const hashes = hashesOf(files);
  const digest = datasetDigest(hashes);
  const description = { ...facts, digest, files: Object.fromEntries([...hashes].sort()) };
  writeAtomically(join(folder, DESCRIPTION), `${JSON.stringify(description, null, 2)}\n`);
  return digest;
}

/**
 * Reads an evaluation folder.
 *
 * @throws FileError where it is none, was not written to its end, or where responses, judgements or
 *   scores were changed since they were written.
 */
export async function readEvaluation(folder: string): Promise<Evaluation> {
  const { files, digest: _, ...facts } = await readDescribed(folder);
  const checked = async (name: string): Promise<string> => {
    const file = join(folder, name);
    const text = await readText(file);
    if (sha256(text) !== files[name])
      throw new FileError(
        file,
        `was changed since it was written; its SHA-256 is not the one in ${DESCRIPTION}`,
      );
    return text;
  };
  const responses = parseRows<Response>(await checked(RESPONSES), join(folder, RESPONSES));
  if (files[JUDGEMENTS] === undefined) return { facts, responses, judgements: undefined, derived: {} };
  const judgements = parseRows<Judgement>(await checked(JUDGEMENTS), join(folder, JUDGEMENTS));
  const derived: Record<string, string> = {};
  if (files['scores.json'] !== undefined) derived['scores.json'] = await checked('scores.json');
  return { facts, responses, judgements, derived };
}

/** What evaluation.json says: the facts, and the SHA-256 of each file by name, with a digest over all. */
type EvaluationDescription = EvaluationFacts & {
  readonly digest: string;
  readonly files: Readonly<Record<string, string>>;
};

const schema: z.ZodType<EvaluationDescription> = evaluationSchema;

async function readDescribed(folder: string): Promise<EvaluationDescription> {
  const path = join(folder, DESCRIPTION);
  if (!fs.existsSync(path))
    throw new FileError(
      folder,
      `is no evaluation folder: it has no ${DESCRIPTION}; make one with specloom evaluate or specloom respond`,
    );
  const described = parsed(await readText(path), path);
  if ('unfinished' in described)
    throw new FileError(folder, 'was not written to its end; run the command that wrote it again');
  const refuse = (why: string): never => {
    throw new FileError(path, `does not describe an evaluation: ${why}; evaluate again`);
  };
  const [issue] = schema.safeParse(described).error?.issues ?? [];
  if (issue !== undefined) refuse([issue.path.join('.'), issue.message].filter(Boolean).join(': '));
  const { files, digest } = described as EvaluationDescription;
  if (digest !== datasetDigest(new Map(Object.entries(files)))) refuse('`digest` is not that of its `files`');
  // As it was read: what is written from it once more keeps its order.
  return described as EvaluationDescription;
}

function parsed(text: string, path: string): object {
  try {
    return Object(JSON.parse(text));
  } catch (cause) {
    throw new FileError(path, 'is not valid JSON; evaluate again', { cause });
  }
}

/** Where the dataset of an evaluation is. */
export const datasetOf = (folder: string, { dataset }: EvaluationFacts): string =>
  resolve(folder, dataset.folder);

/** The path from an evaluation folder to its dataset, as its description says it. */
export const pathTo = (folder: string, dataset: string): string =>
  relative(folder, dataset).split('\\').join('/');
