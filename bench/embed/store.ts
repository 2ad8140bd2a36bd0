import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAnswers } from '../../src/answers/index.ts';
import { canonicalJson } from '../../src/core/json.ts';
import { type Answer, keyOf, type Question } from '../../src/core/question.ts';
import { keyedRandom } from '../../src/core/random.ts';
import { bytesOfVector, vectorOfBytes } from '../../src/core/vector-bytes.ts';
import { printRates } from './rates.ts';

const count = 20_000;
const dimensions = 384;
/** As many as one request for vectors has texts. */
const batch = 128;

interface Entry {
  readonly question: Question;
  readonly answer: Answer;
}

/**
 * Vectors written to and read from the answer store, by way of their questions, against one flat file
 * that holds the same questions and vectors. Each once, into new files: a store is filled once.
 */
export async function benchStore(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'specloom-bench-'));
  try {
    const entries = makeEntries();
    const flat = flatFile(join(folder, 'flat'), entries);
    const stored = await store(join(folder, 'answers.sqlite'), entries);
    const size = `${count} vectors of ${dimensions} values`;
    for (const way of ['write', 'read'] as const)
      printRates(
        `answer store, ${way}: ${size}`,
        'vectors',
        { name: 'one flat file', perSecond: (count * 1000) / flat[way] },
        [{ name: 'answer store', perSecond: (count * 1000) / stored[way] }],
      );
    const [own, other] = [bytesOf(folder, 'answers.sqlite') / count, bytesOf(folder, 'flat') / count];
    process.stdout.write(
      `answer store, on disk: ${own.toFixed(0)} bytes a vector, ${(own / other).toFixed(2)} × one flat file; its values alone ${dimensions * 4}\n`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function makeEntries(): readonly Entry[] {
  const random = keyedRandom('bench', 'embed', 'store');
  return Array.from({ length: count }, (_, row): Entry => {
    const text = `How do I change booking ${row}, and what does it cost me to leave a day later?`;
    const vector = Float32Array.from({ length: dimensions }, () => random.float() - 0.5);
    return {
      question: { kind: 'embed', to: 'bench/model', body: { text }, draw: 'only' },
      answer: { body: null, vector, finish: 'stop', usage: null, by: 'bench/model', latencyMs: null },
    };
  });
}

/** Milliseconds to write and to read. */
interface Times {
  readonly write: number;
  readonly read: number;
}

async function store(path: string, entries: readonly Entry[]): Promise<Times> {
  const started = performance.now();
  const writer = openAnswers(path);
  for (let from = 0; from < count; from += batch) await writer.putAll(entries.slice(from, from + batch));
  await writer.close();
  const written = performance.now();
  const reader = openAnswers(path);
  const found = await reader.getMany(entries.map(({ question }) => keyOf(question)));
  await reader.close();
  const read = performance.now();
  if (found.size !== count) throw new Error(`expected ${count} vectors, the store gave ${found.size}`);
  return { write: written - started, read: read - written };
}

function flatFile(path: string, entries: readonly Entry[]): Times {
  const started = performance.now();
  const parts = entries.flatMap(({ question, answer }) => [
    Buffer.from(`${canonicalJson({ ...question })}\n`),
    bytesOfVector(answer.vector!),
  ]);
  writeFileSync(path, Buffer.concat(parts));
  const written = performance.now();
  const bytes = readFileSync(path);
  let at = 0;
  for (let row = 0; row < count; row += 1) {
    const end = bytes.indexOf(10, at) + 1;
    JSON.parse(bytes.toString('utf8', at, end));
    at = end + dimensions * 4;
    vectorOfBytes(bytes.subarray(end, at));
  }
  const read = performance.now();
  if (at !== bytes.length) throw new Error(`expected ${bytes.length} bytes, read ${at}`);
  return { write: written - started, read: read - written };
}

/** Of a file and of what a database keeps beside it. */
function bytesOf(folder: string, name: string): number {
  const own = readdirSync(folder).filter((file) => file.startsWith(name));
  return own.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
}
