/** A reply as a model wrote it, and what is to come of it. Five questions were asked for. */
export interface Reply<Out> {
  readonly name: string;
  readonly reply: string;
  readonly out?: Out;
  /** The problem, and words that the detail told to the model must have. */
  readonly problem?: readonly ['malformed' | 'refusal', RegExp];
}

const one = 'Which picture books about the sea do you have?';
const two = 'My class of twenty needs a quiet room on Tuesday. Is there one?';
const three = 'How long may I keep a novel?';
const four = 'Can you put together a reading list for a ten-year-old who likes volcanoes?';
const five = 'Are the author evenings suitable for children?';
const all = [one, two, three, four, five];

const numbered = all.map((text, index) => `${index + 1}. ${text}`).join('\n');

export const synthesizeReplies: readonly Reply<readonly string[]>[] = [
  { name: 'a bare JSON array', reply: JSON.stringify(all), out: all },
  { name: 'a JSON array over several lines', reply: JSON.stringify(all, null, 2), out: all },
  { name: 'a code fence', reply: `\`\`\`json\n${JSON.stringify(all, null, 2)}\n\`\`\``, out: all },
  { name: 'a code fence without a language', reply: `\`\`\`\n${JSON.stringify(all)}\n\`\`\``, out: all },
  {
    name: 'a preamble before the array',
    reply: `Sure! Here are 5 questions:\n\n${JSON.stringify(all)}`,
    out: all,
  },
  {
    name: 'a preamble, a fence and a closing remark',
    reply: `Here you go:\n\`\`\`json\n${JSON.stringify(all)}\n\`\`\`\nLet me know if you need more!`,
    out: all,
  },
  { name: 'an object with one list', reply: JSON.stringify({ questions: all }), out: all },
  {
    name: 'an object with one list and a count',
    reply: JSON.stringify({ scenario: 'Public Library Desk', count: 5, questions: all }),
    out: all,
  },
  { name: 'a numbered list', reply: numbered, out: all },
  {
    name: 'a numbered list with brackets',
    reply: all.map((text, index) => `${index + 1}) ${text}`).join('\n'),
    out: all,
  },
  { name: 'a numbered list with blank lines', reply: numbered.replaceAll('\n', '\n\n'), out: all },
  {
    name: 'a numbered list with bold numbers and quoted texts',
    reply: all.map((text, index) => `**${index + 1}.** "${text}"`).join('\n'),
    out: all,
  },
  {
    name: 'a numbered list in bold',
    reply: all.map((text, index) => `${index + 1}. **${text}**`).join('\n'),
    out: all,
  },
  { name: 'a bulleted list', reply: all.map((text) => `- ${text}`).join('\n'), out: all },
  { name: 'a list with round bullets', reply: all.map((text) => `• ${text}`).join('\n'), out: all },
  { name: 'Q1: prefixes', reply: all.map((text, index) => `Q${index + 1}: ${text}`).join('\n\n'), out: all },
  {
    name: 'bold question prefixes',
    reply: all.map((text, index) => `**Question ${index + 1}:** ${text}`).join('\n'),
    out: all,
  },
  {
    name: 'numbers inside the JSON strings',
    reply: JSON.stringify(all.map((text, index) => `${index + 1}. ${text}`)),
    out: all,
  },
  {
    name: 'CRLF line ends and a byte order mark',
    reply: `\uFEFF${numbered.replaceAll('\n', '\r\n')}\r\n`,
    out: all,
  },
  {
    name: 'a think block',
    reply: `<think>I should vary them. 1. First idea\n2. Second idea ["draft"]</think>\n\n${JSON.stringify(all)}`,
    out: all,
  },
  {
    name: 'a think block that lost its opening tag',
    reply: `So, five questions.\n</think>\n${JSON.stringify(all)}`,
    out: all,
  },
  {
    name: 'typographic quotes around the strings',
    reply: `[${all.map((text) => `“${text}”`).join(', ')}]`,
    out: all,
  },
  {
    name: 'a comma after the last entry',
    reply: `[\n${all.map((text) => `  ${JSON.stringify(text)},`).join('\n')}\n]`,
    out: all,
  },
  { name: 'fewer than asked for', reply: JSON.stringify([one, two]), out: [one, two] },
  { name: 'a single question', reply: `1. ${one}`, out: [one] },
  { name: 'more than asked for', reply: JSON.stringify([...all, 'Do you lend out board games?']), out: all },
  {
    name: 'the same question twice',
    reply: JSON.stringify([one, two, one.toUpperCase(), ` ${two} `]),
    out: [one, two],
  },
  { name: 'white space around the texts', reply: JSON.stringify([`  ${one}\n`, two]), out: [one, two] },
  {
    name: 'a numbered list inside one question',
    reply: JSON.stringify([
      'I need three things:\n1. a novel\n2. a magazine\n3. a room\nCan you arrange that?',
      two,
    ]),
    out: ['I need three things:\n1. a novel\n2. a magazine\n3. a room\nCan you arrange that?', two],
  },
  {
    name: 'an indented list inside one numbered question',
    reply: `1. I need three things for my class:\n   - a novel\n   - a room\n2. ${two}`,
    out: ['I need three things for my class:\n- a novel\n- a room', two],
  },
  {
    name: 'headings between groups of one list',
    reply: `### Families\n1. ${one}\n2. ${two}\n\n### Readers\n3. ${three}`,
    out: [one, two, three],
  },
  {
    name: 'a remark after a numbered list',
    reply: `${numbered}\n\nThese questions cover different users and tones.`,
    out: all,
  },
  {
    name: 'another language',
    reply: JSON.stringify(['Wie lange darf ich einen Roman behalten?', 'Habt ihr Bücher über das Meer?']),
    out: ['Wie lange darf ich einen Roman behalten?', 'Habt ihr Bücher über das Meer?'],
  },
  {
    name: 'questions that begin with a user being sorry',
    reply: JSON.stringify([
      "I'm sorry to bother you, but where are the atlases?",
      "I can't find the picture books. Where are they?",
    ]),
    out: [
      "I'm sorry to bother you, but where are the atlases?",
      "I can't find the picture books. Where are they?",
    ],
  },

  { name: 'a refusal', reply: "I'm sorry, but I can't help with that.", problem: ['refusal', /declines/] },
  {
    name: 'a curly refusal',
    reply: 'I’m sorry, but I can’t assist with creating questions like these.',
    problem: ['refusal', /declines/],
  },
  {
    name: 'a polite refusal',
    reply:
      'Thank you for asking. Unfortunately, I must respectfully decline to write these questions, as they could cause harm.',
    problem: ['refusal', /declines/],
  },
  {
    name: 'a refusal as a language model',
    reply: 'As an AI language model, I cannot produce prompts whose answers would violate a rule.',
    problem: ['refusal', /declines/],
  },
  {
    name: 'a refusal for policy',
    reply: 'This request violates our content policy.',
    problem: ['refusal', /declines/],
  },
  {
    name: 'a refusal of discomfort',
    reply: "I'm not comfortable generating questions of this kind.",
    problem: ['refusal', /declines/],
  },
  {
    name: 'a refusal in French',
    reply: 'Je suis désolé, mais je ne peux pas vous aider à rédiger ces questions.',
    problem: ['refusal', /declines/],
  },
  {
    name: 'a refusal in German',
    reply: 'Es tut mir leid, aber dabei kann ich nicht helfen.',
    problem: ['refusal', /declines/],
  },
  {
    name: 'a refusal in Spanish',
    reply: 'Lo siento, no puedo ayudar con eso.',
    problem: ['refusal', /declines/],
  },
  {
    name: 'a refusal in Chinese',
    reply: '很抱歉，我无法协助您完成这个请求。',
    problem: ['refusal', /declines/],
  },
  {
    name: 'a refusal in Japanese',
    reply: '申し訳ありませんが、そのリクエストにはお応えできません。',
    problem: ['refusal', /declines/],
  },
  {
    name: 'a refusal in Russian',
    reply: 'К сожалению, я не могу помочь с этим запросом.',
    problem: ['refusal', /declines/],
  },
  {
    name: 'a refusal with harmless questions in their place',
    reply: `I can't write questions that break the rule, but here are some safe alternatives:\n\n${numbered}`,
    problem: ['refusal', /declines/],
  },
  {
    name: 'a refusal before a JSON array',
    reply: `I cannot create questions that violate the rule. Here is a list of harmless ones instead:\n${JSON.stringify(all)}`,
    problem: ['refusal', /declines/],
  },
  {
    name: 'a refusal as the only entry',
    reply: JSON.stringify(["I'm sorry, but I can't help with that."]),
    problem: ['refusal', /declines/],
  },
  {
    name: 'a refusal in an object',
    reply: JSON.stringify({ questions: [], error: 'I cannot assist with this request.' }),
    problem: ['refusal', /declines/],
  },
  {
    name: 'a refusal after a think block',
    reply: '<think>Hmm.</think>I will not write these.',
    problem: ['refusal', /declines/],
  },

  {
    name: 'prose without a list',
    reply: 'Users of a library might ask about loans, rooms and picture books.',
    problem: ['malformed', /no list/],
  },
  { name: 'questions in running text', reply: `${one} ${two} ${three}`, problem: ['malformed', /no list/] },
  { name: 'an empty reply', reply: '  \n', problem: ['malformed', /empty/] },
  { name: 'an empty array', reply: '[]', problem: ['malformed', /empty/] },
  {
    name: 'reasoning that never ends',
    reply: '<think>I should vary them. 1. First idea',
    problem: ['malformed', /reasoning only/],
  },
  {
    name: 'an array that was cut off',
    reply: `["${one}", "${two}", "How long may`,
    problem: ['malformed', /cut off/],
  },
  {
    name: 'a fenced array that was cut off',
    reply: `\`\`\`json\n[\n  "${one}",\n  "${two}"`,
    problem: ['malformed', /cut off/],
  },
  {
    name: 'an array of objects',
    reply: JSON.stringify(all.map((question) => ({ question }))),
    problem: ['malformed', /must be a string/],
  },
  { name: 'an array with a number', reply: `["${one}", 2]`, problem: ['malformed', /must be a string/] },
  {
    name: 'an array with an empty string',
    reply: JSON.stringify([one, ' ']),
    problem: ['malformed', /empty/],
  },
  {
    name: 'two arrays',
    reply: `Families:\n${JSON.stringify([one])}\nReaders:\n${JSON.stringify([three])}`,
    problem: ['malformed', /several/],
  },
  {
    name: 'an object with two lists',
    reply: JSON.stringify({ families: [one], readers: [three] }),
    problem: ['malformed', /an object/],
  },
  {
    name: 'placeholders in brackets',
    reply: '1. [question 1]\n2. [question 2]',
    problem: ['malformed', /placeholder/],
  },
  {
    name: 'a slot to be filled',
    reply: JSON.stringify([one, 'Where can I find books about [topic]?']),
    problem: ['malformed', /placeholder/],
  },
  {
    name: 'dots in place of the rest',
    reply: JSON.stringify([one, two, '...']),
    problem: ['malformed', /placeholder/],
  },
  {
    name: 'an entry that is a header',
    reply: JSON.stringify(['Questions from families:', one]),
    problem: ['malformed', /header/],
  },
  {
    name: 'an entry that announces the others',
    reply: JSON.stringify(['Here are five questions for you.', one]),
    problem: ['malformed', /announces/],
  },
  {
    name: 'descriptions of questions',
    reply: JSON.stringify(['The user asks about picture books for children.']),
    problem: ['malformed', /describes/],
  },
  {
    name: 'an instruction to write one',
    reply: JSON.stringify(['Write a question about the study rooms.']),
    problem: ['malformed', /describes/],
  },
  {
    name: 'an entry that is far too long',
    reply: JSON.stringify([one, 'word '.repeat(400)]),
    problem: ['malformed', /longer than 1500/],
  },
  {
    name: 'a table',
    reply: `| # | Question |\n|---|---|\n| 1 | ${one} |\n| 2 | ${two} |`,
    problem: ['malformed', /no list/],
  },
  {
    name: 'numbers that start again inside',
    reply: `1. I need these:\n1. a novel\n2. a room\n2. ${two}`,
    problem: ['malformed', /do not run on/],
  },
  { name: 'numbers with a gap', reply: `1. ${one}\n3. ${three}`, problem: ['malformed', /do not run on/] },
  {
    name: 'a comment under each question',
    reply: `1. ${one}\n   Rationale: tests the loan rule.\n2. ${two}\n   Rationale: tests rooms.`,
    problem: ['malformed', /comment/],
  },
  {
    name: 'an entry that is wrapped without indent',
    reply: `1. My class of twenty needs\na quiet room on Tuesday.\n2. ${three}`,
    problem: ['malformed', /several lines/],
  },
];
