import {
  type AskThrough,
  askThrough,
  type Budget,
  type OnEvent,
  requirePrice,
  type Store,
  withAnswers,
} from '../answers/index.ts';
import type { Call } from '../core/answers.ts';
import type { Embedder, Provider } from '../core/provider.ts';
import type { Answer, Question } from '../core/question.ts';
import { withoutUndefined } from '../core/without-undefined.ts';
import type { ChatRole, EmbedRole } from './asker.ts';
import { computedRole, embedderCall, storedRole } from './embedding.ts';
import { extraBodyOf, type ResolvedModel, samplingOf, thinkingMarkers } from './open-models.ts';
import type { RewardRole } from './reward-models.ts';

export interface Connection {
  readonly store: Store;
  readonly budget: Budget;
  /** Ask nothing; with `collect`, note what is missing. */
  readonly replay: boolean;
  readonly collect: boolean;
  /** Aborted when the store fails. */
  readonly halt: AbortController;
  /** Aborted to stop: what is in flight comes home, nothing new is asked. */
  readonly stopping: AbortSignal;
  readonly retry?: NonNullable<AskThrough['retry']>;
  readonly onEvent: OnEvent;
}

export interface ConnectedModels {
  readonly chatRoles: ReadonlyMap<string, ChatRole>;
  readonly embedRoles: ReadonlyMap<string, EmbedRole>;
  readonly rewardRoles: ReadonlyMap<string, RewardRole>;
  /** What people answered: stored, or pending. */
  readonly person: Call<Question, Answer>;
}

/**
 * Connects resolved models to the answer store.
 *
 * @throws ConfigError for a model without a known price where there is a budget.
 */
export function connectModels(models: readonly ResolvedModel[], connection: Connection): ConnectedModels {
  const chatRoles = new Map<string, ChatRole>();
  const embedRoles = new Map<string, EmbedRole>();
  const rewardRoles = new Map<string, RewardRole>();
  const doors = new Map<Provider, ReturnType<typeof askThrough>>();
  for (const resolved of models) {
    const { role, to, model, source, settings } = resolved;
    if (source.kind === 'embedder') {
      embedRoles.set(role, localRole(source.embedder, connection));
      continue;
    }
    const { provider } = source;
    const asks = !connection.replay && !connection.collect;
    if (asks && connection.budget.limitUsd !== undefined) requirePrice(provider, model);
    const door = doors.get(provider) ?? askThrough({ ...connection, answers: connection.store, provider });
    doors.set(provider, door);
    const omit = provider.omit ?? [];
    if (provider.servers.some((server) => server.chat !== undefined))
      chatRoles.set(role, {
        to,
        sampling: samplingOf(settings),
        extraBody: extraBodyOf(resolved),
        omit,
        chat: door.chat,
        ...withoutUndefined({
          kind: settings.kind,
          structured: settings.structured,
          reasoning: settings.reasoning,
          thinking: thinkingMarkers(resolved),
        }),
      });
    if (provider.servers.some((server) => server.reward !== undefined))
      rewardRoles.set(role, { to, extraBody: extraBodyOf(resolved), omit, reward: door.reward });
    if (provider.servers.some((server) => server.embed !== undefined))
      embedRoles.set(
        role,
        storedRole(to, omit.includes('dimensions') ? undefined : settings.dimensions, door.embed),
      );
  }
  return { chatRoles, embedRoles, rewardRoles, person: personsIn(connection) };
}

/** People are asked by no call: their answers are brought in, and what is missing is noted for an export. */
function personsIn({ store, budget, replay }: Connection): Call<Question, Answer> {
  return withAnswers(store, undefined, {
    reason: 'person',
    onPending: async (questions, reason) => {
      if (!replay) await store.notePending(questions, reason, budget.scope);
    },
  });
}

function localRole(embedder: Embedder, connection: Connection): EmbedRole {
  if (!embedder.stored) return computedRole(embedder);
  const provider = embedderProvider(embedder.id, embedderCall(embedder));
  const door = askThrough({ ...connection, answers: connection.store, provider });
  return storedRole(embedder.id, undefined, door.embed);
}

function embedderProvider(id: string, embed: ReturnType<typeof embedderCall>): Provider {
  return {
    name: id,
    servers: [{ name: id, embed }],
    limits: { concurrency: 1, timeoutMs: 600_000 },
    embedBatch: 32,
    free: true,
    addressee: () => id,
    probe: async () => [],
  };
}
