/** The stage that a dataset is written behind. */
export const lastStage = 'export';

/** The stages that evaluate a dataset, in their order: each works on what the one before it made. */
export const evaluationStages: readonly string[] = ['respond', 'judge', 'score'];

/** Whether a stage's `use` is the path of a module. */
export function isStagePath(use: string): boolean {
  return /^\.{0,2}\/|\.(?:js|mjs|ts)$/.test(use);
}
