import type OpenAI from 'openai';
import { ModelError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import type { RewardRoute } from './reward-request.ts';

/** Posts a reward request to the server that a client is for. */
export type PostReward = (client: OpenAI, body: JsonObject, signal: AbortSignal) => Promise<unknown>;

/**
 * Finds a reward route of a server: vLLM has them at its root, beside /v1, and gateways in front of it may have them
 * below. The place that answered is kept.
 *
 * @throws ModelError about the setup where the server has no such route for its model, or takes texts only.
 */
export function rewardPoster(url: string, route: RewardRoute): PostReward {
  const base = url.replace(/\/+$/, '');
  const places = [...new Set([base.replace(/\/v1$/, ''), base])].map((place) => `${place}/${route}`);
  let known: string | undefined;
  return async (client, body, signal) => {
    let missing: unknown;
    for (const place of known === undefined ? places : [known])
      try {
        const reply = await client.post(place, { body, signal });
        known = place;
        return reply;
      } catch (error) {
        if (statusOf(error) !== 404) throw setupFault(error, route) ?? error;
        // What the first place says counts: a model that is not there is told by it, and so is a route.
        missing ??= error;
      }
    throw setupFault(missing, route) ?? missing;
  };
}

/** What a server says of a route or a form of request that it does not have, from its first words on: prompts come later. */
function setupFault(error: unknown, route: RewardRoute): ModelError | undefined {
  const status = statusOf(error);
  const words = error instanceof Error ? error.message : '';
  const facts = { status, retryable: false, blame: 'setup' } as const;
  if (noSuchRoute.test(words))
    return new ModelError(
      `the server has no route /${route} for this model; serve it as a pooling model with one label (docs/reward.md)`,
      facts,
    );
  if (textsOnly.test(words))
    return new ModelError(
      `the server's route /${route} takes texts only; give the model's chat template under chatTemplates of the provider`,
      facts,
    );
  return undefined;
}

const noSuchRoute =
  /^(?:404 \W*(?:\w+\W+)?Not Found\b|404 status code|\d{3} The model does not support (?:the )?(?:Classification|Score|Pooling))/i;

const textsOnly =
  /^4\d\d \W*(?:\d+ validation errors?\W+)?'type': 'missing', 'loc': \('body'(?:, '\w+')*, 'input'\)/;

function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'status' in error && typeof error.status === 'number'
    ? error.status
    : undefined;
}
