import { align3 } from './align3.ts';
import type { Method } from './method.ts';
import { moreThink } from './more-think.ts';
import { vanilla } from './vanilla.ts';
import { zeroThink } from './zero-think.ts';

/** The deliberation methods, by name. */
export const methods: ReadonlyMap<string, Method> = new Map(
  [vanilla, zeroThink, moreThink, align3].map((method) => [method.name, method]),
);
