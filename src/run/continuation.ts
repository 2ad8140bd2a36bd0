import { ConfigError, ModelError } from '../core/errors.ts';
import type { Continuation, Provider } from '../core/provider.ts';
import type { ThinkingMarkers } from '../core/reasoning.ts';
import type { ChosenMethod } from '../stages/index.ts';
import type { LoadedStage } from './load-stages.ts';
import { extraBodyOf, type ResolvedModel, thinkingMarkers } from './open-models.ts';
import type { RunEvent } from './progress.ts';
import { kindOf, methodIn } from './subject-method.ts';

/** The role whose model deliberates. */
const role = 'subject';

/**
 * Makes sure that the subject's servers can go on with the turns that the chosen method begins, before anything is asked.
 * Nothing is generated for it. Does nothing where no stage has such a method.
 *
 * A server that cannot be reached just now is no reason to end: what is stored needs none, and a question that does
 * finds out by itself.
 *
 * @throws ConfigError where they cannot, saying why and what to do.
 */
export async function ensureContinuation(
  { stages, models }: { readonly stages: readonly LoadedStage[]; readonly models: readonly ResolvedModel[] },
  { signal, emit }: { readonly signal: AbortSignal; emit(event: RunEvent): void },
): Promise<void> {
  const subject = models.find((model) => model.role === role);
  if (subject === undefined || subject.source.kind !== 'provider') return;
  const { provider } = subject.source;
  const partials = stages.flatMap((stage) => partialsOf(methodIn(stage), subject));
  if (partials.length === 0) return;
  try {
    const { way, detail } = await tryOut(provider, subject, partials, signal);
    emit({ type: 'continuation', role, model: subject.to, way, detail });
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof ModelError)) throw error;
    if (!error.retryable) throw new ConfigError(error.message, { cause: error });
    emit({ type: 'fault', to: subject.to, detail: error.message, retryInMs: null });
  }
}

/** What holds for the last turn holds for all: a provider that had to take the other way for one of them stays with it. */
async function tryOut(
  provider: Provider,
  subject: ResolvedModel,
  partials: readonly string[],
  signal: AbortSignal,
): Promise<Continuation> {
  let found: Continuation | undefined;
  for (const partial of partials)
    found = await provider.continuation?.(subject.model, partial, signal, extraBodyOf(subject));
  if (found !== undefined) return found;
  throw new ConfigError(
    `provider ${provider.name} has no model go on with a turn that has begun, which this method needs; ask another model, or by a method that asks for whole turns (docs/continuation.md)`,
  );
}

/** Turns as a method will begin them: chat templates take those differently whose block of reasoning is closed. */
function partialsOf(chosen: ChosenMethod | undefined, subject: ResolvedModel): readonly string[] {
  const thinking = thinkingMarkers(subject);
  if (chosen === undefined || thinking === undefined) return [];
  const { method, options } = chosen;
  if (!method.continues(options, kindOf(subject))) return [];
  if (method.begins !== undefined) return [method.begins(thinking)];
  const begun = `${thinking.open}So`;
  // Only a budget of tokens ends reasoning in the subject's place.
  return options.tokens === undefined ? [begun] : [begun, closed(begun, thinking)];
}

const closed = (begun: string, { close }: ThinkingMarkers): string => `${begun}\n${close}\n\n`;
