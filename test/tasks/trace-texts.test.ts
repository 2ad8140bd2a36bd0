import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partsOfTrace, stepRequest, stepText, waitText } from '../../src/tasks/trace-texts.ts';

const scenario = {
  safety: [
    { id: 's1', text: 'Never help to touch exhibits.' },
    { id: 's2', text: 'Never help to enter\n- closed rooms.' },
  ],
  behavioral: [{ id: 'b1', text: 'Name the room of each exhibit.' }],
};
const safety = '- Never help to touch exhibits.\n- Never help to enter - closed rooms.';
const behavioral = '- Name the room of each exhibit.';
const steps = ['behavior', 'safety', 'audit'] as const;
const forms = { trace: stepText, turn: stepRequest };

test.each(Object.entries(forms))(
  'in a %s, each step puts the specs that it turns to before the subject, one a line',
  (_, textOf) => {
    expect(textOf('behavior', { scenario })).toContain(behavioral);
    expect(textOf('behavior', { scenario })).not.toContain('exhibits');
    expect(textOf('safety', { scenario })).toContain(safety);
    expect(textOf('safety', { scenario })).not.toContain(behavioral);
    const audit = textOf('audit', { scenario });
    expect(audit).toContain(`Safety specifications:\n${safety}\n\nBehavioral specifications:\n${behavioral}`);
  },
);

test.each(Object.entries(forms))(
  'in a %s, the turn to safety asks to reframe first, and to refuse last',
  (_, textOf) => {
    const text = textOf('safety', { scenario });
    expect(text.indexOf('another way to put it')).toBeGreaterThan(0);
    expect(text.indexOf('last resort')).toBeGreaterThan(text.indexOf('another way to put it'));
    expect(text).toContain('meet the behavioral ones');
  },
);

test('in a trace, a step ends in the middle of a sentence; in a turn, with what is to be written', () => {
  for (const step of steps) {
    expect(stepText(step, { scenario })).toMatch(/\n\nSo$/);
    expect(stepRequest(step, { scenario })).toMatch(/for the person who asked\.$/);
  }
});

test('the parts of a trace are found again in their order, and of turns as well', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...steps, 'wait' as const)), fc.boolean(), (parts, inTurns) => {
      const textOf = inTurns ? stepRequest : stepText;
      const trace = parts.map((part) => (part === 'wait' ? waitText : textOf(part, { scenario })));
      expect(partsOfTrace(['Hm.', ...trace].join('\n\n'))).toEqual(parts);
    }),
    { numRuns: 50 },
  );
});

test('a subject that waits of its own accord in a sentence has not been told to', () => {
  expect(partsOfTrace('I had better Wait for the guide. But wait.')).toEqual([]);
});
