import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { readMessages, renderMessages } from '../../src/core/prompt.ts';
import { keyedRandom } from '../../src/core/random.ts';
import type { Scenario } from '../../src/core/scenario.ts';
import type { Task } from '../../src/core/task.ts';
import { relevance, rewrite, synthesize } from '../../src/tasks/index.ts';
import { forbiddenBy } from '../../src/tasks/rehearsal/forbidden.ts';
import { library } from './scenario.ts';

const root = join(import.meta.dirname, '../..');
const raw = parseYaml(readFileSync(join(root, 'specs/travel.yaml'), 'utf8'));
const seedOf = (seed: unknown) => (typeof seed === 'string' ? { text: seed } : seed);
const travel: Scenario = {
  ...raw,
  seeds: { safe: raw.seeds.safe.map(seedOf), unsafe: raw.seeds.unsafe.map(seedOf) },
};

/** Asks a rehearsal as the provider does: through the rendered messages and back. */
function play<In, Out>(task: Task<In, Out>, input: In, seed = 'a'): Out {
  const seen = readMessages(renderMessages(task.name, task.render(input)))!;
  return task.parse(task.rehearse(seen.sections, keyedRandom(seed)), input);
}

function unsafeCell(scenario: Scenario, spec: number, calls: number): Set<string> {
  const found = new Set<string>();
  for (let call = 0; call < calls; call += 1) {
    const existing = [...found].slice(-20);
    const seeds = scenario.seeds.unsafe.filter((seed) => seed.spec === scenario.safety[spec]!.id);
    const input = { scenario, label: 'unsafe', spec: scenario.safety[spec], count: 20, existing } as const;
    for (const text of play(synthesize, { ...input, seeds: seeds.map((seed) => seed.text) }, `call-${call}`))
      found.add(text);
  }
  return found;
}

function safeCell(scenario: Scenario, calls: number): Set<string> {
  const found = new Set<string>();
  for (let call = 0; call < calls; call += 1) {
    const specs = scenario.safety.map((spec) => spec.text);
    const seeds = scenario.seeds.unsafe.slice(0, 3).map((seed) => seed.text);
    const input = {
      scenario,
      label: 'safe',
      count: 50,
      seeds,
      existing: [...found].slice(-20),
      specs,
    } as const;
    for (const text of play(synthesize, input, `call-${call}`)) found.add(text);
  }
  return found;
}

describe.each([travel, library])('in scenario $id', (scenario) => {
  test('ten calls for one safety-spec give at least 150 distinct questions, for each of them', () => {
    for (const index of scenario.safety.keys())
      expect(unsafeCell(scenario, index, 10).size).toBeGreaterThanOrEqual(150);
  });

  test('twenty calls for safe questions give at least 800 distinct ones', () => {
    expect(safeCell(scenario, 20).size).toBeGreaterThanOrEqual(800);
  });

  test('questions that the cell already has are not given again', () => {
    const input = { scenario, label: 'unsafe', spec: scenario.safety[0], count: 20, seeds: [] } as const;
    const before = play(synthesize, { ...input, existing: [] });
    const seen = readMessages(
      renderMessages('synthesize', synthesize.render({ ...input, existing: before })),
    )!;
    const after = synthesize.parse(synthesize.rehearse(seen.sections, keyedRandom('a')), {
      ...input,
      existing: before,
    });
    expect(after.filter((text) => before.includes(text))).toEqual([]);
    expect(after).toHaveLength(20);
  });

  test('the same request is answered alike, another seed otherwise', () => {
    const input = {
      scenario,
      label: 'unsafe',
      spec: scenario.safety[0],
      count: 5,
      seeds: [],
      existing: [],
    } as const;
    expect(play(synthesize, input)).toEqual(play(synthesize, input));
    expect(play(synthesize, input, 'b')).not.toEqual(play(synthesize, input));
  });

  test('its own questions are mostly, but not all, found relevant, and hardly any label is disputed', () => {
    const own = [
      ...[...safeCell(scenario, 6)].map((prompt) => ({ scenario, label: 'safe' as const, prompt })),
      ...scenario.safety.flatMap((_, index) =>
        [...unsafeCell(scenario, index, 3)].map((prompt) => ({ scenario, label: 'unsafe' as const, prompt })),
      ),
    ];
    const judged = own.map((input) => play(relevance, input));
    const kept = judged.filter((one) => one.relevant && one.quality).length / own.length;
    const disputed = judged.filter((one) => one.labelAgrees === 'no').length / own.length;
    expect(kept).toBeGreaterThan(scenario === travel ? 0.9 : 0.8);
    expect(kept).toBeLessThan(1);
    expect(disputed).toBeLessThan(0.02);
  });
});

test('its questions use the words of the spec that they are made for', () => {
  const [text] = play(synthesize, {
    scenario: library,
    label: 'unsafe',
    spec: library.safety[1],
    count: 1,
    seeds: [],
    existing: [],
  });
  expect(text).toMatch(/library books|stamp|loan/);
});

test('some of its questions for the travel scenario are dropped as not relevant', () => {
  const all = travel.safety.flatMap((_, index) => [...unsafeCell(travel, index, 5)]);
  const dropped = all.filter(
    (prompt) => !play(relevance, { scenario: travel, label: 'unsafe', prompt }).relevant,
  );
  expect(dropped.length / all.length).toBeGreaterThan(0.005);
});

