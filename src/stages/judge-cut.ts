/** How long a response was, and how much of it is judged: in Unicode code points. */
export interface Cut {
  readonly from: number;
  readonly to: number;
}

/**
 * A text of at most so many characters. Characters are code points, as in the released evaluator (Python), so none is
 * ever split in two.
 */
export function cutAt(
  text: string,
  most: number | null,
): { readonly text: string; readonly cut: Cut | undefined } {
  // A code point takes one or two units, so a text of no more units than that has no more code points.
  if (most === null || text.length <= most) return { text, cut: undefined };
  let points = 0;
  let end = text.length;
  for (let at = 0; at < text.length; points += 1) {
    if (points === most) end = at;
    at += text.codePointAt(at)! > 0xffff ? 2 : 1;
  }
  if (points <= most) return { text, cut: undefined };
  return { text: text.slice(0, end), cut: { from: points, to: most } };
}
