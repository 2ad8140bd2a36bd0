import type { OpenaiOptions } from './openai-options.ts';
import { openTurnRenderer, type TurnRenderer } from './render-turns.ts';

/** The chat templates of a provider's models. */
export interface TurnRenderers {
  /** Undefined for a model without a template. @throws ConfigError for one that cannot be read. */
  of(model: string): Promise<TurnRenderer | undefined>;
}

/** Opens each of them once, and when it is wanted. */
export function turnRenderers(
  name: string,
  { chatTemplates = {} }: Pick<OpenaiOptions, 'chatTemplates'>,
  root?: string,
): TurnRenderers {
  const opened = new Map<string, Promise<TurnRenderer>>();
  return {
    async of(model) {
      const path = Object.hasOwn(chatTemplates, model) ? chatTemplates[model] : undefined;
      if (path === undefined) return undefined;
      const open = opened.get(model) ?? openTurnRenderer(`chatTemplates of provider ${name}`, path, root);
      opened.set(model, open);
      return await open;
    },
  };
}
