import { ConfigError } from '../core/errors.ts';
import type { Price, Provider } from '../core/provider.ts';

/**
 * OpenAI's list prices in US dollars per million tokens, without batch or cache discounts. Prices
 * change: a provider's own `prices:` win over these.
 */
export const priceTable = {
  asOf: '2025-06-10',
  models: {
    'gpt-4.1': { inputPerMillionUsd: 2, outputPerMillionUsd: 8 },
    'gpt-4.1-mini': { inputPerMillionUsd: 0.4, outputPerMillionUsd: 1.6 },
    'gpt-4.1-nano': { inputPerMillionUsd: 0.1, outputPerMillionUsd: 0.4 },
    'gpt-4o': { inputPerMillionUsd: 2.5, outputPerMillionUsd: 10 },
    'gpt-4o-mini': { inputPerMillionUsd: 0.15, outputPerMillionUsd: 0.6 },
    o3: { inputPerMillionUsd: 2, outputPerMillionUsd: 8 },
    'o4-mini': { inputPerMillionUsd: 1.1, outputPerMillionUsd: 4.4 },
    'text-embedding-3-large': { inputPerMillionUsd: 0.13, outputPerMillionUsd: 0 },
    'text-embedding-3-small': { inputPerMillionUsd: 0.02, outputPerMillionUsd: 0 },
  } as Readonly<Record<string, Price>>,
} as const;

const free: Price = { inputPerMillionUsd: 0, outputPerMillionUsd: 0 };

/**
 * The price of a model: nothing where the provider is free, else the provider's own, else the
 * table's, which holds for OpenAI's own servers only. A dated snapshot (`gpt-4.1-2025-04-14`) costs
 * what its model costs. Undefined where it is not known.
 */
export function priceOf(provider: Provider, model: string): Price | undefined {
  if (provider.free) return free;
  const stated = provider.price?.(model);
  if (stated) return stated;
  if (!provider.servers.every(({ name }) => /^https:\/\/api\.openai\.com(\/|$)/.test(name))) return undefined;
  return priceTable.models[model.replace(/-\d{4}-\d{2}-\d{2}$/, '')];
}

/**
 * The price of a model, for a run with a budget.
 *
 * @throws ConfigError where it is not known: a budget over unknown prices would be no budget.
 */
export function requirePrice(provider: Provider, model: string): Price {
  const price = priceOf(provider, model);
  if (price) return price;
  throw new ConfigError(
    `a budget is set, and the price of ${provider.name}/${model} is not known; state it in dollars per million ` +
      `tokens under the provider: prices: { ${model}: { input: 0, output: 0 } }`,
  );
}

/** What tokens cost at a price, in US dollars. */
export function costUsd(price: Price, tokens: { inputTokens: number; outputTokens: number }): number {
  return (
    (tokens.inputTokens * price.inputPerMillionUsd + tokens.outputTokens * price.outputPerMillionUsd) / 1e6
  );
}
