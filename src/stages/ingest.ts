import { z } from 'zod';
import type { Ask, Setting } from '../core/ask.ts';
import type { Entity, Id, Item, Label, Lead, RowFields, Unborn } from '../core/entity.ts';
import { groupBy } from '../core/group-by.ts';
import { digest } from '../core/hash.ts';
import type { Json } from '../core/json.ts';
import { type Decision, drop, fail, turn } from '../core/outcome.ts';
import { rank } from '../core/random.ts';
import type { Source } from '../core/scenario.ts';
import { defineStage } from '../core/stage.ts';
import { columnAt } from '../formats/index.ts';

const options = z.strictObject({});

type RowLead = Lead & { readonly fields: RowFields };

const isRow = (record: Entity): record is RowLead => record.kind === 'lead' && 'wanted' in record.fields;

/**
 * Reads external rows into items: picks the rows that the source's `where`, `label` and `limit` ask
 * for, maps the columns, records licence and line. A row that cannot be used leaves with its reason.
 */
export const ingest = defineStage({
  name: 'ingest',
  version: '1',
  options,
  roles: [],
  applies: isRow,
  async all(rows: readonly RowLead[], _options: z.infer<typeof options>, ask: Ask) {
    const decisions = new Map<Id, Decision<Item>>();
    for (const row of rows) decisions.set(row.id, decide(row, ask.setting));
    for (const lead of overLimit(rows, decisions, ask.setting)) decisions.set(lead.id, drop('over-limit'));
    return decisions;
  },
  forecast(flows) {
    return { asks: [], out: flows.map((flow) => (flow.kind === 'row' ? { ...flow, kind: 'item' } : flow)) };
  },
});

function decide({ at, fields }: RowLead, setting: Setting): Decision<Item> {
  const source = setting.source(fields.source);
  const place = { line: fields.line };
  if (fields.row === undefined) return fail('bad-row', { ...place, problem: fields.problem ?? 'unreadable' });
  const cell = (column: string): Json | undefined => columnAt(fields.row!, column);
  for (const [column, values] of Object.entries(source.where ?? {}))
    if (!values.includes(textOf(cell(column)) ?? '')) return drop('filtered-out', { ...place, column });
  const label = labelOf(source, cell, fields.wanted);
  if (label === undefined) return fail('unknown-label', { ...place, ...labelCell(source, cell) });
  if (!fields.wanted.includes(label)) return drop('label-not-wanted', { ...place, label });
  const prompt = textOf(cell(source.map.prompt));
  if (prompt === undefined) return fail('no-prompt', { ...place, column: source.map.prompt });
  if (prompt === '') return fail('empty-prompt', { ...place, column: source.map.prompt });
  const answer = source.map.answer === undefined ? undefined : textOf(cell(source.map.answer));
  const rowId = source.map.id === undefined ? undefined : textOf(cell(source.map.id));
  const item: Unborn<Item> = {
    kind: 'item',
    scenario: fields.scenario,
    label,
    prompt,
    ...(answer ? { answer } : {}),
    specs: [],
    origin: {
      how: 'raw',
      source: source.name,
      at,
      licence: source.licence,
      ...(source.url === undefined ? {} : { url: source.url }),
    },
    ...(rowId ? { extra: { sourceId: rowId } } : {}),
  };
  return turn([item]);
}

/** A cell as trimmed text; undefined where there is none or it is a list or an object. */
function textOf(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return undefined;
}

/** The label cell that is neither safe nor unsafe, cut short: it stands in notes. */
function labelCell({ map }: Source, cell: (column: string) => Json | undefined) {
  if (map.label === undefined) return { column: '(no map.label)' };
  const { column, safe, unsafe } = map.label;
  return { column, value: (textOf(cell(column)) ?? '(none)').slice(0, 40), known: [...safe, ...unsafe] };
}

function labelOf(
  source: Source,
  cell: (column: string) => Json | undefined,
  wanted: readonly Label[],
): Label | undefined {
  if (source.map.label === undefined) return wanted.length === 1 ? wanted[0] : undefined;
  const value = textOf(cell(source.map.label.column)) ?? '';
  if (source.map.label.safe.includes(value)) return 'safe';
  if (source.map.label.unsafe.includes(value)) return 'unsafe';
  return undefined;
}

/** Usable rows beyond their source's limit: all but those of the lowest rank. */
function overLimit(
  rows: readonly RowLead[],
  decisions: ReadonlyMap<Id, Decision<Item>>,
  setting: Setting,
): readonly RowLead[] {
  const usable = rows.filter((row) => decisions.get(row.id)?.kind === 'turn');
  const groups = groupBy(usable, (row) => `${row.fields.scenario}/${row.fields.source}`);
  return [...groups.values()].flatMap((group) => {
    const { limit } = setting.source(group[0]!.fields.source);
    if (limit === undefined) return [];
    const ranked = group.map((row) => ({
      row,
      at: rank(setting.seed, 'ingest', digest(row.fields.row)) + row.id,
    }));
    return ranked
      .sort((a, b) => (a.at < b.at ? -1 : 1))
      .slice(limit)
      .map(({ row }) => row);
  });
}
