import { expect, test } from 'vitest';
import { ConfigError, UsageError } from '../../src/core/errors.ts';
import { isLocalEmbedder, openEmbedder } from '../../src/embed/index.ts';

test('the default is the hashing embedder of 512 dimensions, under its full id', async () => {
  expect(await openEmbedder('hashing/default')).toMatchObject({
    id: 'hashing/words-chars-512@2',
    dimensions: 512,
  });
});

test('a number sets the dimensions', async () => {
  expect(await openEmbedder('hashing/2048')).toMatchObject({
    id: 'hashing/words-chars-2048@2',
    dimensions: 2048,
  });
});

test("an embedder's own id opens it again", async () => {
  const { id } = await openEmbedder('hashing/128');
  expect((await openEmbedder(id)).id).toBe(id);
});

test.each([
  'hashing',
  'hashing/',
  'hashing/large',
  'hashing/words-chars-512@3',
  'minilm',
  'transformers/',
  '',
  'constructor/x',
])('an unknown id is refused with the known ones: %j', async (id) => {
  await expect(openEmbedder(id)).rejects.toThrow(ConfigError);
  await expect(openEmbedder(id)).rejects.toThrow(
    'hashing/default, hashing/<dimensions>, hashing/fitted, transformers/<folder or hub name>',
  );
});

test.each([
  ['hashing/words-chars-512@1', 'hashing/512,'],
  ['hashing/64@1', 'hashing/64,'],
  ['hashing/words-chars-512-idf-0123456789abcdef@1', 'hashing/fitted-512,'],
])('an id of version 1 is refused with what takes its place: %j', async (id, instead) => {
  await expect(openEmbedder(id)).rejects.toThrow(ConfigError);
  await expect(openEmbedder(id)).rejects.toThrow(`${id} is unknown: version 1 is gone. Take ${instead}`);
});

test('dimensions out of range are refused', async () => {
  await expect(openEmbedder('hashing/3')).rejects.toThrow(UsageError);
});

test('ids of this process are told from those of providers', () => {
  expect(isLocalEmbedder('hashing/default')).toBe(true);
  expect(isLocalEmbedder('transformers/x')).toBe(true);
  expect(isLocalEmbedder('openai/text-embedding-3-large')).toBe(false);
  expect(isLocalEmbedder('toString')).toBe(false);
});
