import { align3 } from './align3.ts';
import { bestOfN } from './best-of-n.ts';
import type { Method } from './method.ts';
import { moreThink } from './more-think.ts';
import { selfRefine } from './self-refine.ts';
import { tpo } from './tpo.ts';
import { vanilla } from './vanilla.ts';
import { zeroThink } from './zero-think.ts';

/** The deliberation methods, by name. */
export const methods: ReadonlyMap<string, Method> = new Map(
  [vanilla, zeroThink, moreThink, bestOfN, selfRefine, tpo, align3].map((method) => [method.name, method]),
);
