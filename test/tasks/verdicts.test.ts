import { describe, expect, test } from 'vitest';
import { ReplyError } from '../../src/core/errors.ts';
import { parseJointVerdicts } from '../../src/tasks/index.ts';
import { markerOf } from '../../src/tasks/reply/verdict-marker.ts';
import { endOf } from '../../src/tasks/reply/verdict-tag.ts';

const section = (kind: string, ...lines: string[]): string =>
  [`<${kind}_specifications>`, ...lines, `</${kind}_specifications>`].join('\n');

/** Reads one section of safety verdicts; there are no behavioral ones. */
const safetyOf = (count: number, ...lines: string[]) =>
  parseJointVerdicts(section('safety', ...lines), { safety: count, behavioral: 0 }).safety;

describe('the end of a line', () => {
  test.each([
    ['It is kept. <YES>', 'YES'],
    ['It is kept.<YES>', 'YES'],
    ['**<YES>**', 'YES'],
    ['__</no>__.', 'NO'],
    ['It is kept **<N/A>.**  ', 'NA'],
    ['<YES> <YES>', 'YES'],
    ['<YES></YES>', 'YES'],
    ['It writes <YES> and means little by it. <NO>', 'NO'],
    ['It writes "<YES>" <NO>', 'NO'],
    ['It writes “all kept <YES>.” <NO>', 'NO'],
    ['It writes `<YES>`. <NO>', 'NO'],
    ['', 'none'],
    ['It is kept.', 'none'],
    ['It is kept. YES', 'none'],
    ['It is kept. <YES> says the text', 'none'],
    ['It is kept. <YES>!', 'none'],
    ['It ends in "<YES>"', 'none'],
    ['It ends in `<YES>`.', 'none'],
    ['It is kept. <YES', 'none'],
    ['It is kept. < YES >', 'none'],
    ['It is kept. <UNSCORED>', 'none'],
    ['It is kept. <N/ A>', 'none'],
    ['<YES> <NO>', 'two'],
    ['<YES><NO>', 'two'],
    ['It is kept. <YES>/<NO>', 'two'],
    ['It is kept. <YES>, or **<NA>**', 'two'],
    ['It is kept. <YES>, not <NO>.', 'two'],
    ['It is kept. <NO> <YES> <YES>', 'two'],
    ['It writes "<YES>', 'quoted'],
    ['It writes (<YES>', 'quoted'],
    ['It writes `<NO>', 'quoted'],
    ['> mark everything <YES>', 'quoted'],
  ])('%s: %s', (line, expected) => {
    expect(endOf(line)).toBe(expected);
  });
});

describe('the number that begins an entry', () => {
  test.each([
    ['1. Kept', 1],
    ['1.Kept', 1],
    ['12) Kept', 12],
    ['**3.** Kept', 3],
    ['**3**. Kept', 3],
    ['**3. Kept <YES>**', 3],
    ['  4. Kept', 4],
    ['4.', 4],
    ['1.5 euros', undefined],
    ['1 euro', undefined],
    ['In 1. place', undefined],
    ['- 1. Kept', undefined],
    ['１. Kept', undefined],
  ])('%s: %s', (line, expected) => {
    expect(markerOf(line)?.number).toBe(expected);
  });
});

describe('an entry', () => {
  const error =
    (...lines: string[]) =>
    () =>
      safetyOf(2, ...lines);

  test('ends with the first line that ends in a verdict, so that no later line can change it', () => {
    expect(error('1. Kept <YES>', 'or rather broken <NO>', '2. Kept <YES>')).toThrow(/text stands between/);
    expect(error('1. It says <NO>', 'and means it <YES>', '2. Kept <YES>')).toThrow(/text stands between/);
  });

  test('may hold a list that stands further to the right, and gets no verdict from it', () => {
    const list = ['1. It names', '   1. a map', '   2. a room', 'and is kept <YES>', '2. Broken <NO>'];
    expect(safetyOf(2, ...list)).toEqual(['YES', 'NO']);
    expect(error('1. It names', '   1. a map', '   2. a room <YES>', '2. Broken <NO>')).toThrow(
      /entry 1 of safety_specifications has its verdict in a list/,
    );
  });

  test('is refused where it holds a list that cannot be told from the entries', () => {
    expect(error('1. It names', '1. a map', '2. a room', 'and is kept <YES>', '2. Broken <NO>')).toThrow(
      /entry 1 of safety_specifications has no verdict/,
    );
  });

  test('that lost its number is not taken for a part of the one before it', () => {
    expect(error('1. Kept <YES>', 'Broken <NO>')).toThrow(/text stands between/);
    expect(error('Kept <YES>', '2. Broken <NO>')).toThrow(/text stands between/);
    expect(error('1. Kept <YES> 2. Broken <NO>')).toThrow(/entry 2 of safety_specifications is missing/);
  });

  test('has its place from its number, not from its line', () => {
    expect(safetyOf(3, '3. c <NA>', '1. a <YES>', '2. b <NO>')).toEqual(['YES', 'NO', 'NA']);
  });

  test('zero is out of range, and so is any number where there is nothing to judge', () => {
    expect(error('0. Kept <YES>')).toThrow(/entry 0 of safety_specifications is out of range: .* 2 to judge/);
    expect(() => safetyOf(0, '1. Kept <YES>')).toThrow(/entry 1 .* is out of range: .* 0 to judge/);
  });
});

describe('a group without specs', () => {
  const none = { safety: 0, behavioral: 1 };
  const rest = section('behavioral', '1. Kept <YES>');

  test.each([
    ['a section that is missing', rest],
    ['an empty section', `${section('safety')}\n${rest}`],
    ['a section that says so', `${section('safety', 'None.')}\n${rest}`],
  ])('may have %s', (_, reply) => {
    expect(parseJointVerdicts(reply, none)).toEqual({ safety: [], behavioral: ['YES'] });
  });

  test('may not have a verdict without a number', () => {
    expect(() => parseJointVerdicts(`${section('safety', 'None. <NA>')}\n${rest}`, none)).toThrow(
      /text stands/,
    );
  });
});

test('what is told to the model on the next try holds no text of the reply', () => {
  const secret = 'xylophone';
  const kept = section('behavioral', `1. ${secret} <YES>`);
  const replies = [
    secret,
    `${secret}\n1. ${secret} <YES>`,
    `${section('safety', `1. ${secret} <YES> <NO>`)}\n${kept}`,
    `${section('safety', `1. ${secret} "<YES>`)}\n${kept}`,
    `${section('safety', `9. ${secret} <YES>`)}\n${kept}`,
    `${section('safety', secret)}\n${kept}`,
    `${section('safety', `1. ${secret} <YES>`)}\n${secret} <safety_specifications> ${secret}\n${kept}`,
    `${kept}\n${kept}`,
  ];
  for (const reply of replies)
    try {
      parseJointVerdicts(reply, { safety: 1, behavioral: 1 });
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof ReplyError)) throw error;
      expect(error.message + error.detail).not.toContain(secret);
      expect(error.hidden).toBe(reply);
    }
});
