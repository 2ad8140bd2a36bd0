import { InvalidArgumentError, Option } from 'commander';

/** A whole number of at least `least`, and at most `most` where that is said. */
export const wholeNumber =
  (least: number, most?: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least || value > (most ?? value))
      throw new InvalidArgumentError(
        `expected a whole number ${most === undefined ? `of at least ${least}` : `from ${least} to ${most}`}.`,
      );
    return value;
  };

/** Dollars: a number above 0. */
export function dollars(text: string): number {
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value))
    throw new InvalidArgumentError('expected dollars, such as 20 or 0.5.');
  return value;
}

/** `provider/model` */
export function modelId(text: string): string {
  if (!/^[^/\s=]+\/\S+$/.test(text))
    throw new InvalidArgumentError('expected provider/model, such as openai/gpt-4.1.');
  return text;
}

/** `role=provider/model`, collected into one record. */
export function roleModel(
  text: string,
  earlier: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const parts = /^([a-z][a-z0-9-]*)=([^/\s]+\/\S+)$/.exec(text);
  if (!parts)
    throw new InvalidArgumentError('expected role=provider/model, such as generator=openai/gpt-4.1.');
  return { ...earlier, [parts[1]!]: parts[2]! };
}

/** A repeatable option. */
export const collected = (text: string, earlier: readonly string[] = []): string[] => [...earlier, text];

export const rootOption = (): Option =>
  new Option(
    '--root <folder>',
    'project root (default: the nearest folder upward with specs/ and pipelines/)',
  );
export const jsonOption = (): Option => new Option('--json', 'print one JSON document on standard output');
export const showPromptsOption = (): Option =>
  new Option('--show-prompts', 'show prompt texts, which are hidden otherwise: they may be harmful to read');
