import type { Item } from '../core/entity.ts';
import { groupBy } from '../core/group-by.ts';
import type { Contents, ScenarioContents } from './verify-contents.ts';
import type { Placed } from './verify-reader.ts';
import { shown } from './verify-shown.ts';

/** Whether every item stands once, fits its scenario, and is not called safe and unsafe at once. */
export function itemProblems({ scenarios }: Contents): string[] {
  return [
    ...doubledIds(scenarios.flatMap(({ items }) => items)),
    ...scenarios.flatMap((scenario) => [...strangers(scenario), ...doubleLabels(scenario.items)]),
  ];
}

function doubledIds(items: readonly Placed<Item>[]): string[] {
  return [...groupBy(items, ({ row }) => row.id)].flatMap(([id, [first, ...others]]) =>
    others.map(({ place }) => `${place}: item ${id} stands at ${first!.place} already`),
  );
}

/** Items of another scenario, or of specs that the scenario has not. */
function strangers({ id, scenario, items }: ScenarioContents): string[] {
  const specs = new Set([...scenario.safety, ...scenario.behavioral].map((spec) => spec.id));
  return items.flatMap(({ row, place }) => [
    ...(row.scenario === id ? [] : [`${place}: item ${row.id} is of the scenario ${shown(row.scenario)}`]),
    ...row.specs
      .filter((spec) => !specs.has(spec))
      .map((spec) => `${place}: item ${row.id} names the spec ${shown(spec)}, which its scenario has not`),
  ]);
}

/** Prompts that stand under both labels. */
function doubleLabels(items: readonly Placed<Item>[]): string[] {
  return [...groupBy(items, ({ row }) => row.prompt).values()].flatMap(([first, ...others]) =>
    others
      .filter(({ row }) => row.label !== first!.row.label)
      .map(
        ({ row, place }) => `${place}: item ${row.id} has the prompt of ${first!.place}, and another label`,
      ),
  );
}
