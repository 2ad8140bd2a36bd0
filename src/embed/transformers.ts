import { join, resolve } from 'node:path';
import type { FeatureExtractionPipeline } from '@xenova/transformers';
import { ConfigError, ModelError } from '../core/errors.ts';
import type { Embedder } from '../core/provider.ts';
import { downloadModel, type OnDownload } from './download-model.ts';
import { digestFiles, findModelFolder, type ModelFolder, missingFiles } from './model-folder.ts';
import { normaliseInto } from './normalise.ts';

export interface TransformersOptions {
  /** Folder that relative paths start from; default: the working directory. */
  readonly root?: string;
  /** Never download: every file must be there. Default false. */
  readonly offline?: boolean;
  /** Told how far a download is, file by file; nobody is told of files that are there. */
  readonly onDownload?: OnDownload;
  /** Where downloaded models are kept; default `.specloom/models` below the root. */
  readonly cacheDir?: string;
  /** Use the 8-bit weights (`onnx/model_quantized.onnx`): a quarter of the size, slightly other vectors. Default true. */
  readonly quantized?: boolean;
  /**
   * Texts run through the model together; default 16 for full weights. Quantized weights always run one
   * text at a time: their activations are scaled over the whole batch, so a vector would depend on the
   * other texts in it.
   */
  readonly batchSize?: number;
}

/**
 * A sentence-embedding model in ONNX form, run in this process by @xenova/transformers: mean pooling
 * over tokens, then unit length. Texts longer than the model's window are cut at its end; blank texts
 * become a row of zeros. The id carries a digest of the model's files.
 *
 * @param model a folder with config.json, tokenizer.json, tokenizer_config.json and onnx/, or a name on
 *   the Hugging Face hub (`Xenova/all-MiniLM-L6-v2`).
 * @throws ConfigError when files are missing and may not or cannot be downloaded; its `embed` throws
 *   ModelError when the model fails on a text.
 */
export async function transformersEmbedder(
  model: string,
  options: TransformersOptions = {},
): Promise<Embedder> {
  const root = options.root ?? process.cwd();
  const cacheDir = resolve(root, options.cacheDir ?? '.specloom/models');
  const quantized = options.quantized ?? true;
  const folder = findModelFolder(model, root, cacheDir);
  if (!folder.local && !options.offline) await download(folder, quantized, options.onDownload);
  checkFiles(folder, quantized);
  const extract = await load(folder, quantized);
  const weights = quantized ? 'quantized' : 'full';
  const id = `transformers/${folder.name}/${weights}@${await digestFiles(folder, quantized)}`;
  const { dimensions } = await tokenMeans(extract, ['.']);
  const batchSize = quantized ? 1 : (options.batchSize ?? 16);
  return {
    id,
    dimensions,
    stored: true,
    async embed(texts) {
      const rows = new Float32Array(texts.length * dimensions);
      const filled = texts.flatMap((text, row) => (text.trim() === '' ? [] : [row]));
      for (let at = 0; at < filled.length; at += batchSize) {
        const batch = filled.slice(at, at + batchSize);
        const { values } = await tokenMeans(
          extract,
          batch.map((row) => texts[row]!),
        ).catch((cause: unknown) => {
          throw failedOn(id, texts, batch, cause);
        });
        batch.forEach((row, place) => {
          const vector = values.subarray(place * dimensions, (place + 1) * dimensions);
          normaliseInto(rows, row * dimensions, vector);
        });
      }
      return rows;
    },
  };
}

async function tokenMeans(
  extract: FeatureExtractionPipeline,
  texts: readonly string[],
): Promise<{ values: Float32Array; dimensions: number }> {
  const tensor = await extract([...texts], { pooling: 'mean' });
  return { values: tensor.data as Float32Array, dimensions: tensor.dims[1]! };
}

function failedOn(
  id: string,
  texts: readonly string[],
  batch: readonly number[],
  cause: unknown,
): ModelError {
  const first = batch[0]!;
  const which =
    batch.length === 1
      ? `text ${first + 1} of ${texts.length} (${texts[first]!.length} characters)`
      : `texts ${first + 1} to ${batch.at(-1)! + 1} of ${texts.length}`;
  return new ModelError(`${id} failed on ${which}`, { retryable: false, cause });
}

/** Some tokenizers state no window, or one of 10^30 tokens; the model's own then says where to cut. */
function limitWindow(extract: FeatureExtractionPipeline): void {
  const stated: unknown = extract.tokenizer.model_max_length;
  const positions: unknown = (extract.model.config as Record<string, unknown>).max_position_embeddings;
  if (typeof positions === 'number' && !(typeof stated === 'number' && stated <= positions))
    extract.tokenizer.model_max_length = positions;
}

/** Fetches what is missing from the hub that @xenova/transformers is set to. */
async function download(folder: ModelFolder, quantized: boolean, onDownload?: OnDownload): Promise<void> {
  const missing = missingFiles(folder, quantized);
  if (missing.length === 0) return;
  const place = join(folder.parent, folder.child);
  const { env } = await import('@xenova/transformers');
  const hub = { host: env.remoteHost, pathTemplate: env.remotePathTemplate };
  try {
    await downloadModel(folder.name, place, missing, hub, onDownload);
  } catch (cause) {
    throw new ConfigError(
      `transformers/${folder.name}: the model could not be downloaded (${reasonOf(cause)}); check the name and the network and run again, or put its files into ${place}`,
      { cause },
    );
  }
}

async function load(folder: ModelFolder, quantized: boolean): Promise<FeatureExtractionPipeline> {
  const { pipeline } = await import('@xenova/transformers');
  try {
    const extract = await pipeline('feature-extraction', folder.child, {
      quantized,
      cache_dir: folder.parent,
      local_files_only: true,
    });
    limitWindow(extract);
    return extract;
  } catch (cause) {
    const advice = folder.local ? '' : '; delete that folder to download it again';
    throw new ConfigError(
      `transformers/${folder.name}: the model files in ${join(folder.parent, folder.child)} cannot be loaded: ${reasonOf(cause)}${advice}`,
      { cause },
    );
  }
}

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

function checkFiles(folder: ModelFolder, quantized: boolean): void {
  const missing = missingFiles(folder, quantized);
  if (missing.length === 0) return;
  const place = join(folder.parent, folder.child);
  const advice = folder.local
    ? 'complete the folder, or give a name on the Hugging Face hub'
    : 'nothing may be downloaded here: run once without --offline, SPECLOOM_OFFLINE or --replay, or put the files there';
  throw new ConfigError(`transformers/${folder.name}: ${missing.join(', ')} missing in ${place}; ${advice}`);
}
