import type { Method } from './method.ts';
import { vanilla } from './vanilla.ts';

/** The deliberation methods, by name. */
export const methods: ReadonlyMap<string, Method> = new Map([vanilla].map((method) => [method.name, method]));
