import { Command, InvalidArgumentError } from 'commander';
import type { Io } from './io.ts';

interface Options {
  readonly port: number;
  readonly misbehave?: number;
  readonly json?: boolean;
}

/** `specloom rehearse`: the rehearsal model as an OpenAI-compatible server on the loopback interface. */
export function rehearseCommand(io: Io): Command {
  return new Command('rehearse')
    .summary('serve the rehearsal model over HTTP')
    .description(
      'Serves the built-in rule-based model as an OpenAI-compatible server on 127.0.0.1, to try out a provider entry without a key. It is no language model: what it writes is marked as rehearsal and never released. Stops at Ctrl-C.',
    )
    .option('--port <number>', 'port to listen on; 0 takes a free one', portOf, 0)
    .option(
      '--misbehave <share>',
      'share of replies that go wrong on purpose, 0 to 1 (default: 0.06)',
      shareOf,
    )
    .option('--json', 'print the address as a JSON document')
    .addHelpText(
      'after',
      `
Example:
  $ specloom rehearse --port 8123
  listening on http://127.0.0.1:8123/v1

  # in a pipeline file
  providers:
    local: {type: openai, baseUrl: 'http://127.0.0.1:8123/v1'}
  models:
    generator: local/default`,
    )
    .action((options: Options) => rehearse(io, options));
}

async function rehearse(io: Io, options: Options): Promise<void> {
  const [
    { tasks },
    { rehearsalModel },
    { misbehaviourOf, usualMisbehaviour },
    { serveRehearsal },
    { UsageError },
  ] = await Promise.all([
    import('../tasks/index.ts'),
    import('../model/rehearsal.ts'),
    import('../model/rehearsal-misbehaviour.ts'),
    import('../model/rehearsal-server.ts'),
    import('../core/errors.ts'),
  ]);
  const misbehaviour =
    options.misbehave === undefined ? usualMisbehaviour : misbehaviourOf(options.misbehave);
  const model = rehearsalModel(tasks, misbehaviour);
  const server = await serveRehearsal(model, { port: options.port }).catch((cause: NodeJS.ErrnoException) => {
    throw new UsageError(
      `cannot listen on port ${options.port} (${cause.code ?? cause.message}); try --port 0`,
      { cause },
    );
  });
  const stopped = stopSignal();
  if (options.json)
    io.out(`${JSON.stringify({ url: server.url, model: 'default', by: `rehearsal@${model.digest}` })}\n`);
  else io.out(`listening on ${server.url}\n`);
  await stopped;
  await server.close();
}

/** Resolves at the first SIGINT or SIGTERM: the way this command is meant to end. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
      resolve();
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('expected a port from 0 to 65535.');
  return port;
}

function shareOf(text: string): number {
  const share = Number(text);
  if (text.trim() === '' || !(share >= 0 && share <= 1))
    throw new InvalidArgumentError('expected a share from 0 to 1.');
  return share;
}
