import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineOptions } from '../../dedup/index.ts';
import type { OnDownload } from '../../embed/index.ts';
import type { Io } from '../io.ts';
import { downloadText, duration } from '../progress.ts';

/** What a long part of `dedup` is given beside its data. */
export interface Work {
  readonly signal: AbortSignal;
  /** Where neighbour lists are kept, so that a stopped selection goes on where it was. */
  readonly resume: string;
  note(text: string): void;
  /** Begins a part over so many rows; what it returns is told how much of it is done, from 0 to 1. */
  begin(what: string, rows: number): (share: number) => void;
  /** Shows how far the download of an embedder is. */
  readonly onDownload: OnDownload;
}

/** How the engine is to work on so many rows. */
export const engineOf = (work: Work, what: string, rows: number): EngineOptions => ({
  signal: work.signal,
  onNote: (note) => work.note(`${note}\n`),
  onProgress: work.begin(what, rows),
});

const liveEveryMs = 100;
const plainEveryMs = 5_000;

/**
 * Runs long work that Ctrl-C stops at the end of the block in hand, and the second Ctrl-C at once. Shows
 * how much is done: a line that is redrawn at a terminal, a plain line now and then elsewhere.
 */
export async function atWork(io: Io, run: (work: Work) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  const stopped = new Error('stopped by a signal');
  let status: number | undefined;
  const progress = progressLine(io);
  const resume = join(io.cwd, '.specloom', 'neighbours');
  const handle = (name: NodeJS.Signals): void => {
    const code = name === 'SIGINT' ? 130 : 143;
    if (status !== undefined) process.exit(code);
    status = code;
    progress.clear();
    io.note('stopping at the end of the block in hand. Again to stop at once.\n');
    controller.abort(stopped);
  };
  process.on('SIGINT', handle);
  process.on('SIGTERM', handle);
  try {
    const { note, begin, onDownload } = progress;
    await run({ signal: controller.signal, resume, note, begin, onDownload });
  } catch (error) {
    if (error !== stopped || status === undefined) throw error;
    progress.note(
      isKept(resume)
        ? 'Stopped; nothing was written. The same command goes on where it was: neighbours found so far are kept in .specloom/neighbours.\n'
        : 'Stopped; nothing was written. There was too little done to keep: the same command starts anew.\n',
    );
    io.exit(status);
  } finally {
    progress.clear();
    process.off('SIGINT', handle);
    process.off('SIGTERM', handle);
  }
}

const isKept = (folder: string): boolean =>
  existsSync(folder) && readdirSync(folder).some((name) => statSync(join(folder, name)).size > 0);

/** Shows one part after the other. */
function progressLine(io: Io) {
  let drawn = false;
  let lastAt = Number.NEGATIVE_INFINITY;
  const clear = (): void => {
    if (drawn) io.note('\r\u001b[2K');
    drawn = false;
  };
  const note = (text: string): void => {
    clear();
    io.note(text);
  };
  const show = (text: string): void => {
    note(io.live ? text : `${text}\n`);
    drawn = io.live;
    lastAt = performance.now();
  };
  const isTime = (): boolean => performance.now() - lastAt >= (io.live ? liveEveryMs : plainEveryMs);
  const begin = (what: string, rows: number): ((share: number) => void) => {
    const startedAt = performance.now();
    lastAt = startedAt;
    return (share) => {
      if (isTime()) show(progressText(what, rows, share, performance.now() - startedAt));
    };
  };
  const onDownload: OnDownload = (download) => {
    if (download.loadedBytes === 0 || isTime()) show(downloadText(download));
  };
  return { clear, note, begin, onDownload };
}

/** `selecting: 34 % of 121,431 rows, 1,052 rows/s, about 76 s left` */
export function progressText(what: string, rows: number, share: number, elapsedMs: number): string {
  const rate = (share * rows) / (elapsedMs / 1000);
  const left = share > 0 ? `, about ${duration((elapsedMs / share) * (1 - share))} left` : '';
  return `${what}: ${Math.floor(share * 100)} % of ${thousands(rows)} rows, ${thousands(Math.round(rate))} rows/s${left}`;
}

const thousands = (whole: number): string => whole.toLocaleString('en-US');
