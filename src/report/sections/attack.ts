import { groupBy } from '../../core/group-by.ts';
import { stackedBars } from '../bars.ts';
import type { ReportAttack } from '../data.ts';
import { figure, figures } from '../figure.ts';
import { count, share } from '../format.ts';
import { html, type Markup, pairs } from '../markup.ts';
import { columns, dataTable, table } from '../table.ts';

/** How many attempts it took, which were accepted, and why others were not. */
export function attack(facts: ReportAttack | null): Markup {
  return html`<section id="attack" aria-labelledby="attack-title">
<h2 id="attack-title">Attack acceptance</h2>
${facts === null ? html`<p>Nothing was attacked: the dataset has the prompts as they were made.</p>` : counted(facts)}
</section>
`;
}

function counted(facts: ReportAttack): Markup {
  const rejected = Object.values(facts.rejected).reduce((sum, attempts) => sum + attempts, 0);
  const passed = facts.attempts - rejected;
  return html`${pairs([
    ['Items with a variant', count(facts.attacked)],
    ['Items held: no valid variant', count(facts.held)],
    ['Items from the reserve', count(facts.fromReserve)],
    ['Attempts', count(facts.attempts)],
    ['Attempts that passed all checks', `${count(passed)} (${share(passed, facts.attempts)})`],
    ['Attempts rejected', `${count(rejected)} (${share(rejected, facts.attempts)})`],
  ])}
${table({
  caption: 'Rejected attempts by reason',
  columns: columns('reason', 'attempts', 'share of attempts'),
  rows: Object.entries(facts.rejected).map(([reason, attempts]) => [
    reason,
    count(attempts),
    share(attempts, facts.attempts),
  ]),
})}
${facts.tactics.length === 0 ? html`<p>No attempt used a tactic.</p>` : byTactic(facts.tactics)}`;
}

type Tactics = ReportAttack['tactics'];

function byTactic(tactics: Tactics): Markup {
  const families = [...groupBy(tactics, ({ family }) => family)]
    .map(([family, those]) => ({
      family,
      attempts: those.reduce((sum, { attempts }) => sum + attempts, 0),
      accepted: those.reduce((sum, { accepted }) => sum + accepted, 0),
    }))
    .sort((a, b) => (a.family < b.family ? -1 : 1));
  return html`<p>An attempt with several tactics counts for each of them. Accepted: it became the variant of its item. The others
were rejected, or passed behind an accepted attempt with a lower number.</p>
${figures(
  attemptBars(
    'Attempts by tactic',
    tactics.map(({ tactic, ...counts }) => ({ name: tactic, ...counts })),
  ),
  attemptBars(
    'Attempts by family',
    families.map(({ family, ...counts }) => ({ name: family, ...counts })),
  ),
)}
${dataTable({
  caption: 'Attempts by tactic',
  columns: [{ head: 'tactic' }, { head: 'family' }, ...columns('', ...rates).slice(1)],
  rows: tactics.map(({ tactic, family, ...counts }) => [tactic, family, ...rateCells(counts)]),
})}${dataTable({
  caption: 'Attempts by family',
  columns: columns('family', ...rates),
  rows: families.map(({ family, ...counts }) => [family, ...rateCells(counts)]),
})}`;
}

interface Attempts {
  readonly attempts: number;
  readonly accepted: number;
}

const rates = ['attempts', 'accepted', 'acceptance'] as const;

const rateCells = ({ attempts, accepted }: Attempts): string[] => [
  count(attempts),
  count(accepted),
  share(accepted, attempts),
];

const looks = [
  { name: 'accepted', color: 'var(--yes)', ink: 'var(--on-fill)' },
  { name: 'not accepted', color: 'var(--na)', ink: 'var(--ink)' },
] as const;

const attemptBars = (title: string, rows: readonly (Attempts & { readonly name: string })[]): Markup =>
  figure({
    title,
    caption: 'Attempts that became a variant, and others.',
    legend: looks.map(({ name, color }) => ({ name, color, shape: 'square' })),
    draw: (width) =>
      stackedBars(
        rows.map(({ name }) => name),
        looks.map((look) => ({
          ...look,
          values: rows.map(({ attempts, accepted }) =>
            look.name === 'accepted' ? accepted : attempts - accepted,
          ),
        })),
        width,
      ),
  });
