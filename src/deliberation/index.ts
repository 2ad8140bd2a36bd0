import type { Method } from './method.ts';
import { vanilla } from './vanilla.ts';

export { methodLabel } from './label.ts';
export type { Deliberated, Method, MethodForecast, RespondHow } from './method.ts';
export {
  type Align3Step,
  align3Steps,
  type DeliberationOptions,
  deliberationOptions,
  type GivenOptions,
  methodOptions,
} from './options.ts';

/** The deliberation methods, by name. */
export const methods: ReadonlyMap<string, Method> = new Map([vanilla].map((method) => [method.name, method]));
