import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lookupModel } from './onnx.ts';

const words = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'trip', 'train', 'hotel', 'refund'];

/** One row for each word; the second and third dimensions tell words apart. */
export const fullTable = words.map((_, id) => [0.5, Math.cos(id), Math.sin(id)]);
/** Other values, so that it shows which weights were used. */
export const quantizedTable = fullTable.map(([a, b, c]) => [a!, c!, b!]);

export const idOf = (word: string): number => words.indexOf(word);

/** Files of a working sentence-embedding model of eight words and three dimensions, by relative path. */
export function tinyModelFiles(): ReadonlyMap<string, string | Uint8Array> {
  const tokenizer = {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: words.slice(0, 4).map((content, id) => ({
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [
        { SpecialToken: { id: '[CLS]', type_id: 0 } },
        { Sequence: { id: 'A', type_id: 0 } },
        { SpecialToken: { id: '[SEP]', type_id: 0 } },
      ],
      pair: [],
      special_tokens: {
        '[CLS]': { id: '[CLS]', ids: [2], tokens: ['[CLS]'] },
        '[SEP]': { id: '[SEP]', ids: [3], tokens: ['[SEP]'] },
      },
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(words.map((word, id) => [word, id])),
    },
  };
  return new Map<string, string | Uint8Array>([
    ['config.json', JSON.stringify({ model_type: 'bert', hidden_size: 3, vocab_size: words.length })],
    ['tokenizer.json', JSON.stringify(tokenizer)],
    [
      'tokenizer_config.json',
      JSON.stringify({
        tokenizer_class: 'BertTokenizer',
        model_max_length: 8,
        pad_token: '[PAD]',
        unk_token: '[UNK]',
      }),
    ],
    ['onnx/model.onnx', lookupModel(fullTable)],
    ['onnx/model_quantized.onnx', lookupModel(quantizedTable)],
  ]);
}

/** Writes the tiny model into a folder. */
export function writeTinyModel(folder: string): void {
  mkdirSync(join(folder, 'onnx'), { recursive: true });
  for (const [path, content] of tinyModelFiles()) writeFileSync(join(folder, path), content);
}
