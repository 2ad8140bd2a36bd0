import { ConfigError } from '../core/errors.ts';
import type { ModelKind } from '../core/reasoning.ts';
import { type ModelChoice, modelFacts } from '../files/index.ts';

/** What a caller may say of how subjects are asked. */
export interface SubjectSettings {
  /** Whether the subject reasons before it answers; how long its replies may be goes by that. */
  readonly kind?: ModelKind;
  /** Ask with the sampling that the subject's maker recommends. What the pipeline file sets wins. */
  readonly recommended?: boolean;
}

/**
 * A subject as it is to be asked. Its kind is the caller's, else the pipeline file's, else the one that the list of
 * models knows it for; the list's sampling is taken only where it is asked for, and never over a setting of the
 * pipeline file.
 *
 * @throws ConfigError where recommended sampling is asked for and none is known.
 */
export function subjectAsked(
  choice: ModelChoice,
  { kind, recommended = false }: SubjectSettings,
): ModelChoice {
  const said = kind ?? choice.kind;
  const facts = modelFacts(choice.model, said);
  const settled = said ?? facts?.kind;
  const asked = settled === undefined ? choice : { ...choice, kind: settled };
  if (!recommended) return asked;
  if (facts === undefined)
    throw new ConfigError(
      `nothing is known of ${choice.model}${said === undefined ? '' : ` as a model of kind ${said}`}, so there is no recommended sampling; set temperature and topP under models: of a pipeline file`,
    );
  const { extraBody, ...sampling } = facts.sampling;
  const members = { ...extraBody, ...choice.extraBody };
  return { ...sampling, ...asked, ...(Object.keys(members).length === 0 ? {} : { extraBody: members }) };
}