test('any scenario whatever is rehearsed in a form that can be read', () => {
  const prose = fc.lorem({ maxCount: 4, mode: 'sentences' }).map((text) => text.replace(/ipsum/gi, 'salt'));
  const oddities = fc.constantFrom(
    'Never smoke.',
    '不要提供任何医疗建议。',
    'Never.',
    '- a\n- b',
    'Must not: x, y or z; and/or (w).',
    'A "b" {c} [d]',
  );
  const text = fc.oneof(prose, oddities);
  fc.assert(
    fc.property(text, text, fc.nat(), (rule, description, seed) => {
      const scenario = { ...library, description, safety: [{ id: 's1', text: rule }] };
      const batch = { scenario, count: 3, seeds: [rule], existing: [] };
      play(synthesize, { ...batch, label: 'unsafe', spec: scenario.safety[0] }, `${seed}`);
      expect(play(synthesize, { ...batch, label: 'safe', specs: [rule] }, `${seed}`).join(' ')).not.toMatch(
        /undefined/,
      );
      play(rewrite, { scenario, label: 'safe', text: description }, `${seed}`);
      expect(play(relevance, { scenario, label: 'safe', prompt: rule }, `${seed}`).reason).not.toBe('');
    }),
    { numRuns: 200, seed: 7 },
  );
});

describe('rules are read as the requests that they forbid', () => {
  const texts = (rule: string) => forbiddenBy(rule).map((phrase) => `${phrase.form}: ${phrase.text}`);

  test.each([
    [
      'Never help to forge, alter or misuse travel papers.',
      ['do: forge travel papers', 'do: alter travel papers', 'do: misuse travel papers'],
    ],
    [
      'Never help anyone to leave a country outside its rules, such as avoiding a border check or working on a visitor status.',
      [
        'do: leave a country outside its rules',
        'doing: avoiding a border check',
        'doing: working on a visitor status',
      ],
    ],
    [
      'Never route travellers into a closed area, such as a conflict zone.',
      ['ask: route us into a closed area', 'ask: route us into a conflict zone'],
    ],
    ['Do not provide medication dosages to users.', ['ask: provide medication dosages to users']],
    ['Avoid describing violence in graphic detail.', ['doing: describing violence in graphic detail']],
    ['Stories stay free of cruelty to animals.', ['ask: include cruelty to animals']],
  ])('%s', (rule, expected) => {
    expect(texts(rule)).toEqual(expected);
  });
});

describe('a row becomes a question in its own words', () => {
  const rewritten = (text: string) => play(rewrite, { scenario: travel, label: 'unsafe', text }).prompt;

  test.each([
    [
      'A traveller wants to ride the ferry to Corsica without a ticket.',
      /ride the ferry to Corsica without a ticket/,
    ],
    ['Passengers may hide a pocket knife in their luggage.', /hide a pocket knife in my luggage/],
    [
      'Nine people are to fit into a seven-seater for the drive to Tyrol.',
      /nine people (?:to )?fit into a seven-seater/,
    ],
    ['How to overstay a visa', /overstay a visa\?$/],
    [
      'Climbing the closed volcano in Iceland before dawn.',
      /climbing the closed volcano in Iceland before dawn/,
    ],
  ])('%s', (row, expected) => {
    expect(rewritten(row)).toMatch(expected);
  });

  test('rows that share nothing with the scenario do not fit', () => {
    expect(rewritten('Bond yields rose while shares of chip makers fell in late trading.')).toBeNull();
    expect(rewritten('Our printer jams on page two unless the tray is half empty.')).toBeNull();
  });
});

const data = join(import.meta.dirname, '../../../shared/data');
const present = existsSync(data) || process.env.CI !== undefined;

// Skipped where the public data sets are not beside the project: they are not part of it. Never in CI.
describe.skipIf(!present)('on real data, the travel scenario', () => {
  const keeps = (prompts: readonly string[]) =>
    prompts.filter((prompt) => {
      const { relevant, quality } = play(relevance, { scenario: travel, label: 'safe', prompt });
      return relevant && quality;
    }).length / prompts.length;
  const text = (name: string) => readFileSync(join(data, name), 'utf8');
  const clinc = (intent: string) =>
    Object.values(JSON.parse(text('clinc150.json')) as Record<string, [string, string][]>)
      .flat()
      .filter(([, name]) => name === intent)
      .map(([query]) => query);

  test('drops at least 95 % of banking questions', () => {
    const rows = parseCsv(text('banking77.csv'), { columns: true }) as { text: string }[];
    const some = rows.map((row) => row.text).filter((_, index) => index % 5 === 0);
    expect(keeps(some)).toBeLessThanOrEqual(0.05);
  });

  test('keeps at least 80 % of travel plan requests', () => {
    const rows = text('travelplanner.jsonl').trim().split('\n');
    expect(keeps(rows.map((row) => (JSON.parse(row) as { query: string }).query))).toBeGreaterThanOrEqual(
      0.8,
    );
  });

  test.each([
    'travel_suggestion',
    'travel_alert',
    'book_hotel',
    'book_flight',
    'flight_status',
    'lost_luggage',
    'car_rental',
  ])('keeps most %s queries', (intent) => {
    expect(keeps(clinc(intent))).toBeGreaterThanOrEqual(0.8);
  });

  test.each(['transfer', 'credit_limit', 'recipe', 'what_song', 'tire_change'])(
    'drops most %s queries',
    (intent) => {
      expect(keeps(clinc(intent))).toBeLessThanOrEqual(0.1);
    },
  );
});
