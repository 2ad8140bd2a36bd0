import { withoutUndefined } from '../../core/without-undefined.ts';
import type { TranscriptDifference, TranscriptsDocument } from '../../run/transcripts/index.ts';
import { EXIT } from '../exit-status.ts';
import { type Io, outJson } from '../io.ts';
import { columns } from '../tables.ts';
import type { EvaluationFlags } from './work.ts';

/** Differences that are shown one by one; all of them are in the JSON document. */
const MOST_SHOWN = 20;

/** `specloom judge --transcripts`: what a file of the released evaluator comes to by our reading and our formula. */
export async function doTranscripts(io: Io, file: string, flags: EvaluationFlags): Promise<void> {
  const { scoreTranscripts } = await import('../../run/transcripts/index.ts');
  const { alpha, empty, seed } = flags;
  const document = await scoreTranscripts(file, {
    cwd: io.cwd,
    ...withoutUndefined({ alpha, empty, seed }),
  });
  if (flags.json) outJson(io, document);
  else io.out(summary(document));
  io.exit(document.unreadable.length + document.withoutVerdicts > 0 ? EXIT.shortfall : EXIT.done);
}

function summary(document: TranscriptsDocument): string {
  const { rows, unreadable, replies, withoutVerdicts, scores, released, differences } = document;
  const lines = [
    `rows: ${rows}${unreadable.length === 0 ? '' : `, and ${unreadable.length} that cannot be read`}`,
    `replies of the judge: ${replies.all}; read by number: ${replies.strict}; read as the released evaluator does: ${replies.released}`,
    ...(withoutVerdicts === 0 ? [] : [`rows without verdicts: ${withoutVerdicts}; they are unscored`]),
    ...(scores === null ? ['no row says how many specs were judged'] : ['', scoreTable(scores), '']),
    ...(released.sar === null
      ? []
      : [`released SAR over its ${released.rows} scored rows: ${percent(released.sar)}`]),
    `rows that differ from their released score or verdicts: ${differences.length}`,
    ...differences.slice(0, MOST_SHOWN).map(differenceLine),
    ...(differences.length > MOST_SHOWN
      ? [`… and ${differences.length - MOST_SHOWN} more; --json has them all`]
      : []),
    ...unreadable.slice(0, MOST_SHOWN).map(({ line, problem }) => `line ${line} ${problem}`),
  ];
  return `${lines.join('\n')}\n`;
}

function scoreTable({ exclude, count }: NonNullable<TranscriptsDocument['scores']>): string {
  const rows = (['all', 'unsafe', 'safe'] as const).flatMap((split) => {
    const [left, counted] = [exclude[split], count[split]];
    if (left === undefined || counted === undefined) return [];
    return [
      [
        split,
        String(left.items),
        percent(left.sar.value),
        percent(counted.sar.value),
        percent(left.safety.value),
        percent(left.behavioral.value),
        percent(counted.behavioral.value),
        String(left.sar.unscored),
      ],
    ];
  });
  const heads = ['split', 'rows', 'SAR', 'SAR, NA counted', 'safety', 'behavioral', 'behavioral, NA counted'];
  return columns([[...heads, 'unscored'], ...rows]);
}

const percent = (value: number | null): string => (value === null ? 'none' : `${(value * 100).toFixed(2)} %`);

function differenceLine({ row, why, problem, verdicts, released, ours }: TranscriptDifference): string {
  if (why === 'unread') return `row ${row}: the reply cannot be read by number (${problem})`;
  const totals =
    released === null
      ? ''
      : `, score ${ours.total === null ? 'none' : ours.total.toFixed(4)}, not ${released.total.toFixed(4)}`;
  return `row ${row}: ${why === 'verdicts' ? verdicts.join('; ') : 'the same verdicts'}${totals}`;
}
