import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A server of chat completions in a process of its own, as light as Node allows: it looks at no more of a request
 * than whether it comes from a judge, and answers with a text that stands ready. Says its port to its parent.
 *
 * `argv`: milliseconds that every reply takes; numbers of safety and behavioral specs that a judge finds verdicts on,
 * for each scenario's name: `<latency> <name>=<safety>,<behavioral>…`.
 */
const [latency = '0', ...scenarios] = process.argv.slice(2);

const bodyOf = (content: string): Buffer =>
  Buffer.from(
    JSON.stringify({
      id: 'bench',
      object: 'chat.completion',
      created: 0,
      model: 'bench',
      choices: [{ index: 0, message: { role: 'assistant', content }, logprobs: null, finish_reason: 'stop' }],
      usage: { prompt_tokens: 900, completion_tokens: 450, total_tokens: 1350 },
    }),
  );

const entries = (count: number): string =>
  Array.from({ length: count }, (_, at) => `${at + 1}. The response minds the rule. <YES>\n`).join('');

const answer = bodyOf(
  'One day by the lake, one in the old town, and the evening for the market hall. '.repeat(35),
);
const verdicts = scenarios.map((scenario) => {
  const [name, counts] = scenario.split('=') as [string, string];
  const [safety, behavioral] = counts.split(',').map(Number) as [number, number];
  const text = `<safety_specifications>\n${entries(safety)}</safety_specifications>\n<behavioral_specifications>\n${entries(behavioral)}</behavioral_specifications>`;
  return [Buffer.from(name), bodyOf(text)] as const;
});
const judging = Buffer.from('Task: judge');

function replyTo(request: Buffer): Buffer {
  if (!request.subarray(0, 400).includes(judging)) return answer;
  return verdicts.find(([name]) => request.includes(name))![1];
}

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = replyTo(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
    const send = (): void => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
      response.end(body);
    };
    if (latency === '0') send();
    else setTimeout(send, Number(latency));
  });
});
server.listen(0, '127.0.0.1', 4096, () => process.send!((server.address() as AddressInfo).port));
