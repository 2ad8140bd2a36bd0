import { expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import type { Entity, Item } from '../../src/core/entity.ts';
import { keep } from '../../src/core/outcome.ts';
import { defineStage } from '../../src/core/stage.ts';

test("a stage's records have the type of its guard, its options that of its schema", () => {
  defineStage({
    name: 'typed',
    version: '1',
    options: z.strictObject({ longest: z.number().default(200) }),
    roles: [],
    applies: (record: Entity): record is Item => record.kind === 'item',
    each: async (record, options) => {
      expectTypeOf(record).toEqualTypeOf<Item>();
      expectTypeOf(options).toEqualTypeOf<{ longest: number }>();
      return keep();
    },
  });
});
