import { z } from 'zod';
import { priceTable } from '../../src/answers/index.ts';
import type { AnyStage } from '../../src/core/stage.ts';

type Schema = z.core.JSONSchema.BaseSchema;

/** One table of options per stage that has any. */
export function stageOptionTables(stages: readonly AnyStage[]): string {
  return stages
    .map(({ name, options, roles }) => {
      const asks = roles.length === 0 ? 'Asks nothing.' : `Asks the role \`${roles.join('`, `')}\`.`;
      return `### ${name}\n\n${asks}\n\n${tableOf(options)}`;
    })
    .join('\n\n');
}

/** One table of options per type of provider. */
export function providerOptionTables(
  kinds: readonly { readonly type: string; readonly options: z.ZodType<unknown> }[],
): string {
  return kinds.map(({ type, options }) => `### type: ${type}\n\n${tableOf(options)}`).join('\n\n');
}

/** The price table, with its date. */
export function priceTableText(): string {
  const rows = Object.entries(priceTable.models).map(
    ([model, { inputPerMillionUsd, outputPerMillionUsd }]) =>
      `| \`${model}\` | ${inputPerMillionUsd} | ${outputPerMillionUsd} |`,
  );
  return `As of ${priceTable.asOf}, in US dollars per million tokens:\n\n| model | input | output |\n| --- | --- | --- |\n${rows.join('\n')}`;
}

function tableOf(options: z.ZodType<unknown>): string {
  const schema = z.toJSONSchema(options, { io: 'input', unrepresentable: 'any' });
  const entries = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
  if (entries.length === 0) return 'No options.';
  const required = schema.required ?? [];
  const rows = entries.map(([name, each]) => {
    const fallback = each.default === undefined ? '' : `\`${JSON.stringify(each.default)}\``;
    const must = required.includes(name) ? 'required' : fallback;
    return `| \`${name}\` | ${typeOf(each)} | ${must} | ${each.description ?? ''} |`;
  });
  return ['| option | value | default | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** A schema in words. */
function typeOf(schema: Schema): string {
  if (schema.anyOf !== undefined) return (schema.anyOf as Schema[]).map(typeOf).join(' or ');
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(', ');
  if (schema.type === 'array') return `list of ${typeOf(schema.items as Schema)}`;
  if (schema.type === 'object') return 'map';
  if (schema.type === 'string') return 'text';
  if (schema.type !== 'integer' && schema.type !== 'number') return String(schema.type ?? 'any value');
  return `${schema.type === 'integer' ? 'whole number' : 'number'}${rangeOf(schema)}`;
}

function rangeOf({ minimum, exclusiveMinimum, maximum }: Schema): string {
  const most = maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (exclusiveMinimum !== undefined && most === undefined) return ` above ${exclusiveMinimum}`;
  if (minimum !== undefined && most !== undefined) return `, ${minimum} to ${most}`;
  if (minimum !== undefined) return `, at least ${minimum}`;
  return most === undefined ? '' : `, at most ${most}`;
}
