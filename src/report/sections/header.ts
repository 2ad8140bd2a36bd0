import type { ReportData } from '../data.ts';
import { code, html, type Markup, pairs } from '../markup.ts';

/** Title, what the report is about, and whether it measures anything. */
export function header(data: ReportData): Markup {
  const { dataset } = data;
  const [evaluation = null] = data.evaluations;
  return html`<header>
<h1><bdi>${data.title}</bdi></h1>
${rehearsalBanner(data)}
${pairs([
  ['Dataset', html`${code(dataset.name)} version ${code(dataset.version)}, seed ${dataset.seed}`],
  ['Digest', code(dataset.digest)],
  ...(evaluation === null
    ? []
    : ([
        ['Subject', html`${code(evaluation.subject)}, method ${code(evaluation.method)}`],
        ['Judge', code(evaluation.judge)],
      ] as const)),
])}
</header>
`;
}

function rehearsalBanner({ dataset, evaluations: [evaluation] }: ReportData): Markup | null {
  const into = [
    ...(dataset.rehearsal ? ['this dataset'] : []),
    ...(evaluation?.rehearsal === true ? ['this evaluation'] : []),
  ];
  if (into.length === 0) return null;
  return html`<p class="banner" role="note"><strong>Rehearsal: this report measures nothing.</strong>
Answers of the embedded rule-based model went into ${into.join(' and ')}. The numbers show how the line works and say nothing about any language model.</p>`;
}
