import type { Id } from '../../core/entity.ts';
import { UsageError } from '../../core/errors.ts';
import { byRank, type Drawn } from './draw.ts';

const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * Who labels which response: `overlap` of them, drawn by rank, are for everybody; the others are dealt out, stratum
 * by stratum, so that everybody gets of everything.
 *
 * @throws UsageError for names that are not in kebab-case or not unique, and an overlap that does not fit.
 */
export function assign(
  drawn: readonly Drawn[],
  { annotators, overlap, seed }: { annotators: readonly string[]; overlap: number; seed: number },
): ReadonlyMap<Id, readonly string[]> {
  checkNames(annotators);
  if (overlap > 0 && annotators.length < 2)
    throw new UsageError('--overlap is for two annotators or more; name them with --annotators anna,ben');
  if (overlap > drawn.length)
    throw new UsageError(`--overlap ${overlap} is more than the ${drawn.length} responses that are drawn`);
  const idOf = ({ answered }: Drawn): Id => answered.response.id;
  const shared = new Set(byRank(drawn, idOf, seed, 'agree overlap').slice(0, overlap).map(idOf));
  const others = drawn.filter((each) => !shared.has(idOf(each)));
  return new Map([
    ...[...shared].map((id) => [id, annotators] as const),
    ...others.map((each, at) => [idOf(each), [annotators[at % annotators.length]!]] as const),
  ]);
}

function checkNames(annotators: readonly string[]): void {
  const wrong = annotators.find((name) => !kebabCase.test(name));
  if (wrong !== undefined)
    throw new UsageError(
      `annotator ${JSON.stringify(wrong)}: names are of lower-case letters and digits, joined by \`-\``,
    );
  const twice = annotators.find((name, at) => annotators.indexOf(name) !== at);
  if (twice !== undefined) throw new UsageError(`annotator ${twice} is named twice`);
  if (annotators.length === 0) throw new UsageError('name at least one annotator');
}
