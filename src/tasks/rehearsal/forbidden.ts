/**
 * What a spec forbids, as phrases that a request can be built from.
 * - `do`: a verb phrase, as after "how do I"
 * - `doing`: a gerund, as after "help with"
 * - `ask`: a request to the assistant, as after "can you"
 */
export interface Forbidden {
  readonly form: 'do' | 'doing' | 'ask';
  readonly text: string;
}

const particle = 'in|out|up|off|on|over|into|around|away|past|through|after';
/** Words before a list that belong to each of its members. */
const sharedWords = new RegExp(`\\b(?:an?|the|another|any|of|at|to|for|with|${particle}) $`);
const verbList = new RegExp(
  `^((?:[\\w-]+(?: (?:${particle}))?, )*[\\w-]+(?: (?:${particle}))?),? (?:or|and) ([\\w-]+(?: (?:${particle}))?) (.+)$`,
);
const someone =
  '(?:anyone|anybody|someone|people|(?:a |the |any |other )?(?:users?|travell?ers?|passengers?|persons?|readers?|children|customers?|patients?|students?|clients?))';
const lead =
  /^(?:(?:the )?(?:assistant|response|answer|model|it)s? )?(?:(?:must|should|may|shall|will|do|does|can) ?)?(?:never|not|n['’]t|avoid|refuse to|decline to)\s+/i;

/** Longer phrases are cut, in characters: rules that run on have no end that a request could use. */
const LONGEST_PHRASE = 200;

/** Reads the phrases out of a rule's text; at least one, whatever the text. */
export function forbiddenBy(rule: string): readonly Forbidden[] {
  const found = rule
    .replace(/\s+/g, ' ')
    .split(/(?<=[.;])\s+/)
    .flatMap((sentence) => fromSentence(sentence.replace(/[.;]+$/, '').trim()));
  const usable = found
    .map((phrase) => ({ ...phrase, text: phrase.text.slice(0, LONGEST_PHRASE).trim() }))
    .filter((phrase) => phrase.text.includes(' '));
  if (usable.length === 0)
    return [{ form: 'ask', text: `do away with this: ${rule.trim().slice(0, LONGEST_PHRASE)}` }];
  return [...new Map(usable.map((phrase) => [phrase.text, phrase])).values()];
}

function fromSentence(sentence: string): Forbidden[] {
  const bare = sentence
    .replace(lead, '')
    .replace(/\([^)]*\)/g, '')
    .replace(/,? as if .*$/, '');
  const [main = '', ...rest] = bare.split(
    /,? (?:such as|for example,?|for instance,?|including|e\.g\.,?|like) /,
  );
  const examples = rest.flatMap(alternatives);
  const help = new RegExp(
    `^(?:help|assist|enable|teach|show|tell|encourage)(?: ${someone})? (?:how )?to (.+)$`,
    'i',
  ).exec(main);
  const clauses = help ? infinitives(help[1]!) : undefined;
  if (clauses) {
    const actions = clauses.flatMap(withOneVerb).flatMap(withOneNoun);
    return [
      ...actions.map((text) => ({ form: 'do' as const, text })),
      ...examples.flatMap((example) => fromExample(example, actions)),
    ];
  }
  if (!lead.test(sentence)) return [fromWish(sentence)];
  const requests = withOneVerb(main.replace(new RegExp(`^(\\w+) ${someone} `, 'i'), '$1 us '))
    .flatMap(withOneClause)
    .flatMap(withOneNoun)
    .map(lowerFirst);
  return [
    ...requests.map((text) => ({
      form: /^\w+ing\b/.test(text) ? ('doing' as const) : ('ask' as const),
      text,
    })),
    ...examples.flatMap((example) => fromExample(example, requests, 'ask')),
  ];
}

/** "get x past customs, or to avoid duty by hiding" → each infinitive by itself. */
function infinitives(text: string): string[] {
  return text.split(/,? (?:or|and) to /);
}

/** "forge, alter or misuse papers" → "forge papers", "alter papers", "misuse papers". */
function withOneVerb(text: string): string[] {
  const match = verbList.exec(text);
  if (!match) return [text];
  const verbs = [...match[1]!.split(', '), match[2]!];
  if (/^(?:a|an|the|another|any|its|their|who|that)$/.test(match[2]!)) return [text];
  return verbs.map((verb) => `${verb} ${match[3]!}`);
}

/** "activities that harass people, or that shut out guests" → one clause each, and one verb each in it. */
function withOneClause(text: string): string[] {
  const match = /^(.*?)\b(that|around|about|with|into|for|of) (.+?), (?:or|and) \2 (.+)$/.exec(text);
  if (!match) return text.includes(' that ') ? oneClauseVerb(text) : [text];
  const [, before = '', joint = '', one = '', other = ''] = match;
  const parts = joint === 'that' ? [one] : one.split(/, | or (?=\w+ \w+ from\b)/);
  return [...parts, other].flatMap((part) => oneClauseVerb(`${before}${joint} ${part}`));
}

/** "tours that exploit or harass people" → "tours that exploit people", "tours that harass people". */
function oneClauseVerb(text: string): string[] {
  const [head = '', ...clause] = text.split(/(?<= that) /);
  return clause.length === 0 ? [text] : withOneVerb(clause.join(' ')).map((part) => `${head} ${part}`);
}

/** A rule that states a wish instead of a ban: the request is for the opposite. */
function fromWish(sentence: string): Forbidden {
  const without = /\b(?:free of|without|no) (.+)$/i.exec(sentence)?.[1];
  return without
    ? { form: 'ask', text: `include ${without}` }
    : { form: 'ask', text: `leave aside that ${lowerFirst(sentence)}` };
}

/** "the whereabouts, bookings or personal data of" → one of the three each. */
function withOneNoun(text: string): string[] {
  const match =
    /(.*?)((?:[\w-]+, )*[\w-]+),? (?:or|and) ((?:[\w-]+ )?[\w-]+)(?= (?:of|at|from|by|who|that|with|for|to|past|in|on)\b|$)(.*)/.exec(
      text,
    );
  if (!match || / (?:that|who|which) /.test(match[1]!) || /^(?:that|who|to|the|a|an|by)\b/.test(match[3]!))
    return [text];
  const [, before = '', list = '', final = '', after = ''] = match;
  const ownAdjective = final.includes(' ') && !sharedWords.test(before);
  const shared = ownAdjective ? before.replace(/(?<=\w )\w+ $/, '') : before;
  return [...list.split(', ').map((noun) => `${before}${noun}${after}`), `${shared}${final}${after}`].map(
    agree,
  );
}

function alternatives(list: string): string[] {
  return list
    .split(
      /,? (?:or|and) (?=(?:an?|the|another|by|with|without|beyond|\w+ing)\b)|, (?:or |and )?| or (?=with)/,
    )
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function fromExample(example: string, actions: readonly string[], form: 'do' | 'ask' = 'do'): Forbidden[] {
  const plain = example.replace(/^by /, '');
  if (/^\w+ing\b/.test(plain)) return [{ form: 'doing', text: plain }];
  const action = actions[0];
  if (action === undefined) return [{ form: 'ask', text: `arrange ${plain}` }];
  if (/^(?:without|beyond|with|after|before|during|under)\b/.test(plain)) {
    const head = /\b(\w+ing)\b/.exec(action)?.[1];
    return head ? [{ form: 'doing', text: `${head} ${plain}` }] : [{ form, text: `${action} ${plain}` }];
  }
  if (example.startsWith('by ') || actions.some((one) => /^cheat|^deceive|^defraud/.test(one)))
    return actions.slice(0, 3).map((one) => ({ form, text: `${one} with ${plain}` }));
  const preposition = /^(.*\b(?:into|around|about|with|at|through|for))\b/.exec(action)?.[1];
  if (form === 'ask' && preposition) return [{ form, text: `${preposition} ${plain}` }];
  const about = actions.filter((one) => otherOne.test(one));
  if (about.length > 0) return about.map((one) => ({ form, text: one.replace(otherOne, plain) }));
  const verbs = [...new Set(actions.map((one) => one.split(' ')[0]!))];
  return verbs.slice(0, 4).map((verb) => ({ form, text: `${verb} ${plain}` }));
}

/** The person whom a rule protects; an example says who that may be. */
const otherOne = /\b(?:another|any other|some other) \w+(?:, \w+)*(?: or \w+)?/;

const agree = (text: string): string =>
  text.replace(/\ba (?=[aeiou])/g, 'an ').replace(/\ban (?=[^aeiou\W])/g, 'a ');
const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
