import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';

/** A server that listens. */
export interface Listening {
  /** The base URL for clients: `http://127.0.0.1:PORT/v1`. */
  readonly url: string;
  /** Stops listening and drops open connections. */
  close(): Promise<void>;
}

/** Answers a request; `outgoing` is the reply on its way. */
export type Handler = (
  request: Request,
  env: { readonly outgoing: ServerResponse },
) => Response | Promise<Response>;

/**
 * Listens on the loopback interface. Port 0 takes a free one.
 *
 * @throws the system's error where the port cannot be had (`EADDRINUSE`, `EACCES`).
 */
export function listen(
  handler: Handler,
  { port = 0, host = '127.0.0.1' }: { readonly port?: number; readonly host?: '127.0.0.1' | '::1' } = {},
): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const fetch = (request: Request, env: unknown) => handler(request, env as Parameters<Handler>[1]);
    const server = serve({ fetch, port, hostname: host }, (info: AddressInfo) =>
      resolve({
        url: `http://${host === '::1' ? '[::1]' : host}:${info.port}/v1`,
        close: () =>
          new Promise<void>((closed) => {
            server.close(() => closed());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      }),
    );
    server.once('error', reject);
  });
}
