import { type Filters, noFilters } from './filters.ts';

/** What of the list stands in the page's address, so that it can be passed on. */
export interface Place {
  readonly filters: Filters;
  /** From 0. */
  readonly page: number;
  /** The id of an item to open. */
  readonly item: string;
}

export const start: Place = { filters: noFilters, page: 0, item: '' };

/** What is searched for may be part of a prompt, so it is in no address. */
const kept = (Object.keys(noFilters) as (keyof Filters)[]).filter((name) => name !== 'search');

/** The part of the address behind #; empty where nothing is asked for. */
export function hashOf({ filters, page, item }: Place): string {
  const said = new URLSearchParams();
  if (item !== '') said.set('item', item);
  for (const name of kept) if (filters[name] !== '') said.set(name, filters[name]);
  if (page > 0) said.set('page', String(page + 1));
  return said.toString();
}

/** Null where the part behind # is none of ours, such as the id of a section. */
export function placeOfHash(hash: string): Place | null {
  const said = new URLSearchParams(hash.replace(/^#/, ''));
  if (!['item', 'page', ...kept].some((name) => said.get(name))) return null;
  const page = Number(said.get('page') ?? 1);
  return {
    filters: { ...noFilters, ...Object.fromEntries(kept.map((name) => [name, said.get(name) ?? ''])) },
    page: Number.isSafeInteger(page) && page > 0 ? page - 1 : 0,
    item: said.get('item') ?? '',
  };
}
