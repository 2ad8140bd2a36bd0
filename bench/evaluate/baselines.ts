import OpenAI from 'openai';
import { Agent, request } from 'undici';
import { agentFetch } from '../../src/model/http.ts';

/** Sends every body once, `flight` at a time. Returns calls per second. */
async function rateOf(
  bodies: readonly string[],
  flight: number,
  call: (body: string) => Promise<unknown>,
): Promise<number> {
  let next = 0;
  const start = performance.now();
  const worker = async (): Promise<void> => {
    while (next < bodies.length) {
      const body = bodies[next]!;
      next += 1;
      await call(body);
    }
  };
  await Promise.all(Array.from({ length: flight }, worker));
  return (bodies.length * 1000) / (performance.now() - start);
}

/** undici alone: the body goes out as it is, the reply is read as text and parsed. */
export async function bareUndici(port: number, bodies: readonly string[], flight: number): Promise<number> {
  const dispatcher = new Agent({ connections: flight });
  try {
    return await rateOf(bodies, flight, async (body) => {
      const reply = await request(`http://127.0.0.1:${port}/v1/chat/completions`, {
        dispatcher,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      return JSON.parse(await reply.body.text());
    });
  } finally {
    await dispatcher.close();
  }
}

/** The openai client with the fetch that Specloom gives it, and nothing around it. */
export async function bareOpenai(port: number, bodies: readonly string[], flight: number): Promise<number> {
  const client = new OpenAI({
    baseURL: `http://127.0.0.1:${port}/v1`,
    apiKey: 'none',
    maxRetries: 0,
    fetch: agentFetch(flight),
  });
  const parsed = bodies.map((body) => JSON.parse(body) as OpenAI.ChatCompletionCreateParamsNonStreaming);
  let next = 0;
  return rateOf(bodies, flight, () => {
    const body = parsed[next]!;
    next += 1;
    return client.chat.completions.create(body);
  });
}
