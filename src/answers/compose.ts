import type { Answers, Call } from '../core/answers.ts';
import { ConfigError, type PendingReason, StoreError } from '../core/errors.ts';
import type { Limits, Provider, Server } from '../core/provider.ts';
import type { Answer, Question } from '../core/question.ts';
import { checkStopped, either } from './abort.ts';
import type { Budget } from './budget.ts';
import type { OnEvent } from './events.ts';
import { type Gate, gate } from './gate.ts';
import { oneOf } from './one-of.ts';
import { priceOf, requirePrice } from './prices.ts';
import { proofs } from './proofs.ts';
import type { Store } from './store.ts';
import { chatTraits, embedTraits, rewardTraits, type Traits } from './traits.ts';
import { withAnswers } from './with-answers.ts';
import { withAnswersBatch } from './with-answers-batch.ts';
import { breaker } from './with-breaker.ts';
import { withBudget, withoutBudget } from './with-budget.ts';
import { withLimit } from './with-limit.ts';
import { type WithRetry, withRetry } from './with-retry.ts';
import { withTimeout } from './with-timeout.ts';

export interface AskThrough {
  /** Where answers are kept. A whole store also notes the questions that stay pending, and tells what worked before. */
  readonly answers: Answers &
    Pick<Store, 'getMany' | 'putAll'> &
    Partial<Pick<Store, 'notePending' | 'entries'>>;
  readonly provider: Provider;
  /** The provider's own where not set. */
  readonly limits?: Limits;
  /** What the attempts are charged to: one object per run, shared by everyone who asks. */
  readonly budget: Budget;
  /** Ask nothing: a question without a stored answer is pending. */
  readonly replay?: boolean;
  /** Ask nothing, and note what is missing, to be answered as a batch. */
  readonly collect?: boolean;
  /**
   * Aborted with the StoreError when the store fails, and everything that asks through it stops at
   * once: what cannot be kept must not be paid for. Share one among all providers of a run.
   */
  readonly halt?: AbortController;
  /** Aborted to stop: attempts in flight come home and are stored, everything that waits ends at once. */
  readonly stopping?: AbortSignal;
  readonly retry?: Pick<
    WithRetry<unknown, unknown>,
    'attempts' | 'initialDelayMs' | 'maxDelayMs' | 'maxRetryAfterMs'
  >;
  readonly breakAfter?: number;
  readonly onEvent?: OnEvent | undefined;
}

export interface Asker {
  readonly chat: Call<Question, Answer>;
  readonly embed: Call<readonly Question[], readonly Answer[]>;
  readonly reward: Call<Question, Answer>;
}

/** Longest wait for a sign of life. */
const signOfLifeMs = 5_000;

/**
 * Puts the policies around a provider's calls, in this order from the outside: stored answers,
 * breaker, retry, choice of server, limit, breaker again, budget, timeout. The budget is outside of the timeout: the
 * wait for room in it is no part of an attempt, and an attempt that timed out is charged.
 *
 * The calls throw PendingError, ConfigError and StoreError, and nothing else on purpose.
 */
export function askThrough(options: AskThrough): Asker {
  const { answers, provider, budget, replay = false, collect = false, onEvent } = options;
  const limits = options.limits ?? provider.limits;
  const halt = options.halt ?? new AbortController();
  const stopping = options.stopping ?? new AbortController().signal;
  const asks = !replay && !collect;
  const reason: PendingReason = collect ? 'collect' : 'replay';
  const gates = provider.servers.map(() => gate(limits));

  const isAlive = async (): Promise<boolean> => {
    const signs = await provider.probe(AbortSignal.timeout(signOfLifeMs));
    return signs.some(({ ok }) => ok);
  };

  const callOf = <Q, A>(traits: Traits<Q, A>, of: (server: Server) => Call<Q, A> | undefined) => {
    const lanes = provider.servers.flatMap((server, place) => {
      const call = of(server);
      return call ? [{ server, call, gate: gates[place]! }] : [];
    });
    if (!asks || lanes.length === 0) return undefined;
    const fuse = breaker(options.breakAfter, isAlive);
    const proven = proofs(answers);
    const laneOf = ({ server, call, gate }: { server: Server; call: Call<Q, A>; gate: Gate }) => {
      const timed = withTimeout(call, limits.timeoutMs);
      const charged = provider.free
        ? withoutBudget(timed, { traits, onEvent })
        : withBudget(timed, {
            budget,
            server: server.name,
            traits,
            priceOf: (to) => {
              const model = to.slice(provider.name.length + 1);
              return budget.limitUsd === undefined ? priceOf(provider, model) : requirePrice(provider, model);
            },
            onEvent,
          });
      const countTokens = limits.tokensPerMinute !== undefined;
      return {
        call: withLimit(fuse.attempt(charged), gate, { traits, countTokens, stopping }),
        load: gate.load,
        pausedForMs: gate.pausedForMs,
      };
    };
    const retried = withRetry(oneOf(lanes.map(laneOf)), {
      ...options.retry,
      sitOut: lanes.length === 1,
      stopping,
      key: traits.key,
      onAnswer: (question, answer) => proven.add(traits.first(question), traits.firstAnswer(answer)),
      worked: (question, fault) => proven.against(traits.first(question), fault),
      onFault: (question, error, attempt, retryInMs) =>
        onEvent?.({
          type: 'fault',
          to: traits.to(question),
          key: traits.key(question),
          attempt,
          status: error.status,
          message: error.message,
          retryInMs,
        }),
    });
    return fuse.question(retried);
  };

  const underHalt = either(halt.signal);
  const guarded =
    <Q, A>(call: Call<Q, A>): Call<Q, A> =>
    async (question, signal) => {
      checkStopped(halt.signal);
      try {
        return await underHalt(signal, (ends) => call(question, ends));
      } catch (error) {
        if (error instanceof StoreError) halt.abort(error);
        throw error;
      }
    };

  const hooks = {
    reason,
    onStored: ({ kind, to }: Question) => onEvent?.({ type: 'stored', kind, to, questions: 1 }),
    onPending: async (questions: readonly Question[], why: PendingReason) => {
      onEvent?.({ type: 'pending', to: questions[0]!.to, questions: questions.length, reason: why });
      if (!replay && !halt.signal.aborted) await answers.notePending?.(questions, why, budget.scope);
    },
  };
  const able = <Q, A>(call: Call<Q, A> | undefined, verb: string): Call<Q, A> | undefined =>
    call ??
    (asks
      ? async () => {
          throw new ConfigError(
            `provider ${provider.name} has no server that can ${verb}; name another one for this role`,
          );
        }
      : undefined);
  const chat = able(
    callOf(chatTraits, (server) => server.chat),
    'chat',
  );
  const embed = able(
    callOf(embedTraits, (server) => server.embed),
    'embed',
  );
  const reward = able(
    callOf(rewardTraits, (server) => server.reward),
    'score answers',
  );
  const { embedBatch, embedBatchTokens } = provider;
  return {
    chat: guarded(withAnswers(answers, chat, hooks)),
    embed: guarded(
      withAnswersBatch(answers, embed, {
        ...hooks,
        ...(embedBatch !== undefined && { batch: embedBatch }),
        ...(embedBatchTokens !== undefined && { batchTokens: embedBatchTokens }),
      }),
    ),
    reward: guarded(withAnswers(answers, reward, hooks)),
  };
}
