import { resolve } from 'node:path';
import { groupBy } from '../core/group-by.ts';
import { canonicalJson, type Json } from '../core/json.ts';
import type { Embedder } from '../core/provider.ts';
import { withoutUndefined } from '../core/without-undefined.ts';
import { openEmbedder } from '../embed/index.ts';
import { crossings } from './dedup-across.ts';
import { checkAgainst } from './dedup-against.ts';
import { copyLines } from './dedup-copy.ts';
import type { AcrossDocument, TextDocument, TextSelection } from './dedup-document.ts';
import { type Embedded, embedRows } from './dedup-embed.ts';
import { measuredHistogram } from './dedup-nearest.ts';
import { type OtherTexts, readOtherTexts } from './dedup-others.ts';
import { checkPaths } from './dedup-paths.ts';
import { protectedIds, protectedRows, refuseFeatureless } from './dedup-protect.ts';
import { drawnReport, textReport } from './dedup-report.ts';
import { placeOf, readTextRows, type TextRow } from './dedup-rows.ts';
import { type Selected, type Span, type StopRules, selectWithin } from './dedup-select.ts';
import type { Work } from './dedup-work.ts';

export interface TextRequest {
  readonly cwd: string;
  readonly input: string;
  /** Undefined where nothing is to be written. */
  readonly out: string | undefined;
  readonly field: string;
  readonly embedder: string;
  readonly offline: boolean;
  /** Null where only a sweep is wanted. */
  readonly rules: StopRules | null;
  readonly group: string | undefined;
  readonly protect: string | undefined;
  readonly against: readonly string[];
  readonly sweep: boolean;
  readonly report: string | undefined;
}

/** The rows that are compared with each other. */
interface Group extends Span {
  readonly value: Json;
}

/**
 * Runs the selection on a JSONL file and writes the kept rows, byte for byte and in order, with mode
 * 0600 (prompts may be harmful to read). Files appear whole or not at all, and only when all is computed.
 *
 * @throws UsageError for a bad rule, an unknown protected id, or an output that is an input.
 * @throws FileError for an input that cannot be read or an output that cannot be written.
 * @throws ConfigError for an unknown embedder.
 */
export async function dedupTextFile(request: TextRequest, work: Work): Promise<TextDocument> {
  const { cwd, field, rules, sweep, report } = request;
  checkPaths(request);
  const input = resolve(cwd, request.input);
  const ids = request.protect === undefined ? undefined : await protectedIds(cwd, request.protect);
  const { rows: texts, problems } = await readTextRows(input, field, request.group);
  if (ids !== undefined) protectedRows(ids, texts);
  const others = await Promise.all(request.against.map((name) => readOtherTexts(cwd, name, field)));
  const embedder = await openEmbedder(request.embedder, {
    root: cwd,
    offline: request.offline,
    onDownload: work.onDownload,
    texts: texts.map(({ text }) => text),
  });
  const byGroup = [...groupBy(texts, (row) => canonicalJson(row.group)).values()];
  const own = await embedRows(byGroup.flat(), embedder, work);
  if (ids !== undefined) refuseFeatureless(ids, own.featureless, request.input);
  const groups = groupsOf(own.rows);
  const protect = ids === undefined ? new Set<number>() : protectedRows(ids, own.rows);
  const pictured = sweep || report !== undefined;
  const selected = await selectWithin(
    own.vectors,
    own.dimensions,
    groups,
    { rules, protect, sweep: pictured },
    work,
  );
  const kept = selected.spans?.flatMap((span) => span.kept);
  const selection =
    rules === null
      ? undefined
      : await selectionOf({ request, rules, own, groups, selected, embedder, others, protect }, work);
  const histogram = pictured
    ? await measuredHistogram(own.vectors, own.dimensions, own.rows.length, kept, work)
    : undefined;
  const allProblems = [
    ...problems,
    ...own.featureless.map(({ line }) => ({ line, problem: `\`${field}\` has no features to compare` })),
  ].sort((a, b) => a.line - b.line);
  const document = {
    rows: own.rows.length + allProblems.length,
    badRows: allProblems.length,
    embedder: embedder.id,
    problems: allProblems,
    ...withoutUndefined({ histogram, sweep: selected.sweep }),
  };
  if (selection === undefined || kept === undefined) return document;
  const whole = { ...document, ...selection, ...withoutUndefined({ report }) };
  const writePage =
    report === undefined
      ? undefined
      : await drawnReport(cwd, report, textReport(request.input, request.group, whole));
  if (request.out !== undefined)
    await copyLines(input, resolve(cwd, request.out), new Set(kept.map((row) => own.rows[row]!.line)));
  writePage?.();
  return whole;
}

interface Parts {
  readonly request: TextRequest;
  readonly rules: StopRules;
  readonly own: Embedded<TextRow>;
  readonly groups: readonly Group[];
  readonly selected: Selected;
  readonly embedder: Embedder;
  readonly others: readonly OtherTexts[];
  readonly protect: ReadonlySet<number>;
}

async function selectionOf(parts: Parts, work: Work): Promise<TextSelection> {
  const { request, rules, own, groups, protect } = parts;
  const spans = parts.selected.spans!;
  const kept = new Set(spans.flatMap((span) => span.kept));
  const smallest = spans.flatMap(({ minDistance }) => minDistance ?? []);
  const minDistance = smallest.length === 0 ? null : Math.min(...smallest);
  const against = [];
  for (const [at, set] of request.against.entries())
    against.push(
      await checkAgainst(
        { ...parts, set, texts: parts.others[at]!, kept, threshold: rules.minDistance ?? minDistance },
        work,
      ),
    );
  const named = (row: number) => placeOf(own.rows[row]!);
  return {
    kept: kept.size,
    dropped: own.rows.length - kept.size,
    minDistance,
    stop: rules,
    protected: protect.size,
    removed: spans.flatMap(({ removed }) =>
      removed.map(({ index, partner, ...facts }) => ({
        ...named(index),
        ...(request.group === undefined ? {} : { group: own.rows[index]!.group }),
        partner: partner === null ? null : named(partner),
        ...facts,
      })),
    ),
    ...(request.group === undefined
      ? {}
      : {
          groups: spans.map((span, at) => ({
            group: groups[at]!.value,
            rows: span.kept.length + span.removed.length,
            kept: span.kept.length,
            dropped: span.removed.length,
            minDistance: span.minDistance,
          })),
          acrossGroups: await acrossGroups(own, spans, work),
        }),
    ...(against.length === 0 ? {} : { against }),
  };
}

async function acrossGroups(
  own: Embedded<TextRow>,
  spans: NonNullable<Selected['spans']>,
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

/** Rows of one group stand one behind the other. */
function groupsOf(rows: readonly TextRow[]): readonly Group[] {
  const groups: Group[] = [];
  let from = 0;
  for (const own of groupBy(rows, ({ group }) => canonicalJson(group)).values()) {
    groups.push({ value: own[0]!.group, from, to: from + own.length });
    from += own.length;
  }
  return groups;
}
