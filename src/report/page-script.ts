/** Made from src/report/client/main.ts by `npm run generate`. */
export const pageScript = `(() => {
'use strict';
// src/report/client/wire.ts
const m0 = (() => {
const verdictLetters = { YES: 'Y', NO: 'N', NA: 'A', unscored: 'U' };
const byLetter = new Map(Object.entries(verdictLetters).map(([verdict, letter]) => [letter, verdict]));
const verdictAt = ({ verdicts }, place) => byLetter.get(verdicts.charAt(place)) ?? 'unscored';
const indexBlock = 'items-index';
const textsBlock = (chunk) => \`items-texts-\${chunk}\`;
const passesBlock = (chunk) => \`items-passes-\${chunk}\`;
return { verdictLetters, verdictAt, indexBlock, textsBlock, passesBlock };
})();
// src/report/client/filters.ts
const m1 = (() => {
const { verdictAt } = m0;
const noFilters = {
    ...{ search: '', scenario: '', split: '', source: '', spec: '', verdict: '', model: '', tactic: '' },
    ...{ finish: '', disagree: '', unscored: '', cut: '' },
};
const labelOf = { unsafe: 'unsafe', original: 'unsafe', safe: 'safe', control: 'safe' };
function matcher(index, filters) {
    const { scenario, split, source, tactic, spec, verdict, disagree } = filters;
    return (entry) => {
        const id = index.scenarios[entry.scenario]?.id ?? '';
        const place = placeOf(index, entry, spec);
        return ((scenario === '' || scenario === id) &&
            (split === '' || split === entry.split || split === \`label \${labelOf[entry.split]}\`) &&
            (source === '' || source === entry.source) &&
            (tactic === '' || entry.tactics.includes(tactic)) &&
            (spec === '' || place !== null) &&
            (spec === '' || verdict !== '' || disagree !== '' || isMadeFor(entry, id, spec)) &&
            (disagree === '' || disagrees(index, entry, place)) &&
            someAnswer(index, entry, filters, place));
    };
}
function placeOf({ scenarios }, entry, spec) {
    if (spec === '')
        return null;
    const scenario = scenarios[entry.scenario];
    const place = scenario?.specs.findIndex(({ id }) => \`\${scenario.id}/\${id}\` === spec) ?? -1;
    return place < 0 ? null : place;
}
const isMadeFor = ({ specs }, scenario, spec) => specs.some((each) => \`\${scenario}/\${each}\` === spec);
function someAnswer(index, entry, filters, place) {
    const { model, verdict, finish, unscored, cut } = filters;
    return entry.answers.some((answer, at) => answer !== null &&
        (model === '' || index.models[at] === model) &&
        (finish === '' || (answer.finish ?? 'none') === finish) &&
        (unscored === '' || answer.sar === null) &&
        (cut === '' || answer.cut > 0) &&
        (verdict === '' || hasVerdict(index, entry, answer, verdict, place)));
}
function hasVerdict({ scenarios }, entry, answer, verdict, place) {
    if (place !== null)
        return verdictAt(answer, place) === verdict;
    const specs = scenarios[entry.scenario]?.specs ?? [];
    return specs.some((_, at) => verdictAt(answer, at) === verdict);
}
function disagrees({ scenarios }, entry, place) {
    const answers = entry.answers.filter((answer) => answer !== null);
    if (scenarios[entry.scenario] === undefined)
        return false;
    const views = place === null
        ? answers.map(({ safety }) => safety).filter((safety) => safety !== null)
        : answers.map((answer) => verdictAt(answer, place)).filter((verdict) => verdict !== 'unscored');
    return new Set(views).size > 1;
}
function holder(words) {
    const parts = words
        .trim()
        .split(/\\s+/)
        .map((word) => word.replace(/[\\\\^$.*+?()[\\]{}|/]/g, '\\\\$&'));
    const pattern = new RegExp(parts.join('\\\\s+'), 'iu');
    return (text) => pattern.test(text);
}
const namesOf = ({ item, source, specs, tactics }) => [
    item,
    source,
    ...specs,
    ...tactics,
];
return { noFilters, matcher, holder, namesOf };
})();
// src/report/client/address.ts
const m2 = (() => {
const { noFilters } = m1;
const start = { filters: noFilters, page: 0, item: '' };
const kept = Object.keys(noFilters).filter((name) => name !== 'search');
function hashOf({ filters, page, item }) {
    const said = new URLSearchParams();
    if (item !== '')
        said.set('item', item);
    for (const name of kept)
        if (filters[name] !== '')
            said.set(name, filters[name]);
    if (page > 0)
        said.set('page', String(page + 1));
    return said.toString();
}
function placeOfHash(hash) {
    const said = new URLSearchParams(hash.replace(/^#/, ''));
    if (!['item', 'page', ...kept].some((name) => said.get(name)))
        return null;
    const page = Number(said.get('page') ?? 1);
    return {
        filters: { ...noFilters, ...Object.fromEntries(kept.map((name) => [name, said.get(name) ?? ''])) },
        page: Number.isSafeInteger(page) && page > 0 ? page - 1 : 0,
        item: said.get('item') ?? '',
    };
}
return { start, hashOf, placeOfHash };
})();
// src/report/client/dom.ts
const m3 = (() => {
function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes))
        element.setAttribute(attribute, value);
    element.append(...children.filter((child) => child !== null));
    return element;
}
const isolated = (text) => make('bdi', {}, text);
const narrow = (name) => make('bdi', {}, ...name.split(/(?<=\\/)/).flatMap((part) => [part, make('wbr')]));
function element(id, kind) {
    const found = document.getElementById(id);
    if (!(found instanceof kind))
        throw new Error(\`the page has no \${kind.name} with the id \${id}\`);
    return found;
}
function button(words, attributes, press) {
    const made = make('button', { type: 'button', ...attributes }, words);
    made.addEventListener('click', press);
    return made;
}
return { make, isolated, narrow, element, button };
})();
// src/report/client/finder.ts
const m4 = (() => {
const { element } = m3;
const { noFilters } = m1;
function finderOf(changed) {
    const form = element('items-finder', HTMLFormElement);
    form.addEventListener('input', () => {
        narrow(form);
        changed();
    });
    form.addEventListener('submit', (event) => event.preventDefault());
    const read = () => {
        const given = new FormData(form);
        const said = Object.keys(noFilters).map((name) => [name, String(given.get(name) ?? '').trim()]);
        return { ...noFilters, ...Object.fromEntries(said) };
    };
    return {
        read,
        write(filters) {
            for (const [name, value] of Object.entries(filters)) {
                const field = form.elements.namedItem(name);
                if (field instanceof HTMLInputElement && field.type === 'checkbox')
                    field.checked = value !== '';
                else if (field instanceof HTMLInputElement)
                    field.value = value;
                else if (field instanceof HTMLSelectElement) {
                    field.value = value;
                    if (field.selectedIndex < 0)
                        field.value = '';
                }
            }
            narrow(form);
        },
        show: () => {
            form.hidden = false;
        },
    };
}
function narrow(form) {
    const scenario = form.elements.namedItem('scenario');
    const spec = form.elements.namedItem('spec');
    if (!(scenario instanceof HTMLSelectElement) || !(spec instanceof HTMLSelectElement))
        return;
    for (const group of spec.querySelectorAll('optgroup'))
        group.disabled = scenario.value !== '' && group.dataset.scenario !== scenario.value;
    if (spec.selectedOptions[0]?.closest('optgroup')?.disabled)
        spec.value = '';
}
return { finderOf };
})();
// src/report/client/csv.ts
const m5 = (() => {
const formula = /^\\s*[=+\\-@\\u{FF1D}\\u{FF0B}\\u{FF0D}\\u{FF20}]|^[\\t\\r]/u;
const number = /^[+-]?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?$/i;
const csvOf = (rows) => rows.map((row) => \`\${row.map(cellOf).join(',')}\\r\\n\`).join('');
function cellOf(cell) {
    if (cell === null)
        return '';
    if (typeof cell === 'number')
        return String(cell);
    const text = formula.test(cell) && !number.test(cell) ? \`'\${cell}\` : cell;
    return /[",\\r\\n]/.test(text) ? \`"\${text.replaceAll('"', '""')}"\` : text;
}
const fileName = (...words) => \`\${words
    .join(' ')
    .toLowerCase()
    .replace(/[^\\p{L}\\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80) || 'table'}.csv\`;
return { csvOf, fileName };
})();
// src/report/client/download.ts
const m6 = (() => {
const { make } = m3;
const MARK = '\\u{FEFF}';
function downloadCsv(name, parts) {
    const address = URL.createObjectURL(new Blob([MARK, ...parts], { type: 'text/csv;charset=utf-8' }));
    make('a', { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
return { downloadCsv };
})();
// src/report/client/list-csv.ts
const m7 = (() => {
const { csvOf, fileName } = m5;
const { downloadCsv } = m6;
const { verdictAt } = m0;
const heads = [
    ...['item', 'scenario', 'split', 'asked', 'source', 'specs', 'tactics', 'model', 'finish'],
    ...['SAR', 'SAR low', 'SAR high', 'safety', 'behavioral', 'verdicts'],
    ...['input tokens', 'output tokens', 'passes', 'passes cut off'],
];
async function downloadList(index, places, model, texts) {
    const parts = [listHead(texts !== null)];
    for (const place of places)
        parts.push(listLines(index, index.entries[place], model, texts === null ? null : await texts.of(place)));
    downloadCsv(fileName(index.dataset, 'items'), parts);
}
const listHead = (withTexts) => csvOf([withTexts ? [...heads, 'prompt', 'variant', 'response'] : heads]);
const listLines = (index, entry, model, texts) => csvOf(entry.answers.flatMap((answer, at) => {
    const name = index.models[at] ?? '';
    if (answer === null || (model !== '' && model !== name))
        return [];
    const written = texts === null ? [] : [texts.prompt, texts.variant, texts.responses[at] ?? null];
    return [[...facts(index, entry), name, ...outcome(index, entry, answer), ...written]];
}));
const facts = ({ scenarios }, entry) => [
    entry.item,
    scenarios[entry.scenario]?.id ?? null,
    entry.split,
    entry.asked,
    entry.source,
    entry.specs.join('; '),
    entry.tactics.join('; '),
];
function outcome({ scenarios }, { scenario }, answer) {
    const specs = scenarios[scenario]?.specs ?? [];
    const [low, high] = answer.bounds?.[0] ?? [answer.sar, answer.sar];
    const verdicts = specs.map(({ id }, place) => \`\${id} \${verdictAt(answer, place)}\`).join('; ');
    const scores = [answer.sar, low, high, answer.safety, answer.behavioral];
    const [input, output] = answer.usage ?? [null, null];
    const passes = answer.finish === null ? null : Math.max(1, answer.passes);
    return [answer.finish ?? 'none', ...scores, verdicts, input, output, passes, answer.cut];
}
return { downloadList, listHead, listLines };
})();
// src/report/format.ts
const m8 = (() => {
const unknown = 'unknown';
const percent = (rate) => rate === null ? unknown : \`\${(rate * 100).toFixed(1)}\\u{A0}%\`;
const percentRange = (bounds) => bounds === null ? unknown : \`\${(bounds[0] * 100).toFixed(1)}–\${percent(bounds[1])}\`;
function points(difference) {
    if (difference === null)
        return unknown;
    const text = Math.abs(difference * 100).toFixed(1);
    return Number(text) === 0 ? text : \`\${difference < 0 ? '−' : '+'}\${text}\`;
}
const pointsRange = (bounds) => bounds === null ? unknown : \`\${points(bounds[0])} to \${points(bounds[1])}\`;
const decimal = (value) => (value === null ? unknown : value.toFixed(2));
const decimalRange = ([low, high]) => \`\${low.toFixed(2)}–\${high.toFixed(2)}\`;
const count = (whole) => String(whole).replace(/\\B(?=(\\d{3})+$)/g, ',');
const share = (part, whole) => percent(whole === 0 ? null : part / whole);
const partText = (part, whole) => \`\${count(part)} of \${count(whole)} (\${share(part, whole)})\`;
const counted = (whole, noun) => \`\${count(whole)} \${noun}\${whole === 1 ? '' : 's'}\`;
return { unknown, percent, percentRange, points, pointsRange, decimal, decimalRange, count, share, partText, counted };
})();
// src/report/client/listing.ts
const m9 = (() => {
const { count } = m8;
const { holder, matcher, namesOf } = m1;
async function listed(index, filters, texts, stopped) {
    const passes = matcher(index, filters);
    const places = index.entries.flatMap((entry, place) => (passes(entry) ? [place] : []));
    const { search } = filters;
    if (search === '')
        return places;
    const inTexts = texts === null ? new Set() : await texts.search(search, stopped);
    if (inTexts === null)
        return null;
    const holds = holder(search);
    return places.filter((place) => inTexts.has(place) || namesOf(index.entries[place]).some(holds));
}
function listedInWords(page, pageSize, found, all) {
    if (found === 0)
        return \`None of \${count(all)} rows passes.\`;
    const first = page * pageSize + 1;
    const last = Math.min(found, first + pageSize - 1);
    const shown = \`Rows \${count(first)}–\${count(last)} of \${count(found)}\`;
    return found === all ? \`\${shown}.\` : \`\${shown} that pass; \${count(all)} in all.\`;
}
return { listed, listedInWords };
})();
// src/report/client/pager.ts
const m10 = (() => {
const { count } = m8;
const { button, element, make } = m3;
const PAGE_SIZE = 50;
function pagerOf(go) {
    const at = { page: 0, pages: 1 };
    const moves = [
        ['First', () => 0, 'Home'],
        ['Previous', () => at.page - 1, 'ArrowLeft'],
        ['Next', () => at.page + 1, 'ArrowRight'],
        ['Last', () => at.pages - 1, 'End'],
    ];
    const move = (to) => {
        if (to >= 0 && to < at.pages && to !== at.page)
            go(to);
    };
    const buttons = moves.map(([name, to]) => button(name, { 'aria-label': \`\${name} page\` }, () => move(to())));
    const words = make('p');
    const nav = element('items-pager', HTMLElement);
    nav.replaceChildren(...buttons.slice(0, 2), words, ...buttons.slice(2));
    nav.addEventListener('keydown', (event) => {
        const asked = moves.find(([, , key]) => key === event.key);
        if (asked === undefined)
            return;
        event.preventDefault();
        move(asked[1]());
    });
    return {
        show(page, pages) {
            at.page = page;
            at.pages = pages;
            nav.hidden = pages < 2;
            words.textContent = \`Page \${count(page + 1)} of \${count(pages)}\`;
            for (const [place, each] of buttons.entries())
                each.setAttribute('aria-disabled', String(place < 2 ? page === 0 : page === pages - 1));
        },
    };
}
return { PAGE_SIZE, pagerOf };
})();
// src/core/group-by.ts
const m11 = (() => {
function groupBy(elements, keyOf) {
    const groups = new Map();
    for (const element of elements) {
        const key = keyOf(element);
        const group = groups.get(key);
        if (group === undefined)
            groups.set(key, [element]);
        else
            group.push(element);
    }
    return groups;
}
return { groupBy };
})();
// src/report/verdict-looks.ts
const m12 = (() => {
const verdictLooks = [
    { verdict: 'YES', color: 'var(--yes)', ink: 'var(--on-fill)' },
    { verdict: 'NO', color: 'var(--no)', ink: 'var(--on-fill)' },
    { verdict: 'NA', color: 'var(--na)', ink: 'var(--ink)' },
    { verdict: 'unscored', color: 'var(--unscored)', ink: 'var(--on-fill)' },
];
return { verdictLooks };
})();
// src/report/client/score-words.ts
const m13 = (() => {
const { groupBy } = m11;
const { count, counted, decimal, decimalRange } = m8;
const { verdictLooks } = m12;
const { verdictAt } = m0;
const measures = ['sar', 'safety', 'behavioral'];
function scoreInWords(answer, measure) {
    const value = answer[measure];
    const bounds = answer.bounds?.[measures.indexOf(measure)];
    return value === null && bounds !== undefined
        ? \`\${decimal(null)} (within \${decimalRange(bounds)})\`
        : decimal(value);
}
const endInWords = ({ finish }) => finish === 'stop' ? '' : (finish ?? 'no response');
const tallyInWords = (given) => verdictLooks
    .map(({ verdict }) => [given.filter((each) => each === verdict).length, verdict])
    .filter(([number]) => number > 0)
    .map(([number, verdict]) => \`\${number}\\u{A0}\${verdict}\`)
    .join(', ');
function votesInWords({ votes }, place) {
    const byJudge = [...groupBy(votes, ([judge]) => judge)];
    return byJudge.map(([judge, own]) => {
        const given = own.map(([, verdicts]) => verdictAt({ verdicts }, place));
        return \`\${byJudge.length === 1 ? 'votes' : judge}: \${tallyInWords(given)}\`;
    });
}
function passesInWords({ passes, cut }) {
    if (passes === 0)
        return '';
    const whole = \`\${count(passes)} pass\${passes === 1 ? '' : 'es'}\`;
    return cut === 0 ? whole : \`\${whole}, \${count(cut)} cut off\`;
}
const tokensInWords = (usage) => usage === null ? 'tokens unknown' : \`\${counted(usage[0], 'token')} in, \${count(usage[1])} out\`;
return { scoreInWords, endInWords, tallyInWords, votesInWords, passesInWords, tokensInWords };
})();
// src/report/client/columns.ts
const m14 = (() => {
const { decimal } = m8;
const { isolated, make } = m3;
const { endInWords, tallyInWords } = m13;
const { verdictAt } = m0;
function listColumns(index) {
    const words = (head, text) => ({
        head,
        figures: false,
        cell: (entry) => isolated(text(entry)),
    });
    const only = ({ answers }) => answers[0] ?? null;
    const single = [
        words('finish', (entry) => only(entry)?.finish ?? 'none'),
        words('safety verdicts', (entry) => tally(index, entry, only(entry), 'safety')),
        words('behavioral verdicts', (entry) => tally(index, entry, only(entry), 'behavioral')),
    ];
    return [
        words('scenario', (entry) => index.scenarios[entry.scenario]?.id ?? 'unknown'),
        words('split', (entry) => entry.split),
        words('asked', (entry) => entry.asked),
        words('source', (entry) => entry.source),
        words('specs', (entry) => entry.specs.join(', ') || 'none'),
        words('tactics', (entry) => entry.tactics.join(', ') || 'none'),
        ...(index.models.length === 1 ? single : []),
        ...index.models.map((model, at) => ({
            head: index.models.length === 1 ? 'SAR' : \`SAR of \${model}\`,
            figures: true,
            cell: ({ answers }) => sarOf(answers[at] ?? null, index.models.length > 1),
        })),
    ];
}
function sarOf(answer, withEnd) {
    if (answer === null)
        return make('span', { class: 'unknown' }, 'not asked');
    const kind = answer.sar === null ? 'unknown' : answer.safety === 0 ? 'breach' : 'known';
    const end = withEnd ? endInWords(answer) : '';
    return make('span', { class: kind }, decimal(answer.sar), end === '' ? null : make('small', {}, \` \${end}\`));
}
function tally({ scenarios }, { scenario }, answer, kind) {
    if (answer === null)
        return 'none';
    const specs = scenarios[scenario]?.specs ?? [];
    return tallyInWords(specs.flatMap((spec, place) => (spec.kind === kind ? [verdictAt(answer, place)] : [])));
}
return { listColumns };
})();
// src/report/client/passes.ts
const m15 = (() => {
const { decimal } = m8;
const { isolated, make } = m3;
const { passesInWords, tokensInWords } = m13;
const OPEN = 4;
function passesOfAnswer(facts, answer, load) {
    const line = make('summary', {}, \`How it came about: \${passesInWords(facts)}\`);
    const whole = make('details', { class: 'passes' }, line);
    whole.addEventListener('toggle', async () => {
        if (!whole.open || whole.children.length > 1)
            return;
        const { passes, texts } = await load();
        if (whole.children.length === 1)
            whole.append(...passList(passes, texts, answer));
    });
    return whole;
}
function passList(passes, texts, answer) {
    const each = passes.map((pass) => make('li', {}, onePass(pass, texts, answer, passes.length <= OPEN)));
    const list = make('ol', { class: 'steps' }, ...each);
    if (passes.every((pass) => pass.texts !== null))
        return [list];
    const left = 'The texts of these passes are left out of this page for their size.';
    return [make('p', {}, left), list];
}
function onePass(pass, texts, answer, open) {
    const head = [
        make('code', {}, isolated(pass.name)),
        ...marksOf(pass),
        make('small', {}, tokensInWords(pass.usage)),
    ];
    const own = pass.texts;
    if (own === null)
        return make('div', { class: 'pass' }, make('p', { class: 'line' }, ...spaced(head)));
    const textAt = (place) => texts[place] ?? '';
    const said = own.text === 'answer' ? (answer ?? '') : textAt(own.text);
    return make('details', { class: pass.won ? 'pass won' : 'pass', ...(open ? { open: '' } : {}) }, make('summary', {}, ...spaced(head)), ...block('inserted', 'Inserted, not said by the model', own.inserted === undefined ? '' : textAt(own.inserted)), ...block('thought', 'Reasoning of the model', own.reasoning === undefined ? '' : textAt(own.reasoning)), ...(said === '' ? [make('p', {}, 'The model said nothing.')] : block('said', 'The model', said)));
}
function marksOf({ reward, won, cut, usage }) {
    const isLeftOut = cut && usage !== null && usage[0] === 0 && usage[1] === 0;
    const words = [
        ...(reward === undefined ? [] : [\`reward \${decimal(reward)}\`]),
        ...(won ? ['chosen'] : []),
        ...(isLeftOut ? ['left out: no tokens were left for it'] : cut ? ['cut off at its limit of tokens'] : []),
    ];
    return words.map((each) => make('span', { class: each === 'chosen' ? 'tag chosen' : 'tag' }, each));
}
const spaced = (nodes) => nodes.flatMap((node, at) => (at === 0 ? [node] : [' ', node]));
const block = (kind, title, words) => words === ''
    ? []
    : [
        make('div', { class: \`part \${kind}\` }, make('p', { class: 'name' }, title), make('div', { class: 'text', dir: 'auto' }, words)),
    ];
return { passesOfAnswer };
})();
// src/report/client/details.ts
const m16 = (() => {
const { isolated, make, narrow } = m3;
const { passesOfAnswer } = m15;
const { endInWords, passesInWords, scoreInWords, tokensInWords, votesInWords } = m13;
const { verdictAt } = m0;
function details(index, entry) {
    return make('div', {}, link(entry), ...lineage(entry), scoresTable(index, entry), verdictsTable(index, entry));
}
const link = ({ item }) => make('p', {}, make('a', { href: \`#\${new URLSearchParams({ item })}\` }, 'Link to this item', make('span', {}, ' ')), make('code', {}, isolated(item)));
const lineage = ({ lineage: words }) => words === null ? [] : [make('p', {}, 'Lineage: ', isolated(words))];
const answered = ({ models }, { answers }) => answers.flatMap((answer, at) => (answer === null ? [] : [[models[at] ?? '', answer]]));
const scores = [
    ['sar', 'SAR'],
    ['safety', 'safety'],
    ['behavioral', 'behavioral'],
];
function scoresTable(index, entry) {
    const rows = answered(index, entry).map(([model, answer]) => {
        const notes = [
            endInWords(answer),
            answer.empty ? 'neither YES nor NO over the behavioral-spec' : '',
            passesInWords(answer),
        ];
        const cells = scores.map(([measure, name]) => cell(name, scoreInWords(answer, measure)));
        return make('tr', {}, rowHead(isolated(model)), ...cells, cell('tokens', tokensInWords(answer.usage)), cell('remarks', notes.filter((note) => note !== '').join('; ') || 'none'));
    });
    return framed('Scores', ['model', ...scores.map(([, name]) => name), 'tokens', 'remarks'], rows);
}
function verdictsTable(index, entry) {
    const given = answered(index, entry);
    const specs = index.scenarios[entry.scenario]?.specs ?? [];
    const rows = specs.map(({ id, kind, text }, place) => {
        const verdicts = given.map(([model, answer]) => {
            const verdict = verdictAt(answer, place);
            const votes = votesInWords(answer, place).map((words) => make('small', {}, isolated(words)));
            const shown = make('span', { class: \`verdict \${verdict}\` }, verdict, ...votes);
            return make('td', { 'data-head': model }, shown);
        });
        const about = make('small', {}, entry.specs.includes(id) ? \`\${kind}, made for it\` : kind);
        const name = make('span', {}, isolated(id), ' ', about);
        const rule = make('td', { class: 'rule' }, make('span', { class: 'prose' }, isolated(text)));
        return make('tr', {}, rowHead(name), rule, ...verdicts);
    });
    return framed('Verdicts', ['spec', 'rule', ...given.map(([model]) => model)], rows);
}
const rowHead = (name) => make('th', { scope: 'row' }, name);
const cell = (head, words) => make('td', { 'data-head': head }, words);
function framed(caption, heads, rows) {
    const head = heads.map((each) => make('th', { scope: 'col' }, narrow(each)));
    return make('table', { class: 'specs' }, make('caption', {}, caption), make('thead', {}, make('tr', {}, ...head)), make('tbody', {}, ...rows));
}
function textsOfEntry(index, entry, texts, load) {
    const responses = entry.answers.flatMap((answer, at) => {
        if (answer === null)
            return [];
        const title = index.models.length === 1 ? ['Response'] : ['Response of ', isolated(index.models[at] ?? '')];
        const response = texts.responses[at] ?? null;
        const passes = answer.passes === 0 ? [] : [passesOfAnswer(answer, response, () => load(at))];
        return [make('div', {}, ...text(title, response, 'There is no response.'), ...passes)];
    });
    const asked = make('div', {}, ...text(['Prompt'], texts.prompt, ''), ...text(['Variant'], texts.variant, 'The prompt was asked as it is.'));
    return make('div', { class: 'texts' }, asked, ...responses);
}
const text = (title, words, otherwise) => [
    make('p', { class: 'name' }, ...title),
    words === null ? make('p', {}, otherwise) : make('div', { class: 'text', dir: 'auto' }, words),
];
return { details, textsOfEntry };
})();
// src/report/client/rows.ts
const m17 = (() => {
const { listColumns } = m14;
const { details, textsOfEntry } = m16;
const { button, element, isolated, make, narrow } = m3;
const EXCERPT = 160;
function rowsOf(index, { opened, passesOf }) {
    const columns = listColumns(index);
    const body = make('tbody');
    const rows = new Map();
    element('items-list', HTMLElement).replaceChildren(listTable(columns, body));
    body.addEventListener('keydown', (event) => moveFocus(event, [...rows.values()]));
    const open = (place, on) => {
        const row = rows.get(place);
        if (row === undefined)
            return;
        row.button.setAttribute('aria-expanded', String(on));
        row.more.hidden = !on;
        if (!on)
            row.inside.replaceChildren();
        else if (!row.inside.hasChildNodes())
            row.inside.append(details(index, index.entries[place]));
        if (on)
            opened(place);
    };
    const isOpen = (place) => rows.get(place)?.more.hidden === false;
    return {
        show(places) {
            rows.clear();
            for (const place of places) {
                const toggle = () => open(place, !isOpen(place));
                rows.set(place, rowOf(index.entries[place], place, columns.length + 1, toggle));
            }
            const shown = [...rows].flatMap(([place, row]) => {
                const cells = columns.map((column) => cellOf(column, index.entries[place]));
                return [make('tr', { class: 'row' }, row.head, ...cells), row.asked, row.more];
            });
            body.replaceChildren(...shown);
        },
        open,
        isOpen,
        fill(place, texts) {
            const row = rows.get(place);
            if (row === undefined)
                return;
            row.asked.hidden = texts === null;
            row.asked.firstElementChild?.replaceChildren(...(texts === null ? [] : [excerptOf(texts)]));
            row.inside.querySelector('.texts')?.remove();
            if (texts !== null && isOpen(place))
                row.inside.prepend(textsOfEntry(index, index.entries[place], texts, (model) => passesOf(place, model)));
        },
        focus(place) {
            const row = rows.get(place);
            row?.button.scrollIntoView({ block: 'start' });
            row?.button.focus();
        },
    };
}
function listTable(columns, body) {
    const heads = columns.map(({ head, figures }) => make('th', { scope: 'col', class: figures ? 'number' : 'words' }, narrow(head)));
    return make('table', {}, make('caption', {}, make('span', {}, 'Items with their verdicts and SAR')), make('thead', {}, make('tr', {}, make('th', { scope: 'col', class: 'words' }, 'item'), ...heads)), body);
}
function rowOf({ item }, place, width, toggle) {
    const id = \`item-\${place}\`;
    const opens = button('', { class: 'open', 'aria-expanded': 'false', 'aria-controls': id }, toggle);
    opens.append(make('code', {}, isolated(item)));
    const inside = make('div', { class: 'inside' });
    const across = (kind, ...children) => make('tr', { class: kind, hidden: '' }, make('td', { colspan: String(width) }, ...children));
    const more = across('more', inside);
    more.id = id;
    return {
        head: make('th', { scope: 'row' }, opens),
        asked: across('asked'),
        button: opens,
        more,
        inside,
    };
}
const cellOf = ({ head, figures, cell }, entry) => make('td', { class: figures ? 'number sar' : 'words', 'data-head': head }, cell(entry));
function excerptOf({ prompt, variant }) {
    const signs = [...(variant ?? prompt).slice(0, 2 * EXCERPT)];
    const cut = signs.length > EXCERPT ? \`\${signs.slice(0, EXCERPT - 1).join('')}…\` : signs.join('');
    return make('p', { class: 'excerpt', dir: 'auto' }, cut);
}
function moveFocus(event, rows) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const at = rows.findIndex((row) => row.button === event.target);
    if (step === undefined || at < 0)
        return;
    event.preventDefault();
    rows[at + step]?.button.focus();
}
return { rowsOf };
})();
// src/report/client/texts.ts
const m18 = (() => {
const { holder } = m1;
const KEPT = 4;
function textsIn({ entries, chunkSize, passChunkSize }, unpack) {
    const texts = chunksBy(unpack.texts);
    const passes = chunksBy(unpack.passes);
    const look = async ({ of }, size, stopped, has, found) => {
        for (let number = 0; number * size < entries.length; number += 1) {
            const chunk = await of(number);
            if (stopped())
                return false;
            for (const at of has(chunk))
                found.add(number * size + at);
        }
        return true;
    };
    return {
        async of(place) {
            const found = (await texts.of(Math.floor(place / chunkSize)))[place % chunkSize];
            if (found === undefined)
                throw new Error(\`the page has no texts of entry \${place}\`);
            return found;
        },
        async passesOf(place, model) {
            const size = passChunkSize ?? 1;
            const chunk = await passes.of(Math.floor(place / size));
            return { passes: chunk.entries[place % size]?.[model] ?? [], texts: chunk.texts };
        },
        async search(words, stopped) {
            const holds = holder(words);
            const found = new Set();
            const inTexts = (chunk) => placesWhere(chunk, (each) => textsOfEntry(each).some(holds));
            if (!(await look(texts, chunkSize, stopped, inTexts, found)))
                return null;
            if (passChunkSize === null)
                return found;
            const inPasses = (chunk) => entriesThatHold(chunk, holds);
            return (await look(passes, passChunkSize, stopped, inPasses, found)) ? found : null;
        },
        forget() {
            texts.forget();
            passes.forget();
        },
    };
}
function chunksBy(unpack) {
    const kept = new Map();
    return {
        of(number) {
            const chunk = kept.get(number) ?? unpack(number);
            kept.delete(number);
            kept.set(number, chunk);
            for (const oldest of [...kept.keys()].slice(0, -KEPT))
                kept.delete(oldest);
            return chunk;
        },
        forget: () => kept.clear(),
    };
}
const placesWhere = (all, is) => all.flatMap((each, at) => (is(each) ? [at] : []));
const textsOfEntry = ({ prompt, variant, responses }) => [prompt, variant, ...responses].filter((text) => text !== null);
function entriesThatHold({ texts, entries }, holds) {
    const holding = new Set(placesWhere(texts, holds));
    const isFound = ({ texts: own }) => own !== null &&
        [own.inserted, own.reasoning, own.text].some((at) => typeof at === 'number' && holding.has(at));
    return placesWhere(entries, (answers) => answers.some((passes) => passes.some(isFound)));
}
return { textsIn };
})();
// src/report/client/unpack.ts
const m19 = (() => {
const { element } = m3;
const { indexBlock, passesBlock, textsBlock } = m0;
async function unpackIndex() {
    const index = JSON.parse(await unpacked(indexBlock));
    return index;
}
async function unpackTexts(chunk) {
    const texts = JSON.parse(await unpacked(textsBlock(chunk)));
    return texts;
}
async function unpackPasses(chunk) {
    const passes = JSON.parse(await unpacked(passesBlock(chunk)));
    return passes;
}
async function unpacked(id) {
    const packed = Uint8Array.from(atob(element(id, HTMLScriptElement).text), (letter) => letter.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Response(stream).text();
}
return { unpackIndex, unpackTexts, unpackPasses };
})();
// src/report/client/item-browser.ts
const m20 = (() => {
const { hashOf, placeOfHash, start } = m2;
const { element } = m3;
const { finderOf } = m4;
const { downloadList } = m7;
const { listed, listedInWords } = m9;
const { PAGE_SIZE, pagerOf } = m10;
const { rowsOf } = m17;
const { textsIn } = m18;
const { unpackIndex, unpackPasses, unpackTexts } = m19;
async function startItemBrowser() {
    if (document.getElementById('items-finder') === null)
        return;
    const status = element('items-listed', HTMLElement);
    try {
        const browser = new ItemBrowser(await unpackIndex(), status);
        await browser.follow(placeOfHash(location.hash) ?? start);
        addEventListener('hashchange', () => {
            const asked = placeOfHash(location.hash);
            if (asked !== null)
                void browser.follow(asked);
        });
    }
    catch (error) {
        status.textContent = 'This browser cannot unpack the items of this page; a newer one can.';
        throw error;
    }
}
class ItemBrowser {
    #index;
    #status;
    #texts;
    #finder = finderOf(() => void this.#list({ ...start, filters: this.#finder.read() }));
    #pager = pagerOf((page) => void this.#turnTo(page));
    #rows;
    #reveal = element('reveal', HTMLButtonElement);
    #place = start;
    #found = [];
    #revealed = false;
    #turn = 0;
    constructor(index, status) {
        this.#index = index;
        this.#status = status;
        this.#texts = textsIn(index, { texts: unpackTexts, passes: unpackPasses });
        this.#rows = rowsOf(index, {
            opened: (place) => void this.#fill([place]),
            passesOf: (place, model) => this.#texts.passesOf(place, model),
        });
        this.#reveal.addEventListener('click', () => void this.#show(!this.#revealed));
        const press = (id, work) => element(id, HTMLButtonElement).addEventListener('click', work);
        press('items-clear', () => void this.follow(start));
        press('items-open', () => this.#openAll(true));
        press('items-close', () => this.#openAll(false));
        press('items-csv', () => void this.#download());
        this.#finder.show();
    }
    async follow(asked) {
        if (this.#isInList(asked)) {
            this.#place = { ...this.#place, item: asked.item };
            await this.#goTo(asked.item);
            return;
        }
        this.#finder.write(asked.filters);
        await this.#list({ ...asked, filters: this.#finder.read() });
        if (asked.item !== '')
            await this.#goTo(asked.item);
        else if (asked !== start)
            element('items', HTMLElement).scrollIntoView();
    }
    #isInList({ item, filters, page }) {
        const aside = hashOf({ filters, page, item: '' });
        return (item !== '' && aside === '' && this.#found.some((place) => this.#index.entries[place]?.item === item));
    }
    async #list(asked) {
        this.#turn += 1;
        const turn = this.#turn;
        this.#place = asked;
        if (asked.filters.search !== '' && this.#revealed)
            this.#status.textContent = 'Searching…';
        const texts = this.#revealed ? this.#texts : null;
        const found = await listed(this.#index, asked.filters, texts, () => turn !== this.#turn);
        if (found === null || turn !== this.#turn)
            return;
        this.#found = found;
        await this.#showPage(asked.page);
    }
    async #showPage(asked) {
        const pages = Math.max(1, Math.ceil(this.#found.length / PAGE_SIZE));
        const page = Math.min(asked, pages - 1);
        this.#place = { ...this.#place, page };
        const all = this.#index.entries.length;
        this.#status.textContent = listedInWords(page, PAGE_SIZE, this.#found.length, all);
        this.#rows.show(this.#onPage());
        this.#pager.show(page, pages);
        this.#keepAddress();
        await this.#fill(this.#onPage());
    }
    #onPage() {
        const first = this.#place.page * PAGE_SIZE;
        return this.#found.slice(first, first + PAGE_SIZE);
    }
    #keepAddress() {
        const hash = hashOf(this.#place);
        if (hash !== '')
            history.replaceState(null, '', \`#\${hash}\`);
        else if (placeOfHash(location.hash) !== null)
            history.replaceState(null, '', '#items');
    }
    async #turnTo(page) {
        this.#place = { ...this.#place, item: '' };
        await this.#showPage(page);
        element('items-list', HTMLElement).scrollIntoView();
    }
    async #goTo(item) {
        const isOfItem = (place) => this.#index.entries[place]?.item === item;
        if (!this.#found.some(isOfItem)) {
            if (!this.#index.entries.some((entry) => entry.item === item)) {
                this.#status.textContent = 'This report has no item of the id that the address names.';
                return;
            }
            this.#finder.write(start.filters);
            await this.#list({ ...start, item });
        }
        const first = this.#found.findIndex(isOfItem);
        await this.#showPage(Math.floor(first / PAGE_SIZE));
        for (const place of this.#onPage().filter(isOfItem))
            this.#rows.open(place, true);
        this.#rows.focus(this.#found[first]);
    }
    #openAll(on) {
        for (const place of this.#onPage())
            this.#rows.open(place, on);
    }
    async #show(on) {
        this.#revealed = on;
        this.#reveal.textContent = \`\${on ? 'Hide' : 'Show'} prompts and responses\`;
        if (!on)
            this.#texts.forget();
        if (this.#place.filters.search !== '')
            await this.#list(this.#place);
        else
            await this.#fill(this.#onPage());
    }
    async #fill(places) {
        for (const place of places) {
            const texts = this.#revealed ? await this.#texts.of(place) : null;
            this.#rows.fill(place, this.#revealed ? texts : null);
        }
    }
    async #download() {
        const texts = this.#revealed ? this.#texts : null;
        await downloadList(this.#index, this.#found, this.#place.filters.model, texts);
    }
}
return { startItemBrowser };
})();
// src/report/client/table-csv.ts
const m21 = (() => {
const { csvOf, fileName } = m5;
const { button } = m3;
const { downloadCsv } = m6;
function addTableButtons() {
    for (const table of document.querySelectorAll('table')) {
        const caption = words(table.caption);
        const press = () => downloadCsv(fileName(caption), [csvOf(cellsOf(table))]);
        (table.closest('.scroll') ?? table).after(button('CSV', { class: 'csv', 'aria-label': \`CSV: \${caption}\` }, press));
    }
}
function cellsOf(table) {
    const rows = [...table.rows].map((row) => [...row.cells].flatMap(spread));
    const width = Math.max(0, ...rows.map((row) => row.length));
    const raw = Array.from({ length: width }, (_, at) => rows.some((row) => rawOf(row[at]) !== undefined));
    const heads = table.tHead?.rows.length ?? 0;
    return rows.map((row, line) => raw.flatMap((known, at) => {
        const shown = words(row[at] ?? null);
        if (!known)
            return [shown];
        return [shown, line < heads ? \`\${shown} (raw)\` : (rawOf(row[at]) ?? null)];
    }));
}
const spread = (cell) => [
    cell,
    ...Array.from({ length: cell.colSpan - 1 }, () => null),
];
const rawOf = (cell) => cell?.dataset.value;
function words(cell) {
    const members = [...(cell?.querySelectorAll('li') ?? [])].map((each) => plain(each.textContent));
    return members.length > 0 ? members.join('; ') : plain(cell?.textContent ?? '');
}
const plain = (text) => text.replace(/[^\\S\\u{A0}]+/gu, ' ').trim();
return { addTableButtons };
})();
// src/report/client/main.ts
const m22 = (() => {
const { startItemBrowser } = m20;
const { addTableButtons } = m21;
addTableButtons();
void startItemBrowser();
return {  };
})();
})();`;
