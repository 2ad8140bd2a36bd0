import fs from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { ConfigError } from '../core/errors.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { objectOf } from './wire.ts';

/** A model's chat template and the tokens that it names, as they come with the model. */
export interface ChatTemplateFile {
  /** The file that the template stands in, from the project root. */
  readonly file: string;
  readonly text: string;
  /** Empty where the model has none. */
  readonly bosToken: string;
  readonly eosToken: string;
}

const configName = 'tokenizer_config.json';
const templateName = 'chat_template.jinja';

/**
 * Reads a chat template: a `tokenizer_config.json`, or a file with the template alone, which takes its tokens from the
 * configuration beside it. A `chat_template.jinja` beside a configuration wins over what that holds, as it does where
 * the model is loaded.
 *
 * @param path - as it stands in the option `chatTemplates`, relative to `root`
 * @throws ConfigError for a file that is missing or holds no template, naming the option.
 */
export function readChatTemplate(option: string, path: string, root = process.cwd()): ChatTemplateFile {
  const file = resolve(root, path);
  if (extname(file) !== '.json') {
    const text = readText(option, file);
    return { file: path, text, ...tokensOf(configBeside(option, file)) };
  }
  const config = readConfig(option, file);
  const beside = join(dirname(file), templateName);
  const tokens = tokensOf(config);
  if (fs.existsSync(beside))
    return { file: join(dirname(path), templateName), text: readText(option, beside), ...tokens };
  const text = templateIn(config.chat_template);
  if (text === undefined)
    throw new ConfigError(
      `${option}: ${file} has no chat_template with a default, and there is no ${templateName} beside it; name the file that holds the model's template`,
    );
  return { file: path, text, ...tokens };
}

function readText(option: string, file: string): string {
  try {
    return fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    throw new ConfigError(`${option}: cannot read ${file}: ${codeOf(cause)}`, { cause });
  }
}

function readConfig(option: string, file: string): JsonObject {
  let config: JsonObject | undefined;
  try {
    config = objectOf(JSON.parse(readText(option, file)));
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause;
    throw new ConfigError(`${option}: ${file} is not JSON`, { cause });
  }
  if (config === undefined) throw new ConfigError(`${option}: ${file} holds no JSON object`);
  return config;
}

function configBeside(option: string, file: string): JsonObject {
  const config = join(dirname(file), configName);
  return fs.existsSync(config) ? readConfig(option, config) : {};
}

/** A template, or the default one of several with names. */
function templateIn(written: Json | undefined): string | undefined {
  if (typeof written === 'string') return written;
  if (!Array.isArray(written)) return undefined;
  const named = written.map(objectOf);
  const chosen =
    named.find((each) => each?.name === 'default') ?? (named.length === 1 ? named[0] : undefined);
  return typeof chosen?.template === 'string' ? chosen.template : undefined;
}

/** Tokens are texts, or objects that hold one. */
function tokensOf({ bos_token: bos, eos_token: eos }: JsonObject) {
  const textOf = (token: Json | undefined): string => {
    const text = objectOf(token)?.content ?? token;
    return typeof text === 'string' ? text : '';
  };
  return { bosToken: textOf(bos), eosToken: textOf(eos) };
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'it is no readable file';
