import type { ReportData } from '../../src/report/index.ts';
import { attackSample } from './attack-sample.ts';
import { sample } from './sample.ts';
import { several } from './several.ts';

/** Texts that would break out of a careless page, spoil its lines, or make it scroll sideways. */
export const hostileTexts = [
  '</script><script>document.title = "broken out"</script>',
  '"><img src=x onerror="document.title = \'broken out\'">',
  "' onclick='document.title = `broken out`' x='",
  '</template></details></table></main><style>*{display:none}</style>',
  '<!-- <![CDATA[ ]]> {{constructor}} $\u{7B}document.title} &lt;b&gt; &amp;',
  '\u{202E}right to left\u{202E} \u{2066}left\u{2066} שלום',
  `a very long word ${'abcdefghij'.repeat(60)}`,
  'zr0-cls-1 class="zr0-cls-1" ecmeta_x="1" {a|b}\nsecond line\u{0}\u{7}',
] as const;

/** A sample in which every text and name that the data can hold is hostile. */
export function hostileSample(): ReportData {
  const data = sample({ rows: 40, scenarios: ['travel'] });
  const all = hostileTexts.join(' ');
  const evaluation = data.evaluations[0]!;
  const name = (at: number): string => hostileTexts[at % hostileTexts.length]!;
  const spec = (each: { id: string }, at: number) => ({ id: each.id, text: name(at) });
  return {
    ...data,
    title: all,
    toolVersion: all,
    dataset: {
      ...data.dataset,
      name: all,
      version: all,
      digest: all,
      models: { [all]: all },
      licences: { [all]: all },
      counts: data.dataset.counts.map((row, at) => ({ ...row, source: name(at) })),
      scenarios: data.dataset.scenarios.map((each) => ({
        ...each,
        name: all,
        safety: each.safety.map(spec),
        behavioral: each.behavioral.map(spec),
      })),
      funnel: data.dataset.funnel.map((row, at) => ({ ...row, stage: name(at), by: { [name(at)]: 1 } })),
      gaps: hostileTexts,
      review: all,
    },
    attack: attackSample((name) => `${name} ${all}`),
    evaluations: [
      {
        ...evaluation,
        ...{ subject: all, judge: all, method: all, protocol: hostileTexts },
        summary: { ...evaluation.summary, remarks: hostileTexts },
        rows: evaluation.rows.map((row, at) => ({
          ...row,
          source: name(at),
          specs: [name(at)],
          tactics: [name(at + 1), name(at + 2)],
          prompt: name(at),
          variant: name(at + 1),
          response: name(at + 2),
        })),
      },
    ],
  };
}

/** The same for several evaluations: names of models, judges, annotators, families, specs and remarks are hostile. */
export function hostileSeveral(): ReportData {
  const data = several({ models: 3, rows: 24, scenarios: ['travel', 'library', 'museum'], both: true });
  const all = hostileTexts.join(' ');
  const names = new Map(data.evaluations.map(({ name }, at) => [name, `${hostileTexts[at]} ${all} ${at}`]));
  const renamed = (name: string): string => names.get(name) ?? name;
  const comparison = data.comparison!;
  return {
    ...data,
    evaluations: data.evaluations.map((each) => ({
      ...each,
      ...{ name: renamed(each.name), subject: all, judge: all, protocol: hostileTexts },
      summary: { ...each.summary, remarks: hostileTexts },
      votes: each.votes && { ...each.votes, judges: hostileTexts },
    })),
    comparison: {
      ...comparison,
      ranking: comparison.ranking.map((each) => ({ ...each, name: renamed(each.name) })),
      differences: comparison.differences.map((each) => ({
        ...each,
        a: renamed(each.a),
        b: renamed(each.b),
      })),
      remarks: hostileTexts,
    },
    judges: data.judges.map((pair) => ({
      ...pair,
      judges: [all, `${all}.`],
      models: pair.models.map((each) => ({ ...each, name: renamed(each.name) })),
    })),
    trust: data.trust.map((each) => ({
      ...each,
      ...{ judge: all, dataset: all, remarks: hostileTexts },
      specs: each.specs.map((spec, at) => ({
        ...spec,
        spec: hostileTexts[at % hostileTexts.length]!,
        scenario: all,
      })),
      hostile: each.hostile.map(({ changed }, at) => ({ family: hostileTexts[at]!, changed })),
    })),
    people: data.people.map((each) => ({ ...each, judge: all, annotators: hostileTexts })),
    corrected: data.corrected.map((each) => ({ ...each, models: [all], judge: all, remarks: hostileTexts })),
  };
}
