export { methodLabel } from './label.ts';
export type { Deliberated, Method, MethodForecast, RespondHow } from './method.ts';
export { checkOptions, methodText, parseMethod, type SaidMethod } from './method-text.ts';
export { methods } from './methods.ts';
export {
  type Align3Step,
  align3Steps,
  type DeliberationOptions,
  deliberationOptions,
  type GivenOptions,
  methodOptions,
} from './options.ts';
export { strangeOptions } from './own-options.ts';
