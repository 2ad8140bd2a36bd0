import { element } from './dom.ts';
import { type Filters, noFilters } from './filters.ts';

/** The form of search and filters. */
export interface Finder {
  read(): Filters;
  write(filters: Filters): void;
  show(): void;
}

/** Listens to the form that the page came with; `changed` is told of every change. */
export function finderOf(changed: () => void): Finder {
  const form = element('items-finder', HTMLFormElement);
  form.addEventListener('input', () => {
    narrow(form);
    changed();
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  const read = (): Filters => {
    const given = new FormData(form);
    const said = Object.keys(noFilters).map((name) => [name, String(given.get(name) ?? '').trim()]);
    return { ...noFilters, ...Object.fromEntries(said) };
  };
  return {
    read,
    write(filters) {
      for (const [name, value] of Object.entries(filters)) {
        const field = form.elements.namedItem(name);
        if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = value !== '';
        else if (field instanceof HTMLInputElement) field.value = value;
        else if (field instanceof HTMLSelectElement) {
          field.value = value;
          // A value that is no choice of this page asks for nothing.
          if (field.selectedIndex < 0) field.value = '';
        }
      }
      narrow(form);
    },
    show: () => {
      form.hidden = false;
    },
  };
}

/** Specs of other scenarios than the chosen one cannot be chosen. */
function narrow(form: HTMLFormElement): void {
  const scenario = form.elements.namedItem('scenario');
  const spec = form.elements.namedItem('spec');
  if (!(scenario instanceof HTMLSelectElement) || !(spec instanceof HTMLSelectElement)) return;
  for (const group of spec.querySelectorAll('optgroup'))
    group.disabled = scenario.value !== '' && group.dataset.scenario !== scenario.value;
  if (spec.selectedOptions[0]?.closest('optgroup')?.disabled) spec.value = '';
}
