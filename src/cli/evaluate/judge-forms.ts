import { UsageError } from '../../core/errors.ts';
import { probeOptions } from './probe-options.ts';

/** What `specloom judge` is called for: an evaluation, `--probe`, or `--transcripts`. */
export type JudgeForm = 'evaluation' | 'probe' | 'transcripts';

// Flags by the name that commander gives them.
const asking = ['pipeline', 'budget', 'replay', 'collect', 'acceptGaps', 'events'];
const judging = ['judge', 'mode', 'votes', 'labelHint', 'order', 'compat'];
const showing = ['sees', 'cut'];
const scoring = ['alpha', 'empty'];
const counting = ['na', 'cluster'];
const probing = probeOptions().map((option) => option.attributeName());

/** The flags that each form would not heed, and why. */
const foreign: Readonly<Record<JudgeForm, { readonly flags: readonly string[]; readonly why: string }>> = {
  evaluation: { flags: probing, why: 'goes with --probe alone' },
  probe: {
    flags: [...showing, ...scoring, ...counting],
    why: 'does not go with --probe, which shows the judge whole responses and scores none',
  },
  transcripts: {
    // The seed is that of the intervals there.
    flags: [...asking, ...judging, ...showing, ...counting, ...probing.filter((name) => name !== 'seed')],
    why: 'does not go with --transcripts, which asks nobody and scores by NA left out and NA counted',
  },
};

/**
 * Refuses flags of another form of the command, instead of leaving them unheeded: who says `--plan` means to spend
 * nothing.
 *
 * @throws UsageError naming the first such flag.
 */
export function refuseFlagsOfOthers(form: JudgeForm, flags: object): void {
  const given = new Set(Object.keys(flags));
  const other = foreign[form].flags.find((name) => given.has(name));
  if (other === undefined) return;
  const flag = other.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new UsageError(`--${flag} ${foreign[form].why}; leave it out`);
}
