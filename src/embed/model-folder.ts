import { createHash } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Where a model's files are, or will be once they are downloaded. */
export interface ModelFolder {
  /** The name it has in an embedder's id: never a path of this machine. */
  readonly name: string;
  /** The folder above, and the rest of the path below it: how the loader wants it. */
  readonly parent: string;
  readonly child: string;
  /** Whether it was named as a folder, so that the hub is out of the question. */
  readonly local: boolean;
}

/**
 * Finds what a model is called by: a folder (absolute, starting with `.`, or one that exists below
 * `root`), else a name on the hub, whose files are kept below `cacheDir`.
 */
export function findModelFolder(model: string, root: string, cacheDir: string): ModelFolder {
  const folder = resolve(root, model);
  const isFolder = existsSync(folder) && statSync(folder).isDirectory();
  if (isFolder || model.startsWith('.') || model.startsWith('/'))
    return { name: basename(folder), parent: dirname(folder), child: basename(folder), local: true };
  return { name: model, parent: cacheDir, child: model, local: false };
}

/** The files that a feature-extraction model needs, relative to its folder. */
function modelFiles(quantized: boolean): readonly string[] {
  const weights = quantized ? 'onnx/model_quantized.onnx' : 'onnx/model.onnx';
  return ['config.json', 'tokenizer.json', 'tokenizer_config.json', weights];
}

/** Those of the needed files that are not there. */
export function missingFiles(folder: ModelFolder, quantized: boolean): readonly string[] {
  return modelFiles(quantized).filter((file) => !existsSync(join(folder.parent, folder.child, file)));
}

/** 16 hex digits of SHA-256 over the needed files: everything of the model that can change a vector. */
export async function digestFiles(folder: ModelFolder, quantized: boolean): Promise<string> {
  const hash = createHash('sha256');
  for (const file of modelFiles(quantized)) {
    hash.update(`${file}\n`);
    await pipeline(
      createReadStream(join(folder.parent, folder.child, file)),
      async (chunks: AsyncIterable<Buffer>) => {
        for await (const chunk of chunks) hash.update(chunk);
      },
    );
  }
  return hash.digest('hex').slice(0, 16);
}
