import type { z } from 'zod';
import { didYouMean, nearest } from './nearest.ts';
import { keysAt } from './schema-keys.ts';

/** What a schema found wrong: where, and in words that follow the place. */
export interface Finding {
  readonly path: readonly PropertyKey[];
  readonly text: string;
  /** Set where a key is the fault, not its value; it is the last part of the path. */
  readonly unknownKey?: true;
}

const namesOfTypes: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
  null: 'empty',
};

/**
 * Puts what a zod schema found into words. Values are shown only where they are short words, since
 * they may be prompts.
 *
 * @param within the name of the whole value, for unknown keys at its top (a stage's name, say).
 */
export function findingsOf(
  schema: z.core.$ZodType,
  value: unknown,
  issues: readonly z.core.$ZodIssue[],
  within?: string,
): Finding[] {
  const flat = flatten(issues);
  const mistyped = new Set<string>();
  const unknown = flat.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [];
    const known = keysAt(schema, issue.path) ?? [];
    return issue.keys.map((key): Finding => {
      const meant = nearest(key, known);
      if (meant !== undefined) mistyped.add(placeKey([...issue.path, meant]));
      return {
        path: [...issue.path, key],
        text: unknownKey(key, known, placeName(issue.path) ?? within),
        unknownKey: true,
      };
    });
  });
  const others = flat
    .filter((issue) => issue.code !== 'unrecognized_keys')
    .map((issue) => ({ issue, value: valueAt(value, issue.path) }))
    // A key that is missing because it is mistyped is told once.
    .filter(({ issue, value: found }) => found !== undefined || !mistyped.has(placeKey(issue.path)))
    .map(({ issue, value: found }): Finding => ({ path: issue.path, text: textOf(issue, found) }));
  return [...unknown, ...others];
}

function placeKey(path: readonly PropertyKey[]): string {
  return JSON.stringify(path.map(String));
}

/** The message for a key that a map does not know. */
export function unknownKey(key: string, known: readonly string[], within: string | undefined): string {
  if (!isWord(key)) {
    return `unknown key of ${key.length} characters; a text that holds a colon must be quoted`;
  }
  const place = within === undefined ? '' : ` in ${within}`;
  return `unknown key \`${key}\`${place}${didYouMean(key, known, 'keys')}`;
}

/** The value at a path, undefined where there is none. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Readonly<Record<PropertyKey, unknown>>)[key]
        : undefined,
    value,
  );
}

/**
 * A union reports what each of its forms misses. The form that was meant is the one whose own type
 * fits; where none or several do, the union itself is at fault.
 */
function flatten(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union') return [issue];
    const meant = issue.errors.filter(
      (form) => !form.some((each) => each.code === 'invalid_type' && each.path.length === 0),
    );
    if (meant.length !== 1) return [issue];
    return flatten(meant[0]!.map((each) => ({ ...each, path: [...issue.path, ...each.path] })));
  });
}

function textOf(issue: z.core.$ZodIssue, value: unknown): string {
  const place = issue.path.length === 0 ? 'this' : `\`${issue.path.map(String).join('.')}\``;
  const isAboutType = ['invalid_type', 'invalid_union', 'invalid_value'].includes(issue.code);
  if (value === undefined && isAboutType && issue.path.length > 0) {
    const parent = placeName(issue.path.slice(0, -1));
    return `missing key \`${String(issue.path.at(-1))}\`${parent === undefined ? '' : ` in ${parent}`}`;
  }
  switch (issue.code) {
    case 'invalid_type':
      return `${place} must be ${namesOfTypes[issue.expected] ?? issue.expected}, not ${kindOf(value)}${
        issue.expected === 'string' && typeof value !== 'object' ? ' (put it in quotes)' : ''
      }`;
    case 'invalid_union': {
      const forms = issue.errors.flatMap((form) =>
        form.flatMap((each) =>
          each.code === 'invalid_type' ? [namesOfTypes[each.expected] ?? each.expected] : [],
        ),
      );
      if (forms.length === 0) return `${place} has none of the forms it can have`;
      return `${place} must be ${[...new Set(forms)].join(' or ')}, not ${kindOf(value)}`;
    }
    case 'invalid_value': {
      const known = issue.values.map(String);
      if (typeof value === 'string' && isWord(value)) {
        return `${place} is \`${value}\`, which is unknown${didYouMean(value, known, 'values')}`;
      }
      return `${place} must be one of ${known.join(', ')}`;
    }
    case 'too_small':
      if (issue.origin === 'string') return `${place} must not be blank`;
      if (issue.origin === 'array') return `${place} must have at least ${entries(issue.minimum)}`;
      return `${place} must be ${issue.inclusive === false ? 'above' : 'at least'} ${issue.minimum}`;
    case 'too_big':
      if (issue.origin === 'array') return `${place} must have at most ${entries(issue.maximum)}`;
      if (issue.origin === 'string') return `${place} must have at most ${issue.maximum} characters`;
      return `${place} must be ${issue.inclusive === false ? 'below' : 'at most'} ${issue.maximum}`;
    case 'invalid_key':
      return `${place}: ${issue.issues.map((each) => each.message).join('; ')}`;
    default:
      return issue.message.startsWith('must ') ? `${place} ${issue.message}` : `${place}: ${issue.message}`;
  }
}

function kindOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return `\`${value}\``;
  if (typeof value === 'number') return `the number ${value}`;
  return typeof value;
}

function entries(count: number | bigint): string {
  return Number(count) === 1 ? '1 entry' : `${count} entries`;
}

/** The name of the nearest enclosing key. */
function placeName(path: readonly PropertyKey[]): string | undefined {
  const name = path.findLast((part) => typeof part === 'string');
  return name === undefined ? undefined : String(name);
}

function isWord(text: string): boolean {
  return /^[\w./-]{1,60}$/.test(text);
}
