/**
 * What kind of thing went wrong. The command line turns a code into an exit status; nobody else
 * looks at more than the code.
 *
 * - `usage`: the call or its options are wrong · `file`: a file is missing, unreadable or ill-formed
 * - `config`: models, keys or prices are not set up · `policy`: refused for safety or licence
 * - `pending`: an answer is missing; running again goes on · `store`: the answer store cannot be written
 * - `model`: an attempt at a call failed (a fault) · `reply`: a stored reply could not be read
 * - `internal`: a broken invariant of Specloom itself
 */
export type ErrorCode =
  | 'usage'
  | 'file'
  | 'config'
  | 'policy'
  | 'pending'
  | 'store'
  | 'model'
  | 'reply'
  | 'internal';

/** Base of all errors that Specloom throws on purpose. */
export class SpecloomError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.name = new.target.name;
  }
}

/** A call or an option that does not fit; the message says what to do instead. */
export class UsageError extends SpecloomError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('usage', message, options);
  }
}

/** Models, keys or prices that are not set up. Found before anything is spent, or told by the server (401, 403, 404). */
export class ConfigError extends SpecloomError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('config', message, options);
  }
}

/** A file that is missing, unreadable or ill-formed; line and column count from 1. */
export class FileError extends SpecloomError {
  readonly file: string;
  readonly line: number | undefined;
  readonly column: number | undefined;
  constructor(
    file: string,
    problem: string,
    options: { line?: number | undefined; column?: number | undefined; cause?: unknown } = {},
  ) {
    const place = [file, options.line, options.column].filter((part) => part !== undefined).join(':');
    super('file', `${place} ${problem}`, { cause: options.cause });
    this.file = file;
    this.line = options.line;
    this.column = options.column;
  }
}

/** Why an answer is missing. */
export type PendingReason = 'budget' | 'server' | 'replay' | 'collect' | 'person' | 'stopped';

/** An answer is missing. The record it was for has no outcome yet; a later run goes on from here. */
export class PendingError extends SpecloomError {
  readonly reason: PendingReason;
  readonly key: string | undefined;
  /**
   * Whether this very question was put to the server in this run, and brought no answer. False for a
   * question that was not asked at all: by a stop, a budget, a replay, or a server taken for down.
   */
  readonly asked: boolean;
  /** Whether the server refused this very question for good: asking again will bring the same. Implies `asked`. */
  readonly refused: boolean;
  constructor(
    reason: PendingReason,
    message: string,
    options: { key?: string | undefined; asked?: boolean; refused?: boolean; cause?: unknown } = {},
  ) {
    super('pending', message, { cause: options.cause });
    this.reason = reason;
    this.key = options.key;
    this.refused = options.refused ?? false;
    this.asked = options.asked ?? this.refused;
  }
}

/** Whether an error is of an answer that may still come in a run like this one: nothing is given up while one may. */
export const mayStillCome = (error: unknown): boolean =>
  error instanceof PendingError && !error.asked && error.reason !== 'replay';

/** The answer store cannot be read or written. Asking stops at once: what cannot be kept must not be paid for. */
export class StoreError extends SpecloomError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('store', message, options);
  }
}

/**
 * What a fault is due to: the `server` (overloaded, unreachable, out of credit: others fare no
 * better), the `setup` (key, address, model, settings: others will hardly fare better until someone
 * mends it), or this `question` alone.
 */
export type Blame = 'server' | 'setup' | 'question';

/** One attempt at a call failed. Never stored. */
export class ModelError extends SpecloomError {
  /** The HTTP status, where there was one. */
  readonly status: number | undefined;
  /** Whether the same attempt may succeed later. Decided where the status is known. */
  readonly retryable: boolean;
  /** How long the server asks everyone to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** Whether the server may have billed the attempt although no answer came back (a hang, a reset, a broken body). */
  readonly maybeBilled: boolean;
  /** As the status says, where whoever read the server's reply knew no better. */
  readonly blame: Blame;
  constructor(
    message: string,
    facts: {
      status?: number | undefined;
      retryable: boolean;
      retryAfterMs?: number | undefined;
      maybeBilled?: boolean;
      blame?: Blame | undefined;
      cause?: unknown;
    },
  ) {
    super('model', message, { cause: facts.cause });
    this.status = facts.status;
    this.retryable = facts.retryable;
    this.retryAfterMs = facts.retryAfterMs;
    this.maybeBilled = facts.maybeBilled ?? false;
    this.blame = facts.blame ?? blameOf(facts.status, facts.retryable);
  }
}

/** Redirects, 401, 403, 404 and 405 are about key and address; 402 and 429 about the account. */
function blameOf(status: number | undefined, retryable: boolean): Blame {
  if (retryable || status === undefined || status >= 500 || status === 402 || status === 429) return 'server';
  return status < 400 || [401, 403, 404, 405].includes(status) ? 'setup' : 'question';
}

/** Why a stored reply is of no use. The first is the parser's finding, the others are the answer's finish. */
export type ReplyProblem = 'malformed' | 'refusal' | 'filter' | 'length' | 'rejected';

/**
 * A stored reply could not be read. The message carries what was expected and the reply's length,
 * never its text; the text is in `hidden`, which is printed only when asked for.
 */
export class ReplyError extends SpecloomError {
  readonly problem: ReplyProblem;
  /** What was wrong, fit to be told to the model on the next try. Holds no text of the reply. */
  readonly detail: string;
  readonly hidden: string | undefined;
  constructor(
    problem: ReplyProblem,
    detail: string,
    options: { hidden?: string | undefined; cause?: unknown } = {},
  ) {
    super('reply', `${problem}: ${detail}`, { cause: options.cause });
    this.problem = problem;
    this.detail = detail;
    this.hidden = options.hidden;
  }
}
