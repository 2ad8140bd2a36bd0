/** What stands behind a flag: nothing for a switch, one value, or one for each time that it is given. */
type FlagValue = string | number | boolean | readonly string[] | undefined;

/**
 * A command line that can be pasted into a POSIX shell. A flag that is undefined or false is left out, one
 * that is true stands alone, and one with several values is repeated.
 */
export function commandLine(
  verb: string,
  target: string,
  flags: Readonly<Record<string, FlagValue>>,
): string {
  const words = Object.entries(flags).flatMap(([name, value]) => {
    if (value === undefined || value === false) return [];
    if (value === true) return [`--${name}`];
    const values = typeof value === 'object' ? value : [String(value)];
    return values.flatMap((each) => [`--${name}`, quoted(each)]);
  });
  return ['specloom', verb, quoted(target), ...words].join(' ');
}

/** `attacker=openai/gpt-4.1`, as `--model` takes it. */
export const roleModels = (models: Readonly<Record<string, string>> = {}): readonly string[] =>
  Object.entries(models).map(([role, model]) => `${role}=${model}`);

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
