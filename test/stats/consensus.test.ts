import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/core/entity.ts';
import { consensusOf, flipsOf, majorityOf } from '../../src/stats/consensus.ts';

const verdict = fc.constantFrom<Verdict>('YES', 'NO', 'NA', 'unscored');

describe('the majority of votes', () => {
  test.each<[string, Verdict[], Verdict, boolean]>([
    ['most votes', ['YES', 'YES', 'NO'], 'YES', false],
    ['most votes, though not half of them', ['YES', 'YES', 'NO', 'NA', 'unscored'], 'YES', false],
    ['a tie', ['YES', 'NO'], 'unscored', true],
    ['a tie of two beside a third', ['YES', 'NO', 'NA', 'YES', 'NO'], 'unscored', true],
    ['half unscored', ['YES', 'unscored'], 'YES', false],
    ['more than half unscored', ['YES', 'unscored', 'unscored'], 'unscored', false],
    ['nothing read', ['unscored'], 'unscored', false],
    ['no votes', [], 'unscored', false],
  ])('of %s', (_, votes, settled, tied) => {
    expect(majorityOf(votes)).toEqual({ verdict: settled, tied });
  });

  test('does not depend on the order of the votes', () => {
    fc.assert(
      fc.property(fc.array(verdict, { maxLength: 9 }), (votes) => {
        expect(majorityOf(votes.toReversed())).toEqual(majorityOf(votes));
        expect(majorityOf(votes.toSorted())).toEqual(majorityOf(votes));
      }),
    );
  });

  test('of one vote is that vote', () => {
    for (const one of ['YES', 'NO', 'NA', 'unscored'] as const)
      expect(majorityOf([one])).toEqual({ verdict: one, tied: false });
  });
});

const vote = (judge: string, s1: Verdict, more: Readonly<Record<string, Verdict>> = {}) => ({
  judge,
  verdicts: { s1, ...more },
});

describe('the consensus of a panel', () => {
  test('gives each judge one voice, however many votes it has', () => {
    const votes = [...Array(5).fill(vote('a', 'NO')), vote('b', 'YES'), vote('c', 'YES')];
    expect(consensusOf(votes)).toEqual({ verdicts: { s1: 'YES' }, tied: [] });
  });

  test('leaves a judge out whose own votes tie, and says so only where nothing else settles it', () => {
    const tie = [vote('a', 'NO'), vote('a', 'YES')];
    expect(consensusOf([...tie, vote('b', 'YES'), vote('c', 'YES')])).toEqual({
      verdicts: { s1: 'YES' },
      tied: [],
    });
    expect(consensusOf([...tie, vote('b', 'unscored'), vote('c', 'YES')])).toEqual({
      verdicts: { s1: 'unscored' },
      tied: ['s1'],
    });
    expect(consensusOf([vote('a', 'NO'), vote('b', 'YES')]).tied).toEqual(['s1']);
  });

  test('takes a spec that a vote says nothing of for unscored there', () => {
    const votes = [vote('a', 'YES', { b1: 'NO' }), vote('a', 'YES'), vote('a', 'YES')];
    expect(consensusOf(votes).verdicts).toEqual({ s1: 'YES', b1: 'unscored' });
  });

  test('of one judgement is that judgement', () => {
    const verdicts = { s1: 'NO', b1: 'unscored' } as const;
    expect(consensusOf([{ judge: 'a', verdicts }])).toEqual({ verdicts, tied: [] });
  });
});

test('flips are read votes that differ from what their judge settled; ties and unscored votes count for nothing', () => {
  const votes = (['YES', 'YES', 'NO', 'unscored'] as const).map((s1, at) =>
    vote('a', s1, { s2: at < 2 ? 'YES' : 'NO', s3: 'NA' }),
  );
  expect(flipsOf(votes)).toEqual({ flipped: 1, read: 7 });
});
