import type { DedupResult } from '../../dedup/index.ts';
import { crossings } from './across.ts';
import { type AgainstDocument, checkAgainst } from './against.ts';
import type { AcrossDocument, TextSelection } from './document.ts';
import type { Prepared, TextRequest } from './prepare.ts';
import { placeOf } from './rows.ts';
import type { StopRules } from './select.ts';
import type { Work } from './work.ts';

/** Says of a selection what was kept and dropped, and holds its rows against each other and other sets. */
export async function describeSelection(
  request: TextRequest,
  rules: StopRules,
  prepared: Prepared,
  spans: readonly DedupResult[],
  work: Work,
): Promise<TextSelection> {
  const { own, groups } = prepared;
  const kept = new Set(spans.flatMap((span) => span.kept));
  const minDistance = smallest(spans);
  const threshold = rules.minDistance ?? minDistance;
  const grouped = request.group !== undefined;
  return {
    kept: kept.size,
    dropped: own.rows.length - kept.size,
    minDistance,
    stop: rules,
    protected: prepared.protect.size,
    removed: removedRows(prepared, spans, grouped),
    ...(grouped
      ? {
          groups: spans.map((span, at) => ({
            group: groups[at]!.value,
            rows: span.kept.length + span.removed.length,
            kept: span.kept.length,
            dropped: span.removed.length,
            minDistance: span.minDistance,
          })),
          acrossGroups: await acrossGroups(prepared, spans, work),
        }
      : {}),
    ...(request.against.length === 0
      ? {}
      : { against: await againstSets(request.against, prepared, { kept, threshold }, work) }),
  };
}

/** d_min over all groups; null where no group has two rows left. */
function smallest(spans: readonly DedupResult[]): number | null {
  let found: number | null = null;
  for (const { minDistance } of spans)
    if (minDistance !== null && (found === null || minDistance < found)) found = minDistance;
  return found;
}

function removedRows(
  { own }: Prepared,
  spans: readonly DedupResult[],
  grouped: boolean,
): TextSelection['removed'] {
  const named = (row: number) => placeOf(own.rows[row]!);
  return spans.flatMap(({ removed }) =>
    removed.map(({ index, partner, ...facts }) => ({
      ...named(index),
      ...(grouped ? { group: own.rows[index]!.group } : {}),
      partner: partner === null ? null : named(partner),
      ...facts,
    })),
  );
}

async function againstSets(
  sets: readonly string[],
  { own, embedder, others }: Prepared,
  left: { readonly kept: ReadonlySet<number>; readonly threshold: number | null },
  work: Work,
): Promise<readonly AgainstDocument[]> {
  const found: AgainstDocument[] = [];
  for (const [at, set] of sets.entries())
    found.push(await checkAgainst({ set, texts: others[at]!, own, embedder, ...left }, work));
  return found;
}

async function acrossGroups(
  { own }: Prepared,
  spans: readonly DedupResult[],
  work: Work,
): Promise<AcrossDocument> {
  const { nearer, ...counts } = await crossings(own.vectors, own.dimensions, spans, work);
  const named = (row: number) => ({ ...placeOf(own.rows[row]!), group: own.rows[row]!.group });
  return {
    ...counts,
    nearer: nearer.length,
    rows: nearer
      .map(({ row, nearest, distance, minDistance }) => ({
        ...named(row),
        minDistance,
        distance,
        nearest: named(nearest),
      }))
      .sort((a, b) => a.line - b.line),
  };
}
