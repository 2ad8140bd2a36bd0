import { basename, resolve } from 'node:path';
import { SpecloomError } from '../../core/errors.ts';
import { version } from '../../core/version.ts';
import { writeAtomically } from '../../files/atomic.ts';
import type { DedupAgainst, DedupGroups, DedupReportData } from '../../report/dedup/index.ts';
import { type AgainstDocument, isNearer, sharesNgram } from './against.ts';
import type {
  DroppedFacts,
  Measured,
  TextDocument,
  TextSelection,
  VectorDocument,
  VectorSelection,
} from './document.ts';
import type { OtherPlace } from './others.ts';
import { groupName } from './rows.ts';

/** Rows of a table that a reader can take in; --json has all. */
const shownRows = 100;

/** Draws a page; what it returns writes it, for its owner alone, whole or not at all (FileError where it cannot). */
export async function drawnReport(cwd: string, report: string, data: DedupReportData): Promise<() => void> {
  // Drawing takes a library that takes a while to load, and most calls draw nothing.
  const { renderDedupReport } = await import('../../report/dedup/index.ts');
  const page = await renderDedupReport(data);
  return () => writeAtomically(resolve(cwd, report), page);
}

/** What the page shows of a selection among texts. */
export function textReport(
  input: string,
  field: string | undefined,
  document: TextDocument & TextSelection,
): DedupReportData {
  return {
    ...measured(document),
    toolVersion: version,
    input: basename(input),
    embedder: document.embedder,
    stop: document.stop,
    protectedRows: document.protected,
    read: document.rows,
    badRows: document.badRows,
    dropped: document.dropped,
    kept: document.kept,
    minDistance: document.minDistance,
    groups: field === undefined ? null : groupsOf(field, document),
    pairs: closest(document.removed, (removed) => ({
      dropped: placeName(removed),
      partner: placeName(removed.partner!),
      group: removed.group === undefined ? null : groupName(removed.group),
    })),
    against: (document.against ?? []).map(againstOf),
  };
}

/** What the page shows of a selection among vectors. */
export function vectorReport(file: string, document: VectorDocument & VectorSelection): DedupReportData {
  return {
    ...measured(document),
    toolVersion: version,
    input: basename(file),
    embedder: null,
    stop: document.stop,
    protectedRows: document.protected,
    read: document.rows,
    badRows: 0,
    dropped: document.removed.length,
    kept: document.kept.length,
    minDistance: document.minDistance,
    groups: null,
    pairs: closest(document.removed, ({ index, partner }) => ({
      dropped: `row ${index}`,
      partner: `row ${partner}`,
      group: null,
    })),
    against: [],
  };
}

function measured({ histogram, sweep }: Measured): Pick<DedupReportData, 'histogram' | 'sweep'> {
  if (histogram?.after === undefined || sweep === undefined)
    throw new SpecloomError('internal', 'a page was asked for without what it is drawn from');
  return { histogram: { before: histogram.before, after: histogram.after }, sweep };
}

function closest<Row extends DroppedFacts<unknown>>(
  removed: readonly Row[],
  named: (row: Row) => Pick<DedupReportData['pairs'][number], 'dropped' | 'partner' | 'group'>,
): DedupReportData['pairs'] {
  return removed
    .filter(({ distance }) => distance !== null)
    .sort((a, b) => a.distance! - b.distance!)
    .slice(0, shownRows)
    .map((row) => ({
      ...named(row),
      distance: row.distance!,
      phi: row.phi,
      phiPartner: row.phiPartner!,
      order: row.order,
    }));
}

function groupsOf(field: string, { groups = [], acrossGroups }: TextDocument): DedupGroups {
  const { checked, unchecked, nearer, rows } = acrossGroups!;
  return {
    field,
    each: groups.map(({ group, ...facts }) => ({ ...facts, group: groupName(group) })),
    across: {
      checked,
      unchecked,
      nearer,
      rows: [...rows]
        .sort((a, b) => a.distance - b.distance)
        .slice(0, shownRows)
        .map((row) => ({
          row: placeName(row),
          group: groupName(row.group),
          minDistance: row.minDistance,
          distance: row.distance,
          nearest: placeName(row.nearest),
          nearestGroup: groupName(row.nearest.group),
        })),
    },
  };
}

function againstOf({ rows, ...facts }: AgainstDocument): DedupAgainst {
  const far = Number.POSITIVE_INFINITY;
  return {
    ...facts,
    rows: rows
      .filter((row) => isNearer(row, facts.threshold) || sharesNgram(row))
      .sort((a, b) => (a.distance ?? far) - (b.distance ?? far))
      .slice(0, shownRows)
      .map(({ kept, distance, nearest, ngrams, shared, sharing, ...place }) => ({
        row: placeName(place),
        kept,
        distance,
        nearest: nearest === null ? null : placeName(nearest),
        ngrams,
        shared,
        sharing: sharing === null ? null : placeName(sharing),
      })),
  };
}

/** `line 12, id q-7`; in a dataset `travel/items.jsonl line 3, id …`. */
function placeName({ file, line, id }: OtherPlace): string {
  return `${file === undefined ? '' : `${file} `}line ${line}${id === undefined ? '' : `, id ${id}`}`;
}
