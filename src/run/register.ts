import type { Trace } from '../core/ask.ts';
import type { Entity, Id } from '../core/entity.ts';
import { SpecloomError } from '../core/errors.ts';
import type { Outcome } from '../core/outcome.ts';
import { type Answer, isRehearsal, type Key, type Question } from '../core/question.ts';

/** All records of a run, what became of them, and the answers that they rest on. */
export class Register {
  readonly #records = new Map<Id, Entity>();
  readonly #traces = new Map<Id, Trace[]>();
  readonly #answers = new Map<Key, { readonly to: string; readonly answer: Answer }>();
  readonly #decisions = new Map<Key, Question>();

  add(record: Entity): void {
    this.#records.set(record.id, record);
  }

  find(id: Id): Entity {
    const record = this.#records.get(id);
    if (record === undefined) throw new SpecloomError('internal', `no record ${id} in this run`);
    return record;
  }

  trail(id: Id): readonly Trace[] {
    return this.#traces.get(id) ?? [];
  }

  /** Takes in the outcomes of a closed stage. */
  close(stage: string, outcomes: readonly Outcome<Entity>[]): void {
    for (const { from, kind, note } of outcomes) {
      const traces = this.#traces.get(from) ?? [];
      traces.push({ stage, kind, ...(note === undefined ? {} : { note }) });
      this.#traces.set(from, traces);
    }
  }

  /** Remembers an answer that some outcome rests on. */
  use(key: Key, question: Question, answer: Answer): void {
    this.#answers.set(key, { to: question.to, answer });
    if (question.kind === 'person') this.#decisions.set(key, question);
  }

  /** Those that models gave. */
  modelAnswers(): ReturnType<Register['answers']> {
    return this.answers().filter(([key]) => !this.#decisions.has(key));
  }

  /** What people were asked and answered, in the order of the keys. */
  decisions(): readonly { readonly question: Question; readonly answer: Answer }[] {
    return [...this.#decisions]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, question]) => ({ question, answer: this.#answers.get(key)!.answer }));
  }

  /** Addressees whose answers came from the rehearsal model, here or over HTTP. */
  rehearsed(): ReadonlySet<string> {
    return new Set(
      [...this.#answers.values()].filter(({ answer }) => isRehearsal(answer)).map(({ to }) => to),
    );
  }

  /** The answers in use, by key; in the order of their keys, so that sums do not depend on who came first. */
  answers(): readonly (readonly [Key, { readonly to: string; readonly answer: Answer }])[] {
    return [...this.#answers].sort(([a], [b]) => (a < b ? -1 : 1));
  }
}

/** A register that knows these records. */
export function registerOf(records: readonly Entity[]): Register {
  const register = new Register();
  for (const record of records) register.add(record);
  return register;
}
