import type { ReportData } from '../../src/report/index.ts';
import { attackSample } from './attack-sample.ts';
import { sample } from './sample.ts';

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
