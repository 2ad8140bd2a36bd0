import type { Io } from './io.ts';

/** Two-step stop: the first signal ends asking and lets what is in flight come home, the second ends at once. */
export interface Signals {
  readonly signal: AbortSignal;
  /** 130 after SIGINT, 143 after SIGTERM, undefined when neither came. */
  exitStatus(): number | undefined;
  dispose(): void;
}

export function onSignals(io: Io, beforeNote: () => void): Signals {
  const controller = new AbortController();
  let status: number | undefined;
  const handle = (name: NodeJS.Signals): void => {
    const code = name === 'SIGINT' ? 130 : 143;
    if (status !== undefined) process.exit(code);
    status = code;
    beforeNote();
    io.note(
      'stopping: waiting for the questions in flight, so that their answers are kept. Again to stop at once.\nRun the same command again to go on from here.\n',
    );
    controller.abort();
  };
  process.on('SIGINT', handle);
  process.on('SIGTERM', handle);
  return {
    signal: controller.signal,
    exitStatus: () => status,
    dispose() {
      process.off('SIGINT', handle);
      process.off('SIGTERM', handle);
    },
  };
}
