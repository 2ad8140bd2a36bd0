/** Tokens of the stand-in: words and tags, with the white space before them. */
export interface Vocabulary {
  ids(text: string): readonly number[];
  text(ids: readonly number[]): string;
  count(text: string): number;
  /** The first tokens of a text. */
  first(text: string, tokens: number): string;
}

/** A vocabulary that learns its words as they come; all that it has read it gives back to the letter. */
export function vocabulary(): Vocabulary {
  const ids = new Map<string, number>();
  const pieces: string[] = [];
  const idOf = (piece: string): number => {
    const known = ids.get(piece);
    if (known !== undefined) return known;
    const id = pieces.push(piece) - 1;
    ids.set(piece, id);
    return id;
  };
  const split = (text: string): readonly string[] => text.match(/\s*(?:<[^\s<>]*>|[^\s<]+|<)|\s+$/g) ?? [];
  return {
    ids: (text) => split(text).map(idOf),
    text: (known) => known.map((id) => pieces[id] ?? '').join(''),
    count: (text) => split(text).length,
    first: (text, tokens) => split(text).slice(0, tokens).join(''),
  };
}
