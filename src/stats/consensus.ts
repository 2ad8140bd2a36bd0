import type { Verdict } from '../core/entity.ts';

/** What several verdicts on the same spec of the same response come to. */
export interface Settled {
  readonly verdict: Verdict;
  /** Whether it is unscored because the most votes were shared by two verdicts. */
  readonly tied: boolean;
}

const given = ['YES', 'NO', 'NA'] as const;

/**
 * The verdict of the most votes. Unscored ones have no vote; where they are more than half of all, there is no
 * verdict, since those that are left may say little of the others. A tie for the most is none either: which of the two
 * is right, is not for their order to say.
 */
export function majorityOf(verdicts: readonly Verdict[]): Settled {
  const counts = given.map((verdict) => verdicts.filter((each) => each === verdict).length);
  const read = counts.reduce((sum, count) => sum + count, 0);
  const unscored: Settled = { verdict: 'unscored', tied: false };
  if (read === 0 || (verdicts.length - read) * 2 > verdicts.length) return unscored;
  const most = Math.max(...counts);
  const first = counts.indexOf(most);
  if (first !== counts.lastIndexOf(most)) return { ...unscored, tied: true };
  return { verdict: given[first]!, tied: false };
}

/** One vote of a judge of a panel: its verdicts by the id of their spec. */
export interface PanelVote {
  readonly judge: string;
  readonly verdicts: Readonly<Record<string, Verdict>>;
}

/** The verdicts that the votes on one response come to, by the id of their spec. */
export interface Consensus {
  readonly verdicts: Readonly<Record<string, Verdict>>;
  /** Specs that are unscored for a tie, of a judge's votes or of the panel. */
  readonly tied: readonly string[];
}

/**
 * Settles each spec by itself: for each judge by the majority over its votes, then by the majority over the judges, so
 * that each has one voice, however many votes it has. A vote that says nothing of a spec is unscored on it.
 */
export function consensusOf(votes: readonly PanelVote[]): Consensus {
  const judges = new Map<string, PanelVote[]>();
  for (const vote of votes) {
    const own = judges.get(vote.judge);
    if (own === undefined) judges.set(vote.judge, [vote]);
    else own.push(vote);
  }
  const specs = [...new Set(votes.flatMap(({ verdicts }) => Object.keys(verdicts)))];
  const settled = specs.map((spec) => [spec, settle([...judges.values()], spec)] as const);
  return {
    verdicts: Object.fromEntries(settled.map(([spec, { verdict }]) => [spec, verdict])),
    tied: settled.flatMap(([spec, { tied }]) => (tied ? [spec] : [])),
  };
}

function settle(judges: readonly (readonly PanelVote[])[], spec: string): Settled {
  const voices = judges.map((votes) => majorityOf(votes.map((vote) => verdictIn(vote, spec))));
  const { verdict, tied } = majorityOf(voices.map((voice) => voice.verdict));
  return { verdict, tied: tied || (verdict === 'unscored' && voices.some((voice) => voice.tied)) };
}

const verdictIn = ({ verdicts }: PanelVote, spec: string): Verdict =>
  Object.hasOwn(verdicts, spec) ? verdicts[spec]! : 'unscored';

/** How many votes differ from the majority of their judge. */
export interface Flips {
  readonly flipped: number;
  /** Votes that were read, on specs that their judge's votes settled. */
  readonly read: number;
}

/**
 * Counts the votes that differ from the verdict that the votes of the same judge on the same response settled. Votes
 * on a spec that they do not settle have no majority to differ from, and are left out.
 */
export function flipsOf(votesOfOneJudge: readonly PanelVote[]): Flips {
  const { verdicts } = consensusOf(votesOfOneJudge);
  let flipped = 0;
  let read = 0;
  for (const [spec, settled] of Object.entries(verdicts)) {
    if (settled === 'unscored') continue;
    for (const vote of votesOfOneJudge) {
      const own = verdictIn(vote, spec);
      if (own === 'unscored') continue;
      read += 1;
      if (own !== settled) flipped += 1;
    }
  }
  return { flipped, read };
}
