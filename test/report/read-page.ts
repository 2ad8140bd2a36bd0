/** The section of a page with an id. */
export const part = (page: string, id: string): string =>
  new RegExp(`<section id="${id}"[\\s\\S]*?</section>`).exec(page)![0];

const cellsOf = (line: string): string[] =>
  [...line.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell]) =>
    cell!
      .replace(/<[^>]*>/g, '')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&'),
  );

/** The captions of the tables of a section. */
export const captionsOf = (section: string): string[] =>
  [...section.matchAll(/<caption>([\s\S]*?)<\/caption>/g)].map(([, caption]) =>
    caption!.replace(/<[^>]*>/g, ''),
  );

/** The cells of each row of the table whose caption begins with a text. */
export function rowsOf(section: string, caption: string): string[][] {
  const tables = [...section.matchAll(/<table>([\s\S]*?)<\/table>/g)].map(([, table]) => table!);
  const found = tables.find((table) => captionsOf(table)[0]?.startsWith(caption));
  if (found === undefined) throw new Error(`no table "${caption}" among: ${captionsOf(section).join('; ')}`);
  return [...found.slice(found.indexOf('<tbody>')).matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(([, line]) =>
    cellsOf(line!),
  );
}

/** The cells behind the name of a row. */
export function row(section: string, caption: string, name: string): string[] {
  const found = rowsOf(section, caption).find(([first]) => first === name);
  if (found === undefined) throw new Error(`no row "${name}" in "${caption}"`);
  return found.slice(1);
}
