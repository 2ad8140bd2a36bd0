import type { ReportData } from '../data.ts';
import { counted } from '../format.ts';
import { code, html, type Markup, pairs } from '../markup.ts';

/** More names than these are left to the leaderboard. */
const mostNames = 4;

/** Title, what the report is about, and whether it measures anything. */
export function header(data: ReportData): Markup {
  const { dataset } = data;
  return html`<header>
<h1><bdi>${data.title}</bdi></h1>
${rehearsalBanner(data)}
${pairs([
  ['Dataset', html`${code(dataset.name)} version ${code(dataset.version)}, seed ${dataset.seed}`],
  ['Digest', code(dataset.digest)],
  ...subjects(data),
])}
</header>
`;
}

function subjects({ evaluations }: ReportData): readonly (readonly [string, Markup])[] {
  const [only] = evaluations;
  if (only === undefined) return [];
  if (evaluations.length === 1)
    return [
      ['Subject', html`${code(only.subject)}, method ${code(only.method)}`],
      ['Judge', code(only.judge)],
    ];
  const judges = [...new Set(evaluations.map(({ judge }) => judge))];
  return [
    [
      'Evaluations',
      html`${named(
        evaluations.map(({ name }) => name),
        'evaluation',
      )}`,
    ],
    [judges.length === 1 ? 'Judge' : 'Judges', named(judges, 'judge')],
  ];
}

const named = (names: readonly string[], noun: string): Markup =>
  names.length > mostNames
    ? html`${counted(names.length, noun)}`
    : html`${names.map((name, at) => html`${at === 0 ? '' : ', '}${code(name)}`)}`;

function rehearsalBanner({ dataset, evaluations }: ReportData): Markup | null {
  const rehearsed = evaluations.filter(({ rehearsal }) => rehearsal).length;
  const into = [
    ...(dataset.rehearsal ? ['this dataset'] : []),
    ...(rehearsed === 0
      ? []
      : evaluations.length === 1
        ? ['this evaluation']
        : rehearsed === evaluations.length
          ? ['these evaluations']
          : [`${rehearsed} of these ${evaluations.length} evaluations`]),
  ];
  if (into.length === 0) return null;
  return html`<p class="banner" role="note"><strong>Rehearsal: this report measures nothing.</strong>
Answers of the embedded rule-based model went into ${into.join(' and ')}. The numbers show how the line works and say nothing about any language model.</p>`;
}
