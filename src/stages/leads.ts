import { existsSync } from 'node:fs';
import { type CellFields, idOf, type Label, type Lead, type RowFields } from '../core/entity.ts';
import { FileError } from '../core/errors.ts';
import type { Quota, Scenario } from '../core/scenario.ts';
import { type PipelineSource, projectPath } from '../files/index.ts';
import { columnAt, openRows } from '../formats/index.ts';

/** Quotas of one scenario, and the files behind their sources. */
export interface LeadInputs {
  readonly root: string;
  readonly scenarios: readonly Scenario[];
  readonly quotas: readonly Quota[];
  readonly sources: readonly PipelineSource[];
}

/**
 * The records that a line starts from, in a fixed order: every row of every source in use, broken
 * ones included, then the cells to synthesize for.
 *
 * @throws FileError for a source that is missing, empty, or has none of the columns it is mapped by.
 */
export async function readLeads(inputs: LeadInputs): Promise<readonly Lead[]> {
  const leads: Lead[] = [];
  for (const scenario of inputs.scenarios) {
    const quotas = inputs.quotas.filter((quota) => quota.scenario === scenario.id && quota.count > 0);
    for (const source of inputs.sources) {
      const wanted = quotas.filter((quota) => quota.source === source.name).map((quota) => quota.label);
      if (wanted.length === 0) continue;
      for (const row of await rowLeads(inputs.root, scenario.id, source, wanted)) leads.push(row);
    }
    leads.push(...cellLeads(scenario, quotas));
  }
  return leads;
}

async function rowLeads(
  root: string,
  scenario: string,
  source: PipelineSource,
  wanted: readonly Label[],
): Promise<Lead[]> {
  const path = projectPath(root, source.file);
  if (!existsSync(path))
    throw new FileError(source.file, `does not exist (file of source \`${source.name}\`)`);
  const leads: Lead[] = [];
  const columns = new Set<string>();
  const missing = new Map(mappedColumns(source));
  const perLine = new Map<number, number>();
  for await (const row of openRows(path, source.read)) {
    const base = { scenario, source: source.name, wanted, line: row.line };
    if ('value' in row) {
      for (const column of Object.keys(row.value)) columns.add(column);
      for (const column of missing.keys())
        if (columnAt(row.value, column) !== undefined) missing.delete(column);
    }
    const fields: RowFields =
      'value' in row ? { ...base, row: row.value } : { ...base, problem: row.problem };
    const onLine = (perLine.get(row.line) ?? 0) + 1;
    perLine.set(row.line, onLine);
    // Several rows can share a line, as in a JSON array without line breaks.
    leads.push(lead(`${source.name}#${row.line}${onLine === 1 ? '' : `:${onLine}`}`, fields));
  }
  if (leads.length === 0) throw new FileError(source.file, `has no rows (source \`${source.name}\`)`);
  for (const [column, where] of missing)
    throw new FileError(
      source.file,
      `has no column \`${column}\` (${where} of source \`${source.name}\`); its columns: ${[...columns].slice(0, 12).join(', ') || 'none could be read'}`,
    );
  return leads;
}

/** Every column that a source is read by, with the key of the pipeline file that names it. */
function mappedColumns({ map, where }: PipelineSource): readonly (readonly [column: string, key: string])[] {
  const columns: [string, string][] = Object.keys(where ?? {}).map((column) => [column, 'where']);
  if (map.label !== undefined) columns.push([map.label.column, 'map.label.column']);
  if (map.id !== undefined) columns.push([map.id, 'map.id']);
  if (map.answer !== undefined) columns.push([map.answer, 'map.answer']);
  columns.push([map.prompt, 'map.prompt']);
  return columns;
}

function cellLeads(scenario: Scenario, quotas: readonly Quota[]): Lead[] {
  const generated = quotas.filter((quota) => quota.source === 'generated').map((quota) => quota.label);
  const cells: CellFields[] = [];
  const base = { scenario: scenario.id, source: 'generated' } as const;
  if (generated.includes('unsafe'))
    for (const spec of scenario.safety) cells.push({ ...base, label: 'unsafe', spec: spec.id });
  if (generated.includes('safe')) cells.push({ ...base, label: 'safe' });
  return cells.map((cell) => lead([cell.scenario, cell.label, cell.spec].filter(Boolean).join('/'), cell));
}

function lead(at: string, fields: RowFields | CellFields): Lead {
  const born = { kind: 'lead', at, fields } as const;
  return { ...born, id: idOf(born, []), parents: [], rehearsal: false };
}
