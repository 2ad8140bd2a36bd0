import { ModelError } from '../core/errors.ts';

/**
 * What a server says of a turn that its chat template does not keep. Told by its first words: it may quote the turn
 * behind them.
 */
export function turnFault(error: unknown, server: string): ModelError | undefined {
  const words = error instanceof Error ? error.message.slice(0, 120) : '';
  if (!/^400\b.*continue_final_message is set/s.test(words)) return undefined;
  return new ModelError(
    `${server} cannot go on with this turn: its chat template drops a part of it; docs/continuation.md says what to do`,
    { status: 400, retryable: false, blame: 'setup' },
  );
}
