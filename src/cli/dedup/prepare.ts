import { resolve } from 'node:path';
import { groupBy } from '../../core/group-by.ts';
import { canonicalJson, type Json } from '../../core/json.ts';
import type { Embedder } from '../../core/provider.ts';
import { openEmbedder } from '../../embed/index.ts';
import { type Embedded, embedRows } from './embed.ts';
import { type OtherTexts, readOtherTexts } from './others.ts';
import { checkPaths } from './paths.ts';
import { protectedIds, protectedRows, refuseFeatureless } from './protect.ts';
import { type Problem, readTextRows, type TextRow } from './rows.ts';
import type { Span, StopRules } from './select.ts';
import type { Work } from './work.ts';

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

/** The rows that are compared with each other: those of one value. */
export interface Group extends Span {
  readonly value: Json;
}

/** A file of texts, read and embedded. */
export interface Prepared {
  /** The rows that can be compared, those of a group one behind the other. */
  readonly own: Embedded<TextRow>;
  readonly groups: readonly Group[];
  /** Positions of rows that are never dropped. */
  readonly protect: ReadonlySet<number>;
  /** The rows that cannot be compared, by line. */
  readonly problems: readonly Problem[];
  readonly embedder: Embedder;
  /** The sets to compare with, in the order in which they were named. */
  readonly others: readonly OtherTexts[];
}

/**
 * Reads all that a call names, and embeds the rows of its file.
 *
 * @throws UsageError for an unknown protected id, or an output that is an input.
 * @throws FileError for an input that cannot be read; ConfigError for an unknown embedder.
 */
export async function prepareTexts(request: TextRequest, work: Work): Promise<Prepared> {
  const { cwd, field, protect } = request;
  checkPaths(request);
  const ids = protect === undefined ? new Set<string>() : await protectedIds(cwd, protect);
  const { rows, problems } = await readTextRows(resolve(cwd, request.input), field, request.group);
  protectedRows(ids, rows);
  const others = await Promise.all(request.against.map((name) => readOtherTexts(cwd, name, field)));
  const embedder = await openEmbedder(request.embedder, {
    root: cwd,
    offline: request.offline,
    onDownload: work.onDownload,
    texts: rows.map(({ text }) => text),
  });
  const own = await embedRows([...byGroup(rows).values()].flat(), embedder, work);
  refuseFeatureless(ids, own.featureless, request.input);
  const featureless = own.featureless.map(({ line }) => ({
    line,
    problem: `\`${field}\` has no features to compare`,
  }));
  return {
    own,
    groups: groupsOf(own.rows),
    protect: protectedRows(ids, own.rows),
    problems: [...problems, ...featureless].sort((a, b) => a.line - b.line),
    embedder,
    others,
  };
}

const byGroup = (rows: readonly TextRow[]): Map<string, TextRow[]> =>
  groupBy(rows, ({ group }) => canonicalJson(group));

function groupsOf(rows: readonly TextRow[]): readonly Group[] {
  let from = 0;
  return [...byGroup(rows).values()].map((own) => {
    const group = { value: own[0]!.group, from, to: from + own.length };
    from = group.to;
    return group;
  });
}
