import { join } from 'node:path';
import { type CellFields, idOf, type Label, type Lead, type RowFields } from '../core/entity.ts';
import { FileError } from '../core/errors.ts';
import type { Quota, Scenario } from '../core/scenario.ts';
import type { PipelineSource } from '../files/index.ts';
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
      if (wanted.length > 0) leads.push(...(await rowLeads(inputs.root, scenario.id, source, wanted)));
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
  const leads: Lead[] = [];
  const columns = new Set<string>();
  let mapped = false;
  for await (const row of openRows(join(root, source.file), source.read)) {
    const base = { scenario, source: source.name, wanted, line: row.line };
    if ('value' in row) {
      for (const column of Object.keys(row.value)) columns.add(column);
      mapped ||= columnAt(row.value, source.map.prompt) !== undefined;
    }
    const fields: RowFields =
      'value' in row ? { ...base, row: row.value } : { ...base, problem: row.problem };
    leads.push(lead(`${source.name}#${row.line}`, fields));
  }
  if (leads.length === 0) throw new FileError(source.file, `has no rows (source \`${source.name}\`)`);
  if (!mapped) {
    const known = [...columns].slice(0, 12).join(', ');
    throw new FileError(
      source.file,
      `has no column \`${source.map.prompt}\` (map.prompt of source \`${source.name}\`); its columns: ${known || 'none could be read'}`,
    );
  }
  return leads;
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
