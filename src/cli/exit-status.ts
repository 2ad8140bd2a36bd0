import { type ErrorCode, SpecloomError } from '../core/errors.ts';

/** Exit statuses of every command. */
export const EXIT = {
  done: 0,
  bug: 1,
  /** Usage, file or configuration: mend it and run again. */
  usage: 2,
  /** Done, with a shortfall that was stated. */
  shortfall: 3,
  /** Stopped with answers missing; running again goes on from there. */
  resumable: 4,
  /** Refused for safety or licence. */
  policy: 5,
} as const;

const statusByCode: Readonly<Record<ErrorCode, number>> = {
  usage: EXIT.usage,
  file: EXIT.usage,
  config: EXIT.usage,
  policy: EXIT.policy,
  pending: EXIT.resumable,
  store: EXIT.resumable,
  model: EXIT.resumable,
  reply: EXIT.bug,
  internal: EXIT.bug,
};

/** The exit status for an error that ended a command. */
export function statusOf(error: unknown): number {
  return error instanceof SpecloomError ? statusByCode[error.code] : EXIT.bug;
}

/** The exit status for an error that ended a part of a command. */
export const statusOfCode = (code: ErrorCode): number => statusByCode[code];

/** Exit statuses from the best to the worst. */
const order: readonly number[] = [
  EXIT.done,
  EXIT.shortfall,
  EXIT.resumable,
  EXIT.usage,
  EXIT.policy,
  EXIT.bug,
];

/** The worst of several exit statuses; done where there is none. */
export const worstOf = (statuses: readonly number[]): number =>
  statuses.reduce((worst, each) => (order.indexOf(each) > order.indexOf(worst) ? each : worst), EXIT.done);
