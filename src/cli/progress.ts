import pc from 'picocolors';
import type { RunEvent } from '../run/progress.ts';
import type { Io } from './io.ts';

export interface ProgressPrinter {
  onEvent(event: RunEvent): void;
  /** Clears the live line. */
  stop(): void;
}

const LIVE_EVERY_MS = 100;
const PLAIN_EVERY_MS = 5_000;

/** Draws a run's events: a live line at a terminal, plain lines elsewhere, NDJSON on request. */
export function progressPrinter(io: Io, mode: 'text' | 'events' | 'none'): ProgressPrinter {
  if (mode === 'none') return { onEvent: () => {}, stop: () => {} };
  if (mode === 'events') return { onEvent: (event) => io.note(`${JSON.stringify(event)}\n`), stop: () => {} };
  let drawn = false;
  let lastAt = 0;
  let lastFaultAt = Number.NEGATIVE_INFINITY;
  let stageStartedAt = 0;
  const clear = (): void => {
    if (drawn) io.note('\r\u001b[2K');
    drawn = false;
  };
  const line = (text: string): void => {
    clear();
    io.note(`${text}\n`);
  };
  return {
    stop: clear,
    onEvent(event) {
      const now = performance.now();
      if (event.type === 'stage') {
        stageStartedAt = now;
        lastAt = now;
        line(pc.bold(`[${event.index}/${event.of}] ${event.stage}`) + pc.dim(` ${event.records} records`));
      } else if (event.type === 'model') {
        line(pc.bold(`${event.model} (${event.index} of ${event.of})`));
      } else if (event.type === 'continuation') {
        line(pc.dim(continuationText(event)));
      } else if (event.type === 'closed') {
        const lost = event.lost > 0 ? `, ${event.lost} left the line (specloom status says why)` : '';
        line(pc.dim(`      ${event.in} in, ${event.out} out${lost}`));
      } else if (event.type === 'fault') {
        // A server in trouble fails many attempts in the same way; one line now and then is enough.
        if (now - lastFaultAt < PLAIN_EVERY_MS) return;
        lastFaultAt = now;
        const retry = event.retryInMs === null ? '' : '; trying again';
        line(pc.yellow(`      fault from ${event.to}: ${event.detail}${retry}`));
      } else if (event.type === 'download' && event.loadedBytes === 0) {
        lastAt = now;
        line(pc.dim(downloadText(event)));
      } else if (now - lastAt >= (io.live ? LIVE_EVERY_MS : PLAIN_EVERY_MS)) {
        lastAt = now;
        const text =
          event.type === 'download'
            ? downloadText(event)
            : `      ${progressText(event, now - stageStartedAt)}`;
        if (io.live) {
          clear();
          io.note(text);
          drawn = true;
        } else line(text);
      }
    },
  };
}

/** How a model is given the turns that it goes on with. */
function continuationText({ model, way, detail }: RunEvent & { type: 'continuation' }): string {
  const how = way === 'chat' ? 'by chat (continue_final_message)' : 'by the completions route';
  return `${model} goes on with turns that have begun ${how}: ${detail}`;
}

/** What is fetched, and how much of it is there. */
export function downloadText(event: Omit<RunEvent & { type: 'download' }, 'type'>): string {
  const { model, file, loadedBytes, totalBytes } = event;
  const size = totalBytes === null ? '' : ` of ${megabytes(totalBytes)}`;
  return `downloading ${model}: ${file}, ${megabytes(loadedBytes)}${size}`;
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

function progressText(event: RunEvent & { type: 'progress' }, elapsedMs: number): string {
  const { done, total, tally } = event;
  const left = done === 0 ? '' : `, about ${duration((elapsedMs / done) * (total - done))} left`;
  const cost = tally.costUsd === null ? 'cost unknown' : `$${tally.costUsd.toFixed(2)}`;
  const faults = tally.faults > 0 ? `, faults ${tally.faults}` : '';
  return `${done}/${total} records, asked ${tally.asked}, stored ${tally.stored}${faults}, ${tally.inputTokens + tally.outputTokens} tokens, ${cost}${left}`;
}

/** A length of time, rounded: `76 s`, `12 min`, `1.5 h`. */
export function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 90) return `${seconds} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
