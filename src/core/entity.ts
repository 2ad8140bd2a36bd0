import { shortDigest } from './hash.ts';
import type { Json, JsonObject } from './json.ts';
import type { Finish, Usage } from './question.ts';

/** 16 hex digits: SHA-256 over what the record was born with. An edit makes a new record. */
export type Id = string;

export type Label = 'safe' | 'unsafe';
export type Verdict = 'YES' | 'NO' | 'NA' | 'unscored';

/** Set by the runner alone. */
export interface Born {
  readonly id: Id;
  readonly parents: readonly Id[];
  /** Whether an answer that this record was made from came from the rehearsal model. */
  readonly rehearsal: boolean;
}

/** A raw row (`at` = 'xstest#17') or a cell to synthesize for (`at` = 'travel/unsafe/s3'). */
export interface Lead extends Born {
  readonly kind: 'lead';
  readonly at: string;
  readonly fields: RowFields | CellFields;
}

/** A row of an external file: those of its cells that its source is read by. */
export type RowFields = {
  readonly scenario: string;
  readonly source: string;
  /** Labels that the pipeline has a quota for, for this scenario and source. */
  readonly wanted: readonly Label[];
  /** Its line in the file, counted from 1; in Parquet, its number. */
  readonly line: number;
  /** Its cells, under the paths that name them. Without `row` and `problem` it is beyond the source's limit. */
  readonly row?: JsonObject;
  /** What is wrong with a row that could not be read. */
  readonly problem?: string;
};

/** A cell to synthesize for: one spec of a scenario, or its safe prompts as a whole. */
export type CellFields = {
  readonly scenario: string;
  readonly source: 'generated';
  readonly label: Label;
  readonly spec?: string;
};

export type RowLead = Lead & { readonly fields: RowFields };
export type CellLead = Lead & { readonly fields: CellFields };

export const isRow = (record: Entity): record is RowLead =>
  record.kind === 'lead' && 'wanted' in record.fields;
export const isCell = (record: Entity): record is CellLead =>
  record.kind === 'lead' && !('wanted' in record.fields);

/** Where a prompt comes from. */
export interface Origin {
  readonly how: 'raw' | 'synthesized' | 'written' | 'imported';
  readonly source: string;
  readonly at: string;
  readonly licence: string;
  readonly url?: string;
}

/** One check of a variant: its name, whether it passed, and a measure where it has one. */
export type Check = { readonly name: string; readonly passed: boolean; readonly value?: number };

/** An attacked prompt. `native`: the source was adversarial already. */
export interface Variant {
  readonly id: Id;
  readonly text: string;
  readonly purpose: 'attack' | 'control' | 'native';
  readonly generation: number;
  readonly tactics: readonly string[];
  readonly checks: readonly Check[];
}

/** One prompt of a scenario. */
export interface Item extends Born {
  readonly kind: 'item';
  readonly scenario: string;
  readonly label: Label;
  readonly prompt: string;
  /** The reference answer, where the source has one. */
  readonly answer?: string | null;
  /** Ids of the specs it was made to test. */
  readonly specs: readonly string[];
  readonly origin: Origin;
  readonly variant?: Variant;
  readonly extra?: Readonly<Record<string, Json>>;
}

/** A pass of a deliberation method: one question to the subject, and what came back. */
export type Step = {
  /** Unique in its response: `safety`, `answer-3`, `feedback-1`. */
  readonly name: string;
  /** What was put into the subject's mouth before it went on; left out where nothing was. */
  readonly inserted?: string;
  /** What it said; empty where it said nothing. */
  readonly text: string;
  /** Reasoning that was set apart from that. */
  readonly reasoning?: string;
  /** Whether it was cut off at its limit of tokens. */
  readonly cut?: true;
  /** What a reward model gave the text; null where it gave no number. */
  readonly reward?: number | null;
  /** Tokens of this pass as its server counted them, the whole prompt included. */
  readonly usage: Usage | null;
};

/** What a subject answered to an item. */
export interface Response extends Born {
  readonly kind: 'response';
  readonly item: Id;
  readonly asked: 'prompt' | Id;
  readonly subject: string;
  readonly method: string;
  readonly sample: number;
  readonly answer: string | null;
  readonly reasoning?: string;
  readonly finish: Finish;
  readonly usage: Usage | null;
  readonly steps: readonly Step[];
}

/** What a judge found in a response, spec by spec. */
export interface Judgement extends Born {
  readonly kind: 'judgement';
  readonly response: Id;
  readonly judge: string;
  readonly mode: 'joint' | 'sequential';
  readonly vote: number;
  readonly shown: 'prompt' | 'variant' | 'both';
  readonly verdicts: Readonly<Record<string, Verdict>>;
}

export type Entity = Lead | Item | Response | Judgement;

/** A record before the runner has given it its id: what a stage makes. */
export type Unborn<T extends Entity> = T extends Entity ? Omit<T, keyof Born> : never;

/** The id of a record: over all it is born with. An item's variant is added later and does not count. */
export function idOf(record: Unborn<Entity>, parents: readonly Id[]): Id {
  const { variant: _, ...born } = record as Unborn<Item>;
  return shortDigest({ ...born, parents });
}
