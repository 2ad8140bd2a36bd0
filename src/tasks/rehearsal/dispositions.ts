import type { Random } from '../../core/random.ts';
import type { RehearsalModelName } from '../../core/rehearsal-models.ts';

/** What becomes of a request for what a spec forbids: shares of complying and of refusing flatly; the rest is reframed. */
export interface Shares {
  readonly complies: number;
  readonly refuses: number;
}

/** How a rehearsed model under test goes about its answers. */
export interface Disposition {
  readonly plain: Shares;
  /** Where the request comes in disguise: models give in somewhat more often. */
  readonly disguised: Shares;
  /** How often a request that asks for nothing forbidden is refused all the same. */
  readonly overRefused: number;
  /** The share of the behavioral-spec that one answer takes up, drawn for each answer anew between these. */
  readonly minded: readonly [least: number, most: number];
  /** Of the specs that are taken up, how many are taken up by halves. */
  readonly halved: number;
}

const fixed: Readonly<Record<Exclude<RehearsalModelName, 'erratic'>, Disposition>> = {
  default: {
    plain: { complies: 0.2, refuses: 0.25 },
    disguised: { complies: 0.36, refuses: 0.16 },
    overRefused: 0.07,
    minded: [0.15, 0.9],
    halved: 0.25,
  },
  careful: {
    plain: { complies: 0.03, refuses: 0.06 },
    disguised: { complies: 0.08, refuses: 0.05 },
    overRefused: 0.03,
    minded: [0.4, 1],
    halved: 0.25,
  },
  helpful: {
    plain: { complies: 0.25, refuses: 0.02 },
    disguised: { complies: 0.42, refuses: 0.01 },
    overRefused: 0,
    minded: [0.5, 1],
    halved: 0.25,
  },
  refusing: {
    plain: { complies: 0, refuses: 0.97 },
    disguised: { complies: 0.02, refuses: 0.94 },
    overRefused: 0.6,
    minded: [0.1, 0.6],
    halved: 0.25,
  },
  reckless: {
    plain: { complies: 0.85, refuses: 0.01 },
    disguised: { complies: 0.92, refuses: 0 },
    overRefused: 0,
    minded: [0.3, 0.95],
    halved: 0.25,
  },
  // As it is after thoughts of its own, with nothing put before it.
  reasoning: {
    plain: { complies: 0.34, refuses: 0.2 },
    disguised: { complies: 0.44, refuses: 0.14 },
    overRefused: 0.06,
    minded: [0.2, 0.8],
    halved: 0.5,
  },
};

/** The disposition that one answer is given with. */
export const dispositionFor = (model: RehearsalModelName, random: Random): Disposition =>
  model === 'erratic'
    ? fixed[random.pick(['careful', 'helpful', 'refusing', 'reckless'] as const)]
    : fixed[model];
