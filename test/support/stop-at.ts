import type { Provider } from '../../src/core/provider.ts';
import { providerKinds } from '../../src/model/index.ts';
import { tasks } from '../../src/tasks/index.ts';

/** The rehearsal provider, two questions at a time, and a signal to stop that comes with the question of a number. */
export function stopAt(number: number) {
  const controller = new AbortController();
  const kind = providerKinds.get('rehearsal')!;
  const provider = kind.open('rehearsal', kind.options.parse({}), { env: {}, offline: false, tasks });
  const [server] = provider.servers;
  let asked = 0;
  const stopping: Provider = {
    ...provider,
    limits: { ...provider.limits, concurrency: 2 },
    servers: [
      {
        ...server!,
        chat(question, signal) {
          asked += 1;
          if (asked === number) controller.abort();
          return server!.chat!(question, signal);
        },
      },
    ],
  };
  return { signal: controller.signal, providers: new Map([['rehearsal', stopping]]) };
}
