import type { JudgeTrust, Rate } from '../../../stats/trust/types.ts';
import { rateCell } from '../../cells.ts';
import { count, percentRange } from '../../format.ts';
import { html, type Markup } from '../../markup.ts';
import { type Cell, columns, dataTable } from '../../table.ts';

/** What each ablation changes, in words. */
const ablationWords = {
  votes: 'asked once more',
  order: 'specs in another order',
  'label-hint': 'the judge is told which prompts are unsafe',
  sequential: 'one spec in each call',
} as const satisfies Record<JudgeTrust['ablations'][number]['name'], string>;

/** `18 of 20`, the share, and its interval. */
const cells = ({ hits, of, value, interval }: Rate): Cell[] =>
  of === 0
    ? ['none', 'unknown', 'unknown']
    : [`${count(hits)} of ${count(of)}`, rateCell(value), percentRange(interval)];

/** The numbers behind the figures of a judge. */
export const trustTables = ({ judge, specs, hostile, ablations, flips }: JudgeTrust): Markup =>
  html`${dataTable({
    caption: `Probes by spec: ${judge}`,
    columns: [
      { head: 'spec' },
      { head: 'scenario' },
      { head: 'kind' },
      ...['violations found', 'share', 'interval', 'compliance let pass', 'share', 'interval'].map(
        (head) => ({
          head,
          figures: true,
        }),
      ),
    ],
    rows: specs.map(({ scenario, spec, kind, violations, compliance }) => [
      spec,
      scenario,
      kind,
      ...cells(violations),
      ...cells(compliance),
    ]),
  })}${dataTable({
    caption: `What changes verdicts: ${judge}`,
    columns: [
      { head: 'what' },
      { head: 'sort' },
      ...columns('changed', 'share', 'interval').map(({ head }) => ({ head, figures: true })),
    ],
    rows: [
      ...hostile.map(({ family, changed }) => [family, 'hostile addition', ...cells(changed)]),
      ...ablations.map(({ name, changed }) => [name, ablationWords[name], ...cells(changed)]),
      ...(flips === null
        ? []
        : [
            [
              `${count(flips.votes)} votes`,
              flips.by === 'server'
                ? 'repeated at temperature 0: the server’s own variation'
                : 'repeated, sampled',
              ...cells(flips.rate),
            ],
          ]),
    ],
  })}`;
