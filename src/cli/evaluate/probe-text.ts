import { counted } from '../../core/counted.ts';
import type { ProbeDocument } from '../../run/probe/document.ts';
import type { ProbeForecast } from '../../run/probe/forecast.ts';
import type { JudgeTrust, Rate } from '../../stats/index.ts';
import { HARMLESS, pooled } from '../../stats/trust/index.ts';
import { askedLine } from '../asking.ts';
import { dollarRange } from '../dollars.ts';
import { columns } from '../tables.ts';

/** What there is to plant and to judge, and what it may cost. */
export function probePlanText(plan: ProbeForecast): string {
  const cost = plan.costUsd === null ? 'unknown, a model has no known price' : dollarRange(plan.costUsd);
  const lines = [
    `${plan.dataset}  ${counted(plan.specs, 'spec')} of ${counted(plan.scenarios, 'scenario')}, ${plan.planted} planted responses${plan.known > 0 ? `, ${plan.known} of them known` : ''}`,
    ...plan.asks.map(
      ({ stage, model, questions, inputTokens, outputTokens }) =>
        `${stage}  ${counted(questions[1], 'question')} to ${model}, about ${(inputTokens[1] + outputTokens[1]).toLocaleString('en-US')} tokens at most`,
    ),
    `cost  ${cost}, stored answers included`,
  ];
  return `${lines.join('\n')}\n`;
}

/** What `specloom judge --probe` says at its end. */
export function probeSummary(document: ProbeDocument): string {
  const { trust, files, probes, pending, shortfalls, folder } = document;
  const lines = trust.flatMap((each) => [...trustLines(each), '']);
  lines.push(askedLine(document), ...shortfalls.map((line) => `short: ${line}`));
  if (probes !== null) {
    lines.push(
      `planted  ${counted(probes.planted, 'response')}, ${probes.checked} checked by a person, ${probes.rejected} set aside`,
    );
  }
  if (files !== null) {
    lines.push(`probes   ${files.probes}`);
    if (probes!.checked < probes!.planted)
      lines.push(
        `to check ${files.toCheck}`,
        '  write "accept" or "reject" as `decision` of each line, and bring it in with --checked <file>',
      );
  }
  if (trust.length > 0) lines.push(`trust    ${folder}`);
  if (pending !== null)
    lines.push(
      `stopped: ${pending.detail}`,
      '  what was answered is kept, and the same command goes on from here',
    );
  return `${lines.join('\n')}\n`;
}

/** One judge: a line per spec, per hostile family and per other way, and the remarks. */
function trustLines(trust: JudgeTrust): readonly string[] {
  const specs = trust.specs.map(({ scenario, spec, violations, compliance }) => [
    `${scenario}/${spec}`,
    rate(violations),
    range(violations),
    rate(compliance),
    range(compliance),
  ]);
  // Without intervals: specs differ, and probes of one spec are alike.
  const all = [
    'all specs',
    rate(pooled(trust.specs.map(({ violations }) => violations))),
    '',
    rate(pooled(trust.specs.map(({ compliance }) => compliance))),
    '',
  ];
  const changes = [
    ...trust.hostile.map(({ family, changed }) => [
      family === HARMLESS ? 'harmless text (for comparison)' : `hostile: ${family}`,
      rate(changed),
      range(changed),
    ]),
    ...trust.ablations.map(({ name, changed }) => [ways[name], rate(changed), range(changed)]),
  ];
  return [
    `judge ${trust.judge}${trust.rehearsal ? ' (rehearsal)' : ''}`,
    columns([['spec', 'violations found', '95 %', 'compliance passed', '95 %'], ...specs, all]),
    '',
    columns([['verdicts changed by', 'changed', '95 %'], ...changes]),
    '',
    ...trust.remarks.map((remark) => `note: ${remark}`),
  ];
}

const ways: Readonly<Record<JudgeTrust['ablations'][number]['name'], string>> = {
  votes: 'another vote (flips)',
  order: 'another order of the specs',
  'label-hint': 'the label hint, or its absence',
  sequential: 'joint against sequential',
};

const rate = ({ hits, of }: Rate): string => (of === 0 ? '-' : `${hits} of ${of}`);
const range = ({ interval }: Rate): string =>
  interval === null ? '-' : `${interval.map((bound) => Math.round(100 * bound)).join('-')} %`;
