import type { Json } from '../core/json.ts';

/**
 * The value of a column by dotted path: `plan.0.days` looks into objects by key and into lists by
 * position. A key that itself contains dots is preferred to a path of the same spelling.
 * Undefined where there is no such column.
 */
export function columnAt(value: Json, path: string): Json | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const members = value as Readonly<Record<string, Json>>;
  if (Array.isArray(value) && !/^\d+(\.|$)/.test(path)) return undefined;
  if (Object.hasOwn(members, path)) return members[path];
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
    const head = path.slice(0, dot);
    if (!Object.hasOwn(members, head)) continue;
    const found = columnAt(members[head]!, path.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}
