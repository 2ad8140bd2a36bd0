import type { MineDocument, MinedFacts } from '../run/tactics/mine-document.ts';
import type { MineForecast } from '../run/tactics/mine-forecast.ts';
import type { MineReading } from '../run/tactics/mine-turns.ts';
import { askedLine } from './asking.ts';
import { dollarRange } from './dollars.ts';
import { columns } from './tables.ts';

/** Tactics that are named at the terminal; the file has all. */
const MOST_SHOWN = 20;

/** What was read of a log, and what there is to ask. */
export function minePlanText(log: string, { reading, asks, costUsd }: MineForecast): string {
  const tokens = asks.reduce(
    (sum, { inputTokens, outputTokens }) => sum + inputTokens[1] + outputTokens[1],
    0,
  );
  const cost = costUsd === null ? 'unknown, a model has no known price' : dollarRange(costUsd);
  const lines = [
    ...readingLines(log, reading),
    `to ask  ${reading.chosen} turns of ${asks[0]!.model}, about ${tokens} tokens at most, cost ${cost}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** What `specloom tactics mine` says at its end. */
export function mineSummary(document: MineDocument): string {
  const { mined, file, log, pending, shortfalls } = document;
  const lines = mined === null ? [] : minedLines(mined);
  lines.push('', askedLine(document), ...shortfalls.map((line) => `short: ${line}`));
  if (file !== null)
    lines.push(
      `tactics ${file}`,
      `next: prune ${file} by hand, then name it as \`tactics\` of an attack stage`,
    );
  if (pending !== null)
    lines.push(
      `stopped: ${pending.detail}`,
      `  nothing was written of ${log}; what was answered is kept, and the same command goes on from here`,
    );
  return `${lines.join('\n')}\n`;
}

function readingLines(log: string, reading: MineReading): string[] {
  const { rows, broken, brokenRows, conversations, turns, left, atLimit } = reading;
  const kept = Object.entries(left).filter(([, count]) => count > 0);
  const why =
    kept.length === 0 ? '' : `; left out: ${kept.map(([reason, count]) => `${reason} ${count}`).join(', ')}`;
  const lines = [
    `${log}  ${rows} rows${atLimit ? ' up to the limit' : ''}, ${conversations} conversations, ${turns} turns of users${why}`,
  ];
  if (broken > 0) lines.push(`${broken} ${broken === 1 ? 'row is' : 'rows are'} no conversation:`);
  lines.push(...brokenRows.map(({ line, problem }) => `  ${log}:${line} ${problem}`));
  if (broken > brokenRows.length) lines.push(`  and ${broken - brokenRows.length} more`);
  return lines;
}

function minedLines({ turns, finds, tactics, known, rare, leftOut, droppedExcerpts }: MinedFacts): string[] {
  const lines = [
    `turns    ${turns.withTactics} with tactics, ${turns.plain} plain, ${turns.unread} unread`,
    `finds    ${finds}: ${tactics.length} tactics, ${known.length} known already, ${rare.length} rare, ${leftOut.length} left out`,
  ];
  const dropped = Object.entries(droppedExcerpts).filter(([, count]) => count > 0);
  if (dropped.length > 0)
    lines.push(`excerpts not taken: ${dropped.map(([reason, count]) => `${reason} ${count}`).join(', ')}`);
  if (tactics.length > 0)
    lines.push(
      '',
      columns(
        [
          ['tactic', 'family', 'finds', 'nearest known'],
          ...tactics
            .slice(0, MOST_SHOWN)
            .map(({ id, family, count, nearest }) => [
              id,
              family,
              String(count),
              nearest === null ? '' : `${nearest.id} (${nearest.cosine.toFixed(2)})`,
            ]),
        ],
        [0, 1, 3],
      ),
    );
  if (tactics.length > MOST_SHOWN) lines.push(`and ${tactics.length - MOST_SHOWN} more in the file`);
  for (const { name, count, nearest } of known.slice(0, MOST_SHOWN))
    lines.push(`known: ${name} (${count}) is ${nearest.id} (${nearest.cosine.toFixed(2)})`);
  for (const { name, count, reason } of leftOut.slice(0, MOST_SHOWN))
    lines.push(`left out: ${name ?? 'a tactic'} (${count}): ${reason}`);
  return lines;
}
