/**
 * What the page holds of its items, packed, and what its script reads: one index without any text of prompts or
 * responses, texts in chunks, and the passes that answers came about by in chunks of their own. Chunks are unpacked when
 * the reader asks for them.
 */
import type { Verdict } from '../../core/entity.ts';
import type { Finish } from '../../core/question.ts';
import type { Bounds, Split } from '../../stats/types.ts';

/** All that filters and the list need. */
export interface Index {
  /** Names the files that the reader downloads. */
  readonly dataset: string;
  readonly scenarios: readonly IndexScenario[];
  /** Of the evaluations, in their order. */
  readonly models: readonly string[];
  /** Entries in each chunk of texts; the last one may have fewer. */
  readonly chunkSize: number;
  /** Entries in each chunk of passes; null where no answer came about by more than one. */
  readonly passChunkSize: number | null;
  readonly entries: readonly Entry[];
}

export interface IndexScenario {
  readonly id: string;
  /** The safety-specs first, then the behavioral ones. */
  readonly specs: readonly IndexSpec[];
}

export interface IndexSpec {
  readonly id: string;
  readonly kind: 'safety' | 'behavioral';
  readonly text: string;
}

/** One item in one form, with the responses of all models to it. */
export interface Entry {
  readonly item: string;
  /** Its place in the index's list. */
  readonly scenario: number;
  readonly split: Split;
  /** Which of its texts was asked. */
  readonly asked: 'prompt' | 'variant';
  readonly source: string;
  /** Those that it was made for. */
  readonly specs: readonly string[];
  /** Where the item comes from and the stages that it passed; null where that is not known. */
  readonly lineage: string | null;
  readonly tactics: readonly string[];
  /** In the order of the models; null where a model was not asked this. */
  readonly answers: readonly (IndexAnswer | null)[];
}

/** What became of one question to one model, without the text. */
export interface IndexAnswer {
  /** Null where there is no response. */
  readonly finish: Finish | null;
  /** One letter for each spec of the scenario, see `verdictLetters`. */
  readonly verdicts: string;
  readonly sar: number | null;
  readonly safety: number | null;
  readonly behavioral: number | null;
  /** Whether there is neither YES nor NO over the behavioral-spec. */
  readonly empty: boolean;
  /** Where the true values of SAR, safety and behavioral lie; null where all three are known. */
  readonly bounds: readonly [sar: Bounds, safety: Bounds, behavioral: Bounds] | null;
  /** Letters of each vote of each judge; none where the verdicts are those of a single one. */
  readonly votes: readonly (readonly [judge: string, verdicts: string])[];
  /** Tokens of all passes; null where they are not stated. */
  readonly usage: readonly [input: number, output: number] | null;
  /** How many passes are told of; 0 where there was one alone. */
  readonly passes: number;
  /** How many of them, or the only one, were cut off at their limit of tokens. */
  readonly cut: number;
}

/** The texts of one entry. */
export interface EntryTexts {
  readonly prompt: string;
  readonly variant: string | null;
  /** In the order of the models; null where there is none. */
  readonly responses: readonly (string | null)[];
}

/** The passes of the answers to some entries. */
export interface PassChunk {
  /** Each text of theirs once: what is inserted is the same in many passes. */
  readonly texts: readonly string[];
  /** For each entry in the order of the models; empty where there was one pass alone. */
  readonly entries: readonly (readonly (readonly Pass[])[])[];
}

/** One pass of an answer. */
export interface Pass {
  readonly name: string;
  /** As its server counted; null where it is not stated. */
  readonly usage: readonly [input: number, output: number] | null;
  readonly cut: boolean;
  /** Null where a reward model gave no number; left out where none was asked. */
  readonly reward?: number | null;
  /** Whether the answer is this one, for its reward. */
  readonly won: boolean;
  /** Null where the page leaves the texts out for their size. */
  readonly texts: PassTexts | null;
}

/** Places in the chunk's list of texts. What was not there is left out. */
export interface PassTexts {
  readonly inserted?: number;
  readonly reasoning?: number;
  /** `answer`: the same as the answer, which stands elsewhere. */
  readonly text: number | 'answer';
}

/** How a verdict stands in an answer's line of them. */
export const verdictLetters = { YES: 'Y', NO: 'N', NA: 'A', unscored: 'U' } as const satisfies Record<
  Verdict,
  string
>;

const byLetter = new Map<string, Verdict>(
  Object.entries(verdictLetters).map(([verdict, letter]) => [letter, verdict as Verdict]),
);

/** The verdict on the spec at a place of the scenario. */
export const verdictAt = ({ verdicts }: Pick<IndexAnswer, 'verdicts'>, place: number): Verdict =>
  byLetter.get(verdicts.charAt(place)) ?? 'unscored';

/** Ids of the elements that hold the packed data. */
export const indexBlock = 'items-index';
export const textsBlock = (chunk: number): string => `items-texts-${chunk}`;
export const passesBlock = (chunk: number): string => `items-passes-${chunk}`;
