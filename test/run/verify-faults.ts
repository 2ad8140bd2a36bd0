import { rmSync } from 'node:fs';
import type { VerifyCheck } from '../../src/run/verify.ts';
import { type Copy, scenario } from './verify-support.ts';

/** Something wrong with a dataset, and how it is told. */
export interface Fault {
  readonly name: string;
  /** The checks that fail of it, all of them; the first one tells it. */
  readonly fails: readonly VerifyCheck['name'][];
  readonly says: RegExp;
  plant(copy: Copy): void;
}

const items = `${scenario}/items.jsonl`;

/** Faults of files, lines and the parts of dataset.json. */
export const fileFaults: readonly Fault[] = [
  {
    name: 'a byte of the data card was edited',
    fails: ['hashes'],
    says: /^README\.md: was changed/,
    plant: (copy) => copy.tamper('README.md', copy.read('README.md').replace('a', 'b')),
  },
  {
    name: 'a file is gone',
    fails: ['hashes', 'schema'],
    says: /^city-trips\/items\.jsonl: is missing/,
    plant: (copy) => rmSync(copy.path(items)),
  },
  {
    name: 'a file is there that does not belong to it',
    fails: ['hashes'],
    says: /^notes\.txt: does not belong/,
    plant: (copy) => copy.tamper('notes.txt', 'to do'),
  },
  {
    name: 'the digest is another',
    fails: ['hashes'],
    says: /^dataset\.json: has a `digest`/,
    plant: (copy) =>
      copy.tamper(
        'dataset.json',
        JSON.stringify({ ...(JSON.parse(copy.read('dataset.json')) as object), digest: '0'.repeat(64) }),
      ),
  },
  {
    name: 'a file is listed that no dataset has',
    fails: ['schema'],
    says: /^city-trips\/notes\.jsonl: no dataset has such a file/,
    plant: (copy) => copy.write(`${scenario}/notes.jsonl`, ''),
  },
  {
    name: 'a file that every dataset has is not even listed',
    fails: ['schema'],
    says: /^funnel\.json: is missing; every dataset has it/,
    plant(copy) {
      rmSync(copy.path('funnel.json'));
      copy.describe(({ files: { 'funnel.json': _, ...files }, ...rest }) => ({ ...rest, files }));
    },
  },
  {
    name: 'a line is cut off',
    fails: ['schema'],
    says: /^city-trips\/items\.jsonl:2: is not valid JSON$/,
    plant: (copy) =>
      copy.write(
        items,
        copy
          .read(items)
          .split('\n')
          .map((line, at) => (at === 1 ? line.slice(0, -9) : line))
          .join('\n'),
      ),
  },
  {
    name: 'the last line break is lost',
    fails: ['schema'],
    says: /^city-trips\/items\.jsonl: does not end in a line break/,
    plant: (copy) => copy.write(items, copy.read(items).trimEnd()),
  },
  {
    name: 'a field is unknown',
    fails: ['schema', 'lineage'],
    says: /^city-trips\/items\.jsonl:1: unknown key `lable`; did you mean `label`\?/,
    plant: (copy) => copy.edit('items', ([first, ...rest]) => [{ ...first, lable: 'safe' }, ...rest]),
  },
  {
    name: 'the name of a field is mistyped',
    fails: ['schema'],
    says: /^city-trips\/items\.jsonl:1: unknown key `promt`; did you mean `prompt`\?/,
    plant: (copy) =>
      copy.edit('items', ([first, ...rest]) => {
        const { prompt: promt, ...others } = first!;
        return [{ ...others, promt }, ...rest];
      }),
  },
  {
    name: 'a field is missing',
    fails: ['schema'],
    says: /^city-trips\/items\.jsonl:1: missing key `licence` in origin/,
    plant: (copy) =>
      copy.edit('items', ([first, ...rest]) => {
        const { licence: _, ...origin } = first!.origin;
        return [{ ...first, origin }, ...rest];
      }),
  },
  {
    name: 'a key stands twice in a line',
    fails: ['schema'],
    says: /^city-trips\/items\.jsonl:1: is not written as datasets are/,
    plant: (copy) => copy.replace(items, '{', '{"kind":"item",'),
  },
  {
    name: 'the key of an answer is none',
    fails: ['schema'],
    says: /^city-trips\/lineage\.jsonl:1: `chain\.\d\.answers\.0`.* must be 64 hex digits/,
    plant: (copy) => copy.replace(`${scenario}/lineage.jsonl`, /"answers":\["[0-9a-f]/, '"answers":["x'),
  },
  {
    name: 'the scenario file is broken',
    fails: ['schema'],
    says: /^city-trips\/scenario\.yaml:1:1 unknown key `titel`/,
    plant: (copy) =>
      copy.write(`${scenario}/scenario.yaml`, `titel: x\n${copy.read(`${scenario}/scenario.yaml`)}`),
  },
  {
    name: 'the pipeline file is broken',
    fails: ['schema'],
    says: /^pipeline\.yaml:\d+:\d+ unknown stage `balanse`/,
    plant: (copy) => copy.replace('pipeline.yaml', 'use: balance', 'use: balanse'),
  },
  {
    name: 'a line of decisions.jsonl is no decision',
    fails: ['schema'],
    says: /^decisions\.jsonl:1: missing key `reviewer`/,
    plant: (copy) => copy.write('decisions.jsonl', `{"decision":null,"key":"${'0'.repeat(64)}"}\n`),
  },
  {
    name: 'dataset.json has a field of nobody',
    fails: ['schema'],
    says: /^dataset\.json: unknown key `notes`/,
    plant: (copy) => copy.describe((description) => ({ ...description, notes: 'x' })),
  },
];
