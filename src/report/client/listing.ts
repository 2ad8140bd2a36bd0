import { count } from '../format.ts';
import { type Filters, holder, matcher, namesOf } from './filters.ts';
import type { Texts } from './texts.ts';
import type { Index } from './wire.ts';

/**
 * Places of the entries that filters and search ask for, in order. Words are looked for in names, and in `texts`
 * where they are given; null where the search was `stopped` before its end.
 */
export async function listed(
  index: Index,
  filters: Filters,
  texts: Texts | null,
  stopped: () => boolean,
): Promise<readonly number[] | null> {
  const passes = matcher(index, filters);
  const places = index.entries.flatMap((entry, place) => (passes(entry) ? [place] : []));
  const { search } = filters;
  if (search === '') return places;
  const inTexts = texts === null ? new Set<number>() : await texts.search(search, stopped);
  if (inTexts === null) return null;
  const holds = holder(search);
  return places.filter((place) => inTexts.has(place) || namesOf(index.entries[place]!).some(holds));
}

/** `Rows 1–50 of 312 that pass; 1,500 in all.` */
export function listedInWords(page: number, pageSize: number, found: number, all: number): string {
  if (found === 0) return `None of ${count(all)} rows passes.`;
  const first = page * pageSize + 1;
  const last = Math.min(found, first + pageSize - 1);
  const shown = `Rows ${count(first)}–${count(last)} of ${count(found)}`;
  return found === all ? `${shown}.` : `${shown} that pass; ${count(all)} in all.`;
}
