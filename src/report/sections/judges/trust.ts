import type { JudgeTrust, Rate } from '../../../stats/trust/types.ts';
import type { ReportEvaluation } from '../../data.ts';
import { figure, figures } from '../../figure.ts';
import { count, percent } from '../../format.ts';
import { type Mark, markChart } from '../../marks.ts';
import { html, isolated, list, type Markup, pairs } from '../../markup.ts';
import { trustTables } from './trust-tables.ts';
import { votes } from './votes.ts';

/** How far the judges can be trusted, judge by judge; and how far votes agreed. Null where neither is known. */
export function trust(
  trusts: readonly JudgeTrust[],
  evaluations: readonly ReportEvaluation[],
): Markup | null {
  const voted = votes(evaluations);
  if (trusts.length === 0 && voted === null) return null;
  return html`${trusts.length === 0 ? null : intro}${trusts.map(judge)}${voted}`;
}

const intro = html`<p>Probes are responses whose right verdict is known beforehand: some were written to break one spec, some to keep it. What the
judge finds of them says how far its verdicts on other responses can be trusted, spec by spec. Few probes give wide intervals.</p>`;

function judge(facts: JudgeTrust): Markup {
  return html`<h3>${isolated(facts.judge)}</h3>
${
  facts.rehearsal
    ? html`<p class="banner" role="note">Answers of the rehearsal model went into these probes or verdicts: they say nothing about any judge.</p>`
    : null
}
${pairs([
  ['Probes', count(facts.probes)],
  [
    'Looked at by a person',
    facts.checked === 0
      ? 'none'
      : `${count(facts.checked)}, of which ${count(facts.rejected)} were set aside`,
  ],
  ...totals(facts),
])}
${facts.remarks.length === 0 ? null : html`<div class="warning" role="note">${list(facts.remarks)}</div>`}
${bySpec(facts)}
${changesFigure(facts)}
${trustTables(facts)}`;
}

/** The sums over specs, without an interval: specs differ, and probes of one are alike. */
function totals({ specs }: JudgeTrust): readonly (readonly [string, string])[] {
  const of = (rates: readonly Rate[]): string => {
    const hits = rates.reduce((sum, rate) => sum + rate.hits, 0);
    const all = rates.reduce((sum, rate) => sum + rate.of, 0);
    return all === 0 ? 'none planted' : `${count(hits)} of ${count(all)} (${percent(hits / all)})`;
  };
  return [
    ['Planted violations found', of(specs.map(({ violations }) => violations))],
    ['Planted compliance let pass', of(specs.map(({ compliance }) => compliance))],
  ];
}

const looks = [
  { name: 'violations found', of: 'violations', color: 'var(--no)', shape: 'diamond' },
  { name: 'compliance let pass', of: 'compliance', color: 'var(--yes)', shape: 'circle' },
] as const;

const markOf = ({ value, interval }: Rate): Mark => ({ value, interval, bounds: null });

const kinds = [
  { kind: 'safety', words: 'safety-spec' },
  { kind: 'behavioral', words: 'behavioral-spec' },
] as const;

function bySpec({ specs }: JudgeTrust): Markup {
  const groups = [...new Set(specs.map(({ scenario }) => scenario))].flatMap((id) =>
    kinds.map(({ kind, words }) => ({
      title: `Probes of the ${words} of ${id}`,
      specs: specs.filter((spec) => spec.scenario === id && spec.kind === kind),
    })),
  );
  return figures(...groups.filter((group) => group.specs.length > 0).map(probeFigure));
}

const probeFigure = ({ title, specs }: { title: string; specs: JudgeTrust['specs'] }): Markup =>
  figure({
    title,
    caption:
      'Planted violations that the judge found, and planted compliance that it let pass; 100 % is a judge that errs on no probe. Lines are intervals; unknown where nothing was planted.',
    legend: looks,
    draw: (width) =>
      markChart(
        specs.map(({ spec }) => spec),
        looks.map(({ of, ...look }) => ({ ...look, marks: specs.map((spec) => markOf(spec[of])) })),
        width,
      ),
  });

/** What should change no verdict, and how often it does. */
function changesFigure({ hostile, ablations, flips }: JudgeTrust): Markup | null {
  const rows = [
    ...hostile.map(({ family, changed }) => ({ name: family, rate: changed })),
    ...ablations.map(({ name, changed }) => ({ name: `ablation: ${name}`, rate: changed })),
    ...(flips === null ? [] : [{ name: 'repeated votes', rate: flips.rate }]),
  ];
  if (rows.length === 0) return null;
  return figures(
    figure({
      title: 'What changes verdicts',
      caption:
        'Verdicts that come out otherwise with a hostile addition to the response, with another way of judging, or when asked again; 0 % is a judge that nothing moves. Lines are intervals that take verdicts for independent; those on one response hang together, so they are rather too short.',
      legend: [{ name: 'verdicts changed', color: 'var(--series-4)', shape: 'square' }],
      draw: (width) =>
        markChart(
          rows.map(({ name }) => name),
          [
            {
              name: 'verdicts changed',
              color: 'var(--series-4)',
              shape: 'square',
              marks: rows.map(({ rate }) => markOf(rate)),
            },
          ],
          width,
        ),
    }),
  );
}
