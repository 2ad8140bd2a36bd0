import type { ModelError } from '../core/errors.ts';
import { canonicalJson } from '../core/json.ts';
import type { Answer, Question } from '../core/question.ts';
import type { Store } from './store.ts';

/**
 * Which models, and which settings of theirs, are known to bring answers. A fault that looks like a
 * wrong setup (403, a complaint about a parameter) is one only where nothing like it ever worked:
 * afterwards it is about the one question.
 */
export interface Proofs {
  /** Notes an answer that came in. */
  add(question: Question, answer: Answer): void;
  /** Whether the setup that a fault blames has worked for another question. */
  against(question: Question, fault: Pick<ModelError, 'status'>): Promise<boolean>;
}

/**
 * Proofs of this process, and of earlier ones in the store: a resumed run may have none but the odd
 * questions left. Stored answers do not speak against 404 and its like: they came, perhaps, from
 * another address. Nothing speaks against 401, the key itself.
 */
export function proofs(store: Partial<Pick<Store, 'entries'>>): Proofs {
  const models = new Set<string>();
  const setups = new Set<string>();
  const stored = async (question: Question, fits: (other: Question) => boolean): Promise<boolean> => {
    const { to, kind } = question;
    for await (const entry of store.entries?.({ to, kind }) ?? [])
      if (isProof(entry.answer) && fits(entry.question)) return true;
    return false;
  };
  return {
    add(question, answer) {
      if (!isProof(answer)) return;
      models.add(question.to);
      setups.add(setupOf(question));
    },
    async against(question, { status }) {
      if (status === 400 || status === 422) {
        const setup = setupOf(question);
        return setups.has(setup) || stored(question, (other) => setupOf(other) === setup);
      }
      if (status === 401) return false;
      return models.has(question.to) || (status === 403 && stored(question, () => true));
    },
  };
}

/** A stop by a filter, or a rejection, may come from a gateway that never reached the model. */
function isProof({ finish }: Answer): boolean {
  return finish !== 'filter' && finish !== 'rejected';
}

/** Everything of a question that it shares with the others of its role. */
function setupOf({ to, body }: Question): string {
  const { messages: _, text: __, seed: ___, ...settings } = body;
  return canonicalJson([to, settings]);
}
