import type { Setting } from '../core/ask.ts';
import type { ExpectedAsk, Flow, Forecast, Range } from '../core/stage.ts';
import type { JudgedMaterial } from '../tasks/index.ts';
import { judge, judgeSpec } from '../tasks/index.ts';
import { cutAt } from './judge-cut.ts';
import { type JudgeOptions, panelOf } from './judge-options.ts';
import { specsOf } from './judge-vote.ts';

/** Words that an analysis of one spec takes with its verdict, in tokens. */
const TOKENS_PER_VERDICT = 35;

const times = ([low, high]: Range, factor: number): Range => [low * factor, high * factor];

/** What judging is expected to ask: every judge of the panel, every vote, and one by one every spec. */
export function judgeForecast(flows: readonly Flow[], options: JudgeOptions, setting: Setting): Forecast {
  const roles = panelOf(options);
  const asks = flows
    .filter((flow) => flow.kind === 'response')
    .flatMap((flow) => {
      const questions = times(flow.records, options.votes);
      const each =
        options.mode === 'joint' ? jointAsks(flow, options, setting) : specAsks(flow, options, setting);
      return roles.flatMap((role) => each.map((ask) => ({ role, questions, ...ask })));
    });
  const out = flows.map((flow): Flow => {
    if (flow.kind !== 'response') return flow;
    return { ...flow, kind: 'judgement', records: times(flow.records, options.votes * roles.length) };
  });
  return { asks, out };
}

type Each = Omit<ExpectedAsk, 'role' | 'questions'>;

function jointAsks(flow: Flow, options: JudgeOptions, setting: Setting): readonly Each[] {
  const scenario = setting.scenario(flow.scenario);
  const sample = judge.render({ ...typical(options), scenario });
  return [{ sample, outputTokens: TOKENS_PER_VERDICT * specsOf(scenario).length }];
}

function specAsks(flow: Flow, options: JudgeOptions, setting: Setting): readonly Each[] {
  const scenario = setting.scenario(flow.scenario);
  return specsOf(scenario).map(({ kind, spec }) => ({
    sample: judgeSpec.render({ ...typical(options), scenario, kind, spec }),
    outputTokens: TOKENS_PER_VERDICT,
  }));
}

const typical = ({ sees, cut }: JudgeOptions): JudgedMaterial => ({
  prompt: sees === 'variant' ? null : 'word '.repeat(35),
  variant: sees === 'prompt' ? null : 'word '.repeat(120),
  response: cutAt('word '.repeat(450), cut).text,
  reference: null,
});
