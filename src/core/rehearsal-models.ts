import type { ThinkingMarkers } from './reasoning.ts';

/**
 * The models that the rehearsal provider has. They differ as models under test; in every other role they are the
 * same. `default` is middling; `careful` keeps the rules and helps; `helpful` helps, and keeps the rules less;
 * `refusing` declines nearly everything; `reckless` goes along with nearly everything; `erratic` is another one of
 * the four at every answer. `reasoning` thinks in a block before it answers, and gains by what is put before it as it does.
 */
export const rehearsalModels = [
  'default',
  'careful',
  'helpful',
  'refusing',
  'reckless',
  'erratic',
  'reasoning',
] as const;

/** One of them, by name. */
export type RehearsalModelName = (typeof rehearsalModels)[number];

/** Whether the rehearsal provider has a model of this name. */
export const isRehearsalModel = (name: string): name is RehearsalModelName =>
  (rehearsalModels as readonly string[]).includes(name);

/** How `reasoning` writes its reasoning. */
export const rehearsedThinking: ThinkingMarkers = {
  open: '<think>\n',
  close: '</think>',
  empty: '<think>\n\n</think>\n\n',
};
