import type { PendingReason } from '../core/errors.ts';
import type { Key, QuestionKind, Usage } from '../core/question.ts';

/** What happens while questions are asked, for progress displays. Nothing of it reaches an output. */
export type AskEvent =
  /** Answers that were in the store already. */
  | { readonly type: 'stored'; readonly kind: QuestionKind; readonly to: string; readonly questions: number }
  /** An attempt that brought answers. `costUsd` is null where the price is not known. */
  | {
      readonly type: 'asked';
      readonly to: string;
      readonly questions: number;
      readonly usage: Usage | null;
      readonly costUsd: number | null;
    }
  /** An attempt that failed; `retryInMs` where it is made again. The message holds no prompt text. */
  | {
      readonly type: 'fault';
      readonly to: string;
      readonly key: Key;
      readonly attempt: number;
      readonly status: number | undefined;
      readonly message: string;
      readonly retryInMs: number | undefined;
    }
  /** Questions that stay without an answer in this run. */
  | {
      readonly type: 'pending';
      readonly to: string;
      readonly questions: number;
      readonly reason: PendingReason;
    };

export type OnEvent = (event: AskEvent) => void;
