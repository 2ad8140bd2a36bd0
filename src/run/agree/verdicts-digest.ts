import { shortDigest } from '../../core/hash.ts';
import { type JsonObject, jsonObjectIn } from '../../core/json.ts';

/**
 * 16 hex digits of the responses and verdicts of an evaluation, and of how they were scored: what agreement rests on.
 * A report that is written anew changes none of it. Undefined where the description is none.
 *
 * @param description the text of evaluation.json
 */
export function verdictsDigest(description: string): string | undefined {
  const { files, stages } = (jsonObjectIn(description) ?? {}) as {
    files?: JsonObject;
    stages?: JsonObject[];
  };
  if (files === undefined || !Array.isArray(stages)) return undefined;
  const scoring = stages.find(({ name }) => name === 'score')?.options ?? null;
  return shortDigest([files['responses.jsonl'] ?? null, files['judgements.jsonl'] ?? null, scoring]);
}
