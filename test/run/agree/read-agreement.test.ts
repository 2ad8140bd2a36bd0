import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAgreement } from '../../../src/run/agree/index.ts';
import { verdictsDigest } from '../../../src/run/agree/verdicts-digest.ts';

let results = '';
beforeEach(() => {
  results = mkdtempSync(join(tmpdir(), 'specloom-agreement-'));
});
afterEach(() => rmSync(results, { recursive: true, force: true }));

/** An evaluation as far as agreement looks at it. */
function evaluation(name: string, judgements: string): string {
  const described = JSON.stringify({ files: { 'judgements.jsonl': judgements }, stages: [] });
  mkdirSync(join(results, name), { recursive: true });
  writeFileSync(join(results, name, 'evaluation.json'), described);
  return verdictsDigest(described)!;
}

const unknown = { value: null, interval: null, p: null };
const people = (judge: string) => ({
  judge,
  annotators: ['anna'],
  responses: 1,
  verdicts: 2,
  kappa: unknown,
  alpha: unknown,
  alphaPeople: null,
  sarGap: { value: null, interval: null, responses: 1 },
});

test('what people say of the judges of a panel goes when the panel judged anew, and of no other judge', () => {
  const judges = ['local/a, local/b', 'local/a', 'local/b', 'local/c'];
  const evaluations = [
    { folder: 'panel', model: 'm', judge: 'local/a, local/b', verdicts: evaluation('panel', 'one') },
    { folder: 'alone', model: 'm', judge: 'local/b', verdicts: evaluation('alone', 'one') },
    { folder: 'other', model: 'm', judge: 'local/c', verdicts: evaluation('other', 'one') },
  ];
  const document = {
    specloom: '1.0.0',
    dataset: { name: 'small', version: '1', digest: '0'.repeat(64) },
    sample: { sample: 'x', seed: 0, drawn: 1 },
    evaluations,
    labels: { responses: 1, given: 1, blank: 0 },
    people: judges.map(people),
    annotators: [],
    confusions: [],
    corrected: [],
  };
  writeFileSync(join(results, 'agreement.json'), JSON.stringify(document));
  const known = () => readAgreement(results).people.map(({ judge }) => judge);
  expect(known()).toEqual(judges);
  evaluation('panel', 'two');
  expect(known()).toEqual(['local/b', 'local/c']);
});
