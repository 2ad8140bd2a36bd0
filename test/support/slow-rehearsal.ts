import type { Provider } from '../../src/core/provider.ts';
import { type Key, keyOf } from '../../src/core/question.ts';
import { keyedRandom } from '../../src/core/random.ts';
import { providerKinds } from '../../src/model/index.ts';
import { tasks } from '../../src/tasks/index.ts';

/** The rehearsal provider, whose answers come home in an order drawn from `order`. */
export interface SlowRehearsal {
  readonly providers: ReadonlyMap<string, Provider>;
  /** Keys in the order in which they were asked, and in which they were answered. */
  readonly asked: readonly Key[];
  readonly answered: readonly Key[];
}

export function slowRehearsal(order: string, concurrency: number): SlowRehearsal {
  const kind = providerKinds.get('rehearsal')!;
  const provider = kind.open('rehearsal', kind.options.parse({}), { env: {}, offline: false, tasks });
  const [server] = provider.servers;
  const chat = server!.chat!;
  const asked: Key[] = [];
  const answered: Key[] = [];
  const slow: Provider = {
    ...provider,
    limits: { ...provider.limits, concurrency },
    servers: [
      {
        ...server!,
        async chat(question, signal) {
          const key = keyOf(question);
          asked.push(key);
          const delayMs = keyedRandom(order, key).int(8);
          if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
          const answer = await chat(question, signal);
          answered.push(key);
          return answer;
        },
      },
    ],
  };
  return { providers: new Map([['rehearsal', slow]]), asked, answered };
}
