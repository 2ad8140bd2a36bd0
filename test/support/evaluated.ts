import { cpSync } from 'node:fs';
import type { Judgement, Response } from '../../src/core/entity.ts';
import type { EvaluationFacts } from '../../src/run/evaluation-folder.ts';
import type { ScoreSummary } from '../../src/stats/index.ts';
import { makeProject, type Project } from './project.ts';

/** A project of its own with all that another one has, its answers included. */
export function copyOf(project: Project): Project {
  const copy = makeProject();
  cpSync(project.root, copy.root, { recursive: true });
  return copy;
}

/** What stands in an evaluation folder. */
export interface EvaluationFiles {
  readonly description: EvaluationFacts;
  readonly responses: readonly Response[];
  readonly judgements: readonly Judgement[];
  readonly scores: {
    readonly dataset: object;
    readonly subject: string;
    readonly judge: string;
    readonly protocol: Readonly<Record<string, unknown>>;
    readonly summary: ScoreSummary;
  };
}

/** Reads an evaluation folder below `results/`. */
export function evaluationIn(project: Project, name: string): EvaluationFiles {
  const read = (file: string) => project.read(`results/${name}/${file}`);
  const rows = <T>(file: string) =>
    read(file)
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as T);
  return {
    description: JSON.parse(read('evaluation.json')),
    responses: rows<Response>('responses.jsonl'),
    judgements: rows<Judgement>('judgements.jsonl'),
    scores: JSON.parse(read('scores.json')),
  };
}
