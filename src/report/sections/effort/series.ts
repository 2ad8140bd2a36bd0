import type { LegendEntry } from '../../figure.ts';
import { kindLegend, lookOf } from '../../kinds.ts';
import type { RankedModel } from '../../ranked.ts';
import type { ScatterLine } from '../../scatter.ts';
import type { Fill, Shape } from '../../shapes.ts';
import { bySubject } from './methods-by-subject.ts';

/** How points are told apart and named. Points of one series are held against each other. */
export interface Series {
  of(model: RankedModel): string;
  look(model: RankedModel): Required<LegendEntry>;
  legend(models: readonly RankedModel[]): readonly LegendEntry[];
  /** What stands beside a point. */
  label(model: RankedModel): string;
  /** Whether a narrow drawing has room for that, too. */
  readonly hasShortNames: boolean;
  lineColor(model: RankedModel): Pick<ScatterLine, 'color'>;
}

/** All models as one series, looking as their kinds do. */
export const seriesByKind = (all: readonly RankedModel[]): Series => ({
  of: () => 'all',
  look: ({ evaluation }) => lookOf(evaluation),
  legend: () => kindLegend(all),
  label: ({ label }) => label,
  hasShortNames: false,
  lineColor: () => ({}),
});

const shapes: readonly Shape[] = ['circle', 'triangle', 'square', 'diamond', 'star'];
const colors = ['var(--series-1)', 'var(--series-3)', 'var(--series-2)', 'var(--series-4)'];
const fills: readonly Fill[] = ['full', 'hollow', 'pale'];

/** A series for each subject: twenty looks, full, then hollow, then pale. Its points are named by their methods. */
export function seriesBySubject(all: readonly RankedModel[]): Series {
  const subjects = bySubject(all).map(({ subject }) => subject);
  const look = ({ evaluation: { subject } }: RankedModel): Required<LegendEntry> => {
    const at = subjects.indexOf(subject);
    return {
      name: subject,
      color: colors[at % colors.length]!,
      shape: shapes[at % shapes.length]!,
      fill: fills[Math.floor(at / (colors.length * shapes.length)) % fills.length]!,
    };
  };
  return {
    of: ({ evaluation }) => evaluation.subject,
    look,
    legend: (models) => bySubject(models).map(({ models: own }) => look(own[0]!)),
    label: ({ evaluation }) => evaluation.method,
    hasShortNames: subjects.length === 1,
    lineColor: (model) => ({ color: look(model).color }),
  };
}
