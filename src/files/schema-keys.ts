import type { z } from 'zod';

type Schema = z.core.$ZodType;

/** What the kinds of schema hold, as far as keys can be found in them. */
interface Parts {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly catchall?: Schema;
  readonly innerType?: Schema;
  readonly element?: Schema;
  readonly valueType?: Schema;
  readonly options?: readonly Schema[];
  readonly in?: Schema;
  readonly out?: Schema;
  readonly left?: Schema;
  readonly right?: Schema;
  readonly getter?: () => Schema;
}

/** The keys that a schema knows at a path, in their order. Undefined where it takes any key. */
export function keysAt(schema: Schema, path: readonly PropertyKey[]): readonly string[] | undefined {
  const found = objectsAt(schema, path);
  if (found.length === 0 || found.some((parts) => isOpen(parts.catchall))) return undefined;
  return [...new Set(found.flatMap((parts) => Object.keys(parts.shape ?? {})))];
}

function isOpen(catchall: Schema | undefined): boolean {
  return catchall !== undefined && partsOf(catchall).type !== 'never';
}

function partsOf(schema: Schema): Parts {
  return schema._zod.def as unknown as Parts;
}

function objectsAt(schema: Schema, path: readonly PropertyKey[]): readonly Parts[] {
  const parts = partsOf(schema);
  const [first, ...rest] = path;
  if (parts.type === 'object') {
    if (first === undefined) return [parts];
    const member = parts.shape?.[String(first)];
    return member === undefined ? [] : objectsAt(member, rest);
  }
  const item = parts.element ?? parts.valueType;
  if (item !== undefined) return first === undefined ? [] : objectsAt(item, rest);
  const same = [parts.innerType, parts.in, parts.out, parts.left, parts.right, parts.getter?.()];
  return [...same, ...(parts.options ?? [])].flatMap((each) =>
    each === undefined ? [] : objectsAt(each, path),
  );
}
