import type { AgreeDocument } from '../run/agree/index.ts';
import type { Bounds, Coefficient, CorrectedScores, PeopleAgreement } from '../stats/index.ts';
import { columns, counted } from './tables.ts';

const words = ['YES', 'NO', 'NA'] as const;

/** What `specloom agree` says at its end. */
export function agreeText(document: AgreeDocument): string {
  const { labels, sample, people, annotators, confusions, corrected, file } = document;
  const lines = [
    `${counted(labels.given, 'label')} of ${labels.responses} of the ${counted(sample.drawn, 'response')} that were drawn; ${counted(labels.blank, 'line')} not filled in yet`,
    '',
    columns([agreementHead, ...people.map(agreementRow)]),
  ];
  if (annotators.length > people.length)
    lines.push(
      '',
      columns(
        [
          ['by person', 'judge', 'responses', 'kappa'],
          ...annotators.map(({ annotator, judge, responses, kappa }) => [
            annotator,
            judge,
            String(responses),
            shown(kappa),
          ]),
        ],
        [0, 1],
      ),
    );
  for (const { judge, counts } of confusions)
    lines.push(
      '',
      columns([
        [`people, and ${judge}`, ...words],
        ...words.map((word) => [word, ...words.map((other) => String(counts[word][other]))]),
      ]),
    );
  if (corrected.length > 0) lines.push('', ...correctedLines(corrected));
  lines.push(
    '',
    `agreement ${file}`,
    'reports show it once they are written anew: specloom report <evaluation>',
  );
  return `${lines.join('\n')}\n`;
}

const agreementHead = ['judge', 'responses', 'verdicts', 'kappa', 'alpha', 'alpha of people', 'SAR gap'];

const agreementRow = (each: PeopleAgreement): readonly string[] => [
  each.judge,
  String(each.responses),
  String(each.verdicts),
  shown(each.kappa),
  shown(each.alpha),
  each.alphaPeople === null ? 'one person' : shown(each.alphaPeople),
  shown(each.sarGap),
];

/** A value with its interval; what is undefined is said to be so. */
const shown = ({ value, interval }: Pick<Coefficient, 'value' | 'interval'>): string =>
  value === null ? 'undefined' : `${value.toFixed(3)}${interval === null ? '' : ` ${between(interval)}`}`;

const between = ([low, high]: Bounds): string => `[${low.toFixed(3)}, ${high.toFixed(3)}]`;

function correctedLines(corrected: readonly CorrectedScores[]): readonly string[] {
  const [first] = corrected;
  const rows = corrected.flatMap(({ models, judge, labels, scores }) =>
    scores.map((score) => [
      models.join(', '),
      judge,
      score.measure === 'sar' ? 'SAR' : score.measure,
      String(labels),
      score.judge.toFixed(3),
      `${score.labels.value.toFixed(3)} ${between(score.labels.interval)}`,
      `${score.value.toFixed(3)} ${between(score.interval)}`,
      score.method,
    ]),
  );
  const about = first!.target === 'benchmark' ? 'the items of this benchmark' : 'new prompts like these';
  const remarks = corrected.flatMap(({ models, judge, remarks }) =>
    remarks.map((remark) => `note: ${models.join(', ')}, judged by ${judge}: ${remark}`),
  );
  return [
    `scores corrected by labels, about ${about}${first!.pooled ? '; labels are pooled, assuming that the judge errs alike on all models' : ''}`,
    columns(
      [['model', 'judge', 'score', 'labels', 'by judge', 'by labels', 'corrected', 'interval'], ...rows],
      [0, 1, 2, 7],
    ),
    ...remarks,
  ];
}
