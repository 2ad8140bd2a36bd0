import { createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** How far the download of one file of a model is. */
export interface Download {
  /** The model's name on the hub. */
  readonly model: string;
  /** The file's path in the model's folder. */
  readonly file: string;
  readonly loadedBytes: number;
  /** Null where the server does not say. */
  readonly totalBytes: number | null;
}

/** Told when a file begins, whenever another whole per cent of it is there, and when it is complete. */
export type OnDownload = (download: Download) => void;

/** Where a model's files are fetched from. */
export interface Hub {
  /** Base address; ends in `/`. */
  readonly host: string;
  /** Path of a model's files below it, with `{model}` and `{revision}` in it. */
  readonly pathTemplate: string;
}

/** A server that does not say how long a file is reports progress in steps of this many bytes. */
const unsizedStepBytes = 1_048_576;

/**
 * Fetches those of the files that are not in the folder yet. A file takes its name only when it is whole:
 * until then it is `<name>.<pid>.part`, which is removed when the download fails and never read, so half a file is never taken for
 * a model. Errors hold the file and what the server said, and no address with credentials.
 */
export async function downloadModel(
  model: string,
  folder: string,
  files: readonly string[],
  hub: Hub,
  onDownload: OnDownload = () => {},
): Promise<void> {
  const base = new URL(
    hub.pathTemplate.replaceAll('{model}', model).replaceAll('{revision}', 'main'),
    hub.host,
  );
  for (const file of files) {
    const path = join(folder, file);
    if (!existsSync(path))
      await downloadFile(new URL(file, `${base.href.replace(/\/$/, '')}/`), path, (bytes) =>
        onDownload({ model, file, ...bytes }),
      );
  }
}

type Bytes = Pick<Download, 'loadedBytes' | 'totalBytes'>;

async function downloadFile(url: URL, path: string, tell: (bytes: Bytes) => void): Promise<void> {
  const response = await fetch(url, { headers: headersFor(url) }).catch((cause: Error) => {
    throw new Error(`${url.host} cannot be reached: ${codeOf(cause.cause ?? cause)}`, { cause });
  });
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    throw new Error(`status ${response.status} for ${url.pathname}`);
  }
  const stated = response.headers.get('content-length');
  // Without either, an end looks like a connection that broke.
  if (stated === null && response.headers.get('transfer-encoding') === null)
    throw new Error(`the server does not say how long ${url.pathname} is`);
  const totalBytes = stated === null ? null : Number(stated);
  mkdirSync(dirname(path), { recursive: true });
  const part = `${path}.${process.pid}.part`;
  try {
    const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
    await pipeline(body, counted(totalBytes, tell), createWriteStream(part));
    await rename(part, path);
  } catch (cause) {
    await rm(part, { force: true });
    throw new Error(`${url.pathname} broke off: ${codeOf(cause)}`, { cause });
  }
}

/** What went wrong, as short as the system says it. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}

/** Passes chunks on, and tells how many bytes went by: at the start, at each whole per cent, at the end. */
function counted(totalBytes: number | null, tell: (bytes: Bytes) => void) {
  const stepOf = (bytes: number): number =>
    totalBytes === null ? Math.floor(bytes / unsizedStepBytes) : Math.floor((bytes * 100) / totalBytes);
  return async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let loadedBytes = 0;
    let told = 0;
    tell({ loadedBytes, totalBytes });
    for await (const chunk of chunks) {
      loadedBytes += chunk.byteLength;
      yield chunk;
      const step = stepOf(loadedBytes);
      if (step === told || loadedBytes === totalBytes) continue;
      told = step;
      tell({ loadedBytes, totalBytes });
    }
    if (totalBytes !== null && loadedBytes !== totalBytes)
      throw new Error(`expected ${totalBytes} bytes, got ${loadedBytes}`);
    tell({ loadedBytes, totalBytes });
  };
}

/** As the file is, not compressed on the way, so that its length is the stated one; the hub's own token only for the hub. */
function headersFor({ protocol, hostname }: URL): Record<string, string> {
  const token = process.env.HF_TOKEN ?? process.env.HF_ACCESS_TOKEN;
  const forHub = protocol === 'https:' && ['huggingface.co', 'hf.co'].includes(hostname);
  return {
    'accept-encoding': 'identity',
    ...(token !== undefined && token !== '' && forHub && { authorization: `Bearer ${token}` }),
  };
}
