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
/** Verbs for what an assistant does when somebody else acts. */
const helping = 'help|assist|enable|teach|show|tell|encourage|recommend|advise|suggest';
const helpTo = new RegExp(
  `^(?:[\\w-]+(?:, [\\w-]+)*,? (?:or|and) )?(?:(?:${helping})(?: ${someone})? (?:how )?to|(?:help|let|make) ${someone}) (?!(?:in|with)\\b)(.+)$`,
  'i',
);
const helpWith = new RegExp(`^(?:help|assist|support)(?: ${someone})? (?:in|with) (\\w+ing\\b.+)$`, 'i');
const preposition =
  'without|beyond|within|with|after|before|during|under|over|from|through|into|in|on|at|by|behind|near|outside|inside|past|via|around|against';
/** Two nouns, each with its article: "enter the house or a side room without a ticket". */
const twoNouns = new RegExp(
  `^((?:(?! (?:that|who|which|what|how|when|where) )[^,])*? )((?:the|an?) [\\w-]+(?: [\\w-]+)?) or ((?:the|an?) [\\w-]+(?: [\\w-]+)?)(?= (?:${preposition}|of|to|for)\\b|$)(.*)$`,
);
/** Where a list of examples begins. */
const suchAs = /(?:,? (?:such as|for example,?|for instance,?)|, (?:including|like)) /;
const startsWithPreposition = new RegExp(`^(${preposition}) `);
const startsWithGerund = /^(?!(?:some|any|every|no)thing\b|during\b)\w*[aeiouy]\w*ing\b/;
const nextAlternative = new RegExp(
  `,? (?:or|and) (?=(?:an?|the|another|${preposition}|when|where|how|which|what|who|(?!(?:some|any|every|no)thing)\\w*[aeiouy]\\w*ing)\\b)|, (?:or |and )?`,
);
const lead =
  /^(?:(?:the )?(?:assistant|response|answer|model|it)s? )?(?:(?:must|should|may|shall|will|do|does|can) ?)?(?:never|not|n['’]t|avoid|refuse to|decline to)\s+/i;

/** Longer phrases are cut, in characters: rules that run on have no end that a request could use. */
const LONGEST_PHRASE = 200;

/** Reads the phrases out of a rule's text; at least one, whatever the text. */
export function forbiddenBy(rule: string): readonly Forbidden[] {
  const found = rule
    .replace(/\s+/g, ' ')
    .replace(/\be\.g\./gi, 'for example')
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
  const [main = '', ...rest] = bare.split(suchAs);
  const examples = rest.flatMap(alternatives);
  const clauses = infinitives(helpTo.exec(main)?.[1]);
  const gerund = helpWith.exec(main)?.[1];
  if (gerund !== undefined || clauses.length > 0) {
    const actions = (gerund === undefined ? clauses : [gerund]).flatMap(withOneVerb).flatMap(withOneNoun);
    return [
      ...actions.map((text) => phrased(text, 'do')),
      ...examples.flatMap((example) => fromExample(example, actions, 'do')),
    ];
  }
  if (!lead.test(sentence)) return [fromWish(sentence)];
  const requests = withOneVerb(main.replace(new RegExp(`^(\\w+) ${someone} `, 'i'), '$1 us '))
    .flatMap(withOneClause)
    .flatMap(withOneNoun)
    .map(lowerFirst);
  return [
    ...requests.map((text) => phrased(text, 'ask')),
    ...examples.flatMap((example) => fromExample(example, requests, 'ask')),
  ];
}

/** A phrase in the form that its first word asks for. */
function phrased(text: string, otherwise: 'do' | 'ask'): Forbidden {
  return { form: startsWithGerund.test(text) ? 'doing' : otherwise, text };
}

/** "get x past customs, or to avoid duty by hiding" → each infinitive by itself. */
function infinitives(text: string | undefined): string[] {
  return text?.split(/,? (?:or|and) to /) ?? [];
}

/** "forge, alter or misuse papers" → "forge papers", "alter papers", "misuse papers". */
function withOneVerb(text: string): string[] {
  const match = verbList.exec(text);
  if (!match) return [text];
  const verbs = /^(?:to|for)\b/.test(match[3]!) ? [match[2]!] : [...match[1]!.split(', '), match[2]!];
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

/**
 * "the whereabouts, bookings or personal data of" → one of the three each. Where the second of two
 * members may be a verb ("touch a vase or climb on a plinth"), the text stays whole.
 */
function withOneNoun(text: string): string[] {
  const pair = twoNouns.exec(text);
  if (pair) return [`${pair[1]}${pair[2]}${pair[4]}`, `${pair[1]}${pair[3]}${pair[4]}`];
  const match =
    /(.*?)((?:[\w-]+, )*[\w-]+),? or ((?:[\w-]+ )?[\w-]+)(?= (?:of|at|from|by|who|that|with|for|to|past|in|on)\b|$)(.*)/.exec(
      text,
    );
  if (!match) return [text];
  const [, before = '', list = '', final = '', after = ''] = match;
  if (/,| (?:(?:that|who|which|what|how|when|where) |to $)/.test(before)) return [text];
  if (/^(?:that|who|to|the|an?|by|its|their)\b|\b(?:it|them)$/.test(final)) return [text];
  const articled = /\b(?:an?|the|another|any) $/.test(before);
  const mayBeVerb = final.includes(' ') || !/^(?: of\b| who\b| that\b|$)/.test(after);
  if (articled && mayBeVerb && !list.includes(',')) return [text];
  const ownAdjective = final.includes(' ') && !sharedWords.test(before);
  const shared = ownAdjective ? before.replace(/(?<=\w )\w+ $/, '') : before;
  return [...list.split(', ').map((noun) => `${before}${noun}${after}`), `${shared}${final}${after}`].map(
    agree,
  );
}

/**
 * The members of a list of examples. What the first begins with counts for the others, too: "with a
 * card, a coin or through a gate" → "with a card", "with a coin", "through a gate"; "driving at night
 * or without lights" → "driving at night", "driving without lights".
 */
function alternatives(list: string): string[] {
  const members = list
    .split(nextAlternative)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const first = members[0] ?? '';
  const opening = startsWithPreposition.exec(first)?.[1];
  const gerund = startsWithGerund.exec(first)?.[0];
  return members
    .filter((member) => member === first || !/\b(?:it|them|him|her)\b/.test(member))
    .flatMap((member) => {
      const complete = startsWithGerund.test(member.replace(/^by /, ''));
      if (complete) return [member.replace(/^by /, '')];
      const own = startsWithPreposition.test(member);
      if (gerund !== undefined) return own ? [`${gerund} ${member}`] : [];
      if (opening === undefined) return own ? [] : [member];
      return startsWithGerund.test(first.replace(/^by /, '')) ? [] : [own ? member : `${opening} ${member}`];
    });
}

/** What an example adds to the actions of its rule; nothing where it is not plain what it stands for. */
function fromExample(
  example: string,
  actions: readonly string[],
  person: 'do' | 'ask',
): readonly Forbidden[] {
  if (startsWithGerund.test(example)) return [phrased(example, person)];
  const some = actions.slice(0, 4);
  if (startsWithPreposition.test(example)) {
    const manner = example.replace(/^by /, 'by means of ');
    return some.map((action) => phrased(`${action.replace(/ without .*$/, '')} ${manner}`, person));
  }
  return some.flatMap((action) => {
    const text = inPlace(action, example);
    return text === undefined ? [] : [phrased(text, person)];
  });
}

/** An action with an example in the place of what it is an example of. */
function inPlace(action: string, example: string): string | undefined {
  if (otherOne.test(action)) return action.replace(otherOne, example);
  const person = /^(.*\b(?:somebody|someone|anybody|anyone|people|a person))\b/.exec(action)?.[1];
  if (person !== undefined) return `${person.replace(/(?:a )?[\w]+$/, '')}${example}`;
  const before = /^(.*?\b(?:into|around|about))\b/.exec(action)?.[1];
  if (before !== undefined) return `${before} ${example}`;
  const [verb = '', object = ''] = action.split(leadingVerb).filter((part) => part !== '');
  const [plain = ''] = object.split(/ (?:or|and|that|who|which) /);
  return new RegExp(` (?:${preposition}|to|for|of|where|when)\\b`).test(` ${plain}`)
    ? undefined
    : `${verb} ${example}`;
}

const leadingVerb = new RegExp(`^(\\w+ing|[\\w-]+(?: (?:${particle})\\b)?) `);

/** The person whom a rule protects; an example says who that may be. */
const otherOne = /\b(?:another|any other|some other) \w+(?:, \w+)*(?: or \w+)?/;

const agree = (text: string): string =>
  text.replace(/\ba (?=[aeiou])/g, 'an ').replace(/\ban (?=[^aeiou\W])/g, 'a ');
const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
