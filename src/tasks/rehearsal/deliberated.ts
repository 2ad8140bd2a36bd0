import type { TracePart } from '../trace-texts.ts';
import type { Disposition, Shares } from './dispositions.ts';

/** What a step does to the shares of a disposition: factors. */
interface Effect {
  readonly complies: number;
  /** On refusing what is forbidden, and on refusing what is harmless. */
  readonly refuses: number;
  /** On the share of the behavioral-spec that is not taken up. */
  readonly missed: number;
  readonly halved: number;
}

/** The weights of the dice, by what was put before the model. None of them is measured on anything. */
const effects: Readonly<Record<TracePart, Effect>> = {
  behavior: { complies: 1, refuses: 0.85, missed: 0.55, halved: 0.45 },
  safety: { complies: 0.12, refuses: 0.25, missed: 1, halved: 1 },
  audit: { complies: 0.6, refuses: 0.6, missed: 0.6, halved: 0.35 },
  wait: { complies: 0.92, refuses: 0.95, missed: 0.95, halved: 0.95 },
};

/** Rules alone, with nothing thought of yet that is to be kept of an answer: less is lost, and less is left. */
const safetyFirst: Effect = { complies: 0.45, refuses: 0.7, missed: 1.2, halved: 1.15 };

/** No thought at all. */
const unthinking: Effect = { complies: 1.35, refuses: 1.1, missed: 1.3, halved: 1.3 };

/**
 * A disposition after what was put before a model, in this order. A step counts once however often it was taken, and
 * every further cycle of thinking counts.
 *
 * @param thought - how much it has thought, from not at all (0) to as much as it would by itself (1)
 */
export function deliberated(disposition: Disposition, parts: readonly TracePart[], thought = 1): Disposition {
  const steps = parts.filter((part, place) => part === 'wait' || parts.indexOf(part) === place);
  const taken = steps.map((step, place) =>
    step === 'safety' && !steps.slice(0, place).includes('behavior') ? safetyFirst : effects[step],
  );
  const lacking = thought < 1 ? [partly(unthinking, 1 - thought)] : [];
  return [...lacking, ...taken].reduce(after, disposition);
}

const after = ({ plain, disguised, overRefused, minded, halved }: Disposition, by: Effect): Disposition => ({
  plain: sharesAfter(plain, by),
  disguised: sharesAfter(disguised, by),
  overRefused: overRefused * by.refuses,
  minded: [mindedAfter(minded[0], by), mindedAfter(minded[1], by)],
  halved: Math.min(1, halved * by.halved),
});

const sharesAfter = ({ complies, refuses }: Shares, by: Effect): Shares => ({
  complies: Math.min(1, complies * by.complies),
  refuses: Math.min(1, refuses * by.refuses),
});

const mindedAfter = (minded: number, { missed }: Effect): number => Math.max(0, 1 - (1 - minded) * missed);

/** An effect in part: none of it at 0, all of it at 1. */
function partly({ complies, refuses, missed, halved }: Effect, part: number): Effect {
  const factor = (whole: number): number => 1 + (whole - 1) * part;
  return {
    complies: factor(complies),
    refuses: factor(refuses),
    missed: factor(missed),
    halved: factor(halved),
  };
}
