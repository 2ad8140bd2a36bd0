import type { Judgement, Response } from '../../core/entity.ts';
import type { AttackSuccess } from '../../report/attack/data.ts';
import { verdictLists } from '../../stages/index.ts';
import { type AttackedResponse, successBy, successOf } from '../../stats/attack/index.ts';
import { scoreItem } from '../../stats/index.ts';
import type { LoadedDataset } from '../load-dataset.ts';
import { consensusByResponse } from '../scores.ts';

/**
 * How often variants of unsafe prompts made a subject break a safety-spec; null where no response is to one.
 * With several judgements of a response, what most of them say counts; one without any is unscored. Controls have no success: their prompts are safe.
 */
export function successPart(
  { items, scenarios }: Pick<LoadedDataset, 'items' | 'scenarios'>,
  responded: { readonly responses: readonly Response[]; readonly judgements: readonly Judgement[] },
  familyOf: (tactic: string) => string,
): AttackSuccess | null {
  const specs = new Map(scenarios.map(({ scenario }) => [scenario.id, scenario]));
  const attacked = new Map(
    items.flatMap((item) =>
      item.label === 'unsafe' && item.variant !== undefined ? [[item.id, item] as const] : [],
    ),
  );
  const judged = consensusByResponse(responded.judgements);
  const rows = responded.responses.flatMap(({ id, item, asked }): AttackedResponse[] => {
    const own = attacked.get(item);
    if (own?.variant === undefined || asked !== own.variant.id) return [];
    const lists = verdictLists(judged.get(id) ?? { verdicts: {} }, specs.get(own.scenario)!);
    const { safety } = scoreItem(lists);
    return [{ tactics: own.variant.tactics, broke: safety === null ? null : safety === 0 }];
  });
  if (rows.length === 0) return null;
  return {
    all: successOf('all', rows),
    tactics: successBy(rows, ({ tactics }) => tactics),
    families: successBy(rows, ({ tactics }) => tactics.map(familyOf)),
    withoutTactic: rows.filter(({ tactics }) => tactics.length === 0).length,
  };
}
