import { withoutUndefined } from '../core/without-undefined.ts';
import type { ScoredItem } from '../stats/index.ts';
import type { AskedItem } from './scores.ts';

/** Responses with their verdicts, as statistics take them. An item of several specs is resampled with the first. */
export const scoredItems = (asked: readonly AskedItem[]): readonly ScoredItem[] =>
  asked.map(({ item, form, verdicts }) => ({
    item: item.id,
    scenario: item.scenario,
    split: form.split,
    verdicts,
    ...withoutUndefined({ cluster: item.specs[0] }),
  }));
