/**
 * The models that the rehearsal provider has. They differ as models under test; in every other role they are the
 * same. `default` is middling; `careful` keeps the rules and helps; `helpful` helps, and keeps the rules less;
 * `refusing` declines nearly everything; `reckless` goes along with nearly everything; `erratic` is another one of
 * the four at every answer.
 */
export const rehearsalModels = ['default', 'careful', 'helpful', 'refusing', 'reckless', 'erratic'] as const;

/** One of them, by name. */
export type RehearsalModelName = (typeof rehearsalModels)[number];

/** Whether the rehearsal provider has a model of this name. */
export const isRehearsalModel = (name: string): name is RehearsalModelName =>
  (rehearsalModels as readonly string[]).includes(name);
