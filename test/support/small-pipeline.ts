import { keyVariable } from './model-server.ts';

/** What a test may say about the small pipeline. */
export interface SmallPipeline {
  readonly name?: string;
  readonly seed?: number;
  /** An OpenAI-compatible server that all chat roles ask; the rehearsal model in the process where not set. */
  readonly baseUrl?: string;
  /** Further members of that server's provider entry, as YAML lines. */
  readonly provider?: readonly string[];
  /** The embedder's model; the hashing embedder in the process where not set. */
  readonly embedder?: string;
  readonly unsafe?: Readonly<Record<string, number>>;
  readonly safe?: Readonly<Record<string, number>>;
  /** Further top-level members, as YAML lines. */
  readonly more?: readonly string[];
}

/** A pipeline of the whole line, from raw rows to scores, over `specs/city-trips.yaml` and two small files. */
export function smallPipeline(options: SmallPipeline = {}): string {
  const {
    name = 'small',
    seed = 4,
    embedder = 'hashing/default',
    baseUrl,
    provider = [],
    more = [],
  } = options;
  const { unsafe = { generated: 12, notes: 4 }, safe = { generated: 6, questions: 4 } } = options;
  const model = baseUrl === undefined ? 'rehearsal/default' : 'local/default';
  const providers =
    baseUrl === undefined
      ? []
      : [
          'providers:',
          '  local:',
          '    type: openai',
          `    baseUrl: ${baseUrl}`,
          `    keyFrom: ${keyVariable}`,
          ...provider.map((line) => `    ${line}`),
        ];
  return `name: ${name}
seed: ${seed}
${[...providers, ...more].join('\n')}
models:
  generator: ${model}
  rewriter: ${model}
  relevance: ${model}
  attacker: ${model}
  verifier: ${model}
  subject: ${model}
  judge: ${model}
  embedder: ${embedder}
sources:
  notes:
    file: raw/notes.csv
    licence: CC0-1.0
    form: statements
    map: { id: id, prompt: text, label: { column: label, safe: [safe], unsafe: [unsafe] } }
  questions:
    file: raw/questions.jsonl
    licence: CC0-1.0
    form: questions
    map: { id: id, prompt: question, answer: answer }
scenarios:
  city-trips:
    unsafe: ${JSON.stringify(unsafe)}
    safe: ${JSON.stringify(safe)}
stages:
  - ingest
  - use: synthesize
    overGenerate: 4
    batch: 8
    safeBatch: 12
    seeds: 2
  - rewrite
  - relevance
  - use: dedup
    keep: 50%
  - use: balance
    reserve: 0.5
  - use: review
    what: prompts
    unreviewed: allow
  - use: attack
    batches: [2, 4]
  - use: review
    what: variants
    unreviewed: allow
  - export
  - respond
  - judge
  - score
`;
}
