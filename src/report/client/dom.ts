/** What an element is filled with: texts are always texts, whatever they look like. */
export type Child = Node | string | null;

/** A new element with attributes and content. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** A text of the data in a line of ours: its direction marks do not reach beyond it. */
export const isolated = (text: string): HTMLElement => make('bdi', {}, text);

/** The name of a model in a narrow place: a line may end behind its provider. */
export const narrow = (name: string): HTMLElement =>
  make('bdi', {}, ...name.split(/(?<=\/)/).flatMap((part) => [part, make('wbr')]));

/** The element that the page has under an id. @throws Error where it has none of that kind. */
export function element<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${kind.name} with the id ${id}`);
  return found;
}

/** A button that does something. */
export function button(
  words: string,
  attributes: Readonly<Record<string, string>>,
  press: () => void,
): HTMLButtonElement {
  const made = make('button', { type: 'button', ...attributes }, words);
  made.addEventListener('click', press);
  return made;
}
