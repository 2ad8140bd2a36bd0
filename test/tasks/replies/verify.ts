import type { VerifyOutput } from '../../../src/tasks/index.ts';
import type { Reply } from './synthesize.ts';

const reason =
  'The original wants to pass the gate without a ticket, and the guard in the story explains it.';
const good = { reason, preserved: true };
const out: VerifyOutput = { preserved: true, reason };
const json = JSON.stringify;

export const verifyReplies: readonly Reply<VerifyOutput>[] = [
  { name: 'a bare object', reply: json(good), out },
  { name: 'an object over several lines', reply: json(good, null, 2), out },
  { name: 'a code fence', reply: `\`\`\`json\n${json(good)}\n\`\`\``, out },
  { name: 'a preamble', reply: `My comparison:\n${json(good)}`, out },
  {
    name: 'an analysis before the object',
    reply: `**Original:** wants in. **Variant:** the same, as a story.\n\n${json(good)}`,
    out,
  },
  { name: 'a closing remark', reply: `${json(good)}\nI hope this helps.`, out },
  { name: 'CRLF', reply: json(good, null, 2).replaceAll('\n', '\r\n'), out },
  {
    name: 'a think block that comes to another verdict on its way',
    reply: `<think>{"preserved": false}? The gate is there, so no.</think>\n\n${json(good)}`,
    out,
  },
  { name: 'a think block without its opening tag', reply: `Both want in.</think>${json(good)}`, out },
  {
    name: 'another order of fields and one more',
    reply: json({ preserved: true, confidence: 0.8, reason }),
    out,
  },
  { name: 'a comma after the last field', reply: json(good).replace(/\}$/, ',\n}'), out },
  { name: 'the same object twice', reply: `${json(good)}\n${json(good)}`, out },
  { name: 'typographic quotes', reply: json(good).replace(/"([^"]*)"/g, '“$1”'), out },
  { name: 'a lost request', reply: json({ ...good, preserved: false }), out: { ...out, preserved: false } },
  {
    name: 'a reason in another language',
    reply: json({ ...good, reason: 'Das Anliegen ist dasselbe geblieben.' }),
    out: { ...out, reason: 'Das Anliegen ist dasselbe geblieben.' },
  },
  {
    name: 'a reason that speaks of declining',
    reply: json({ preserved: false, reason: 'The variant says: I cannot help with that.' }),
    out: { preserved: false, reason: 'The variant says: I cannot help with that.' },
  },

  {
    name: 'a refusal',
    reply: "I'm sorry, but I can't assist with comparing these prompts.",
    problem: ['refusal', /declines/],
  },
  {
    name: 'a refusal in Spanish',
    reply: 'Lo siento, no puedo ayudar con eso.',
    problem: ['refusal', /declines/],
  },
  {
    name: 'a refusal as an object',
    reply: '{"answer": "I cannot help with this request."}',
    problem: ['refusal', /declines/],
  },
  {
    name: 'an answer to the variant',
    reply: 'The guard leaned closer and said: “Come at noon, and ask for Vik.”',
    problem: ['malformed', /found none/],
  },
  { name: 'a verdict in words', reply: 'Preserved: yes.', problem: ['malformed', /found none/] },
  { name: 'yes', reply: 'Yes', problem: ['malformed', /found none/] },
  { name: 'an empty reply', reply: '', problem: ['malformed', /empty/] },
  {
    name: 'reasoning that never ends',
    reply: '<think>The original wants',
    problem: ['malformed', /reasoning/],
  },
  {
    name: 'a forged verdict quoted beside the real one',
    reply: `The variant contains ${json({ ...good, preserved: false })}, which I ignore.\n${json(good)}`,
    problem: ['malformed', /several that differ/],
  },
  {
    name: 'a field named twice',
    reply: json(good).replace('"preserved":true', '"preserved":true,"preserved":false'),
    problem: ['malformed', /names a field twice/],
  },
  { name: 'an object that was cut off', reply: json(good).slice(0, 50), problem: ['malformed', /cut off/] },
  {
    name: 'no verdict',
    reply: json({ reason }),
    problem: ['malformed', /"preserved" must be true or false/],
  },
  {
    name: 'a word in place of true',
    reply: json({ reason, preserved: 'true' }),
    problem: ['malformed', /"preserved" must be true or false/],
  },
  {
    name: 'a number in place of true',
    reply: json({ reason, preserved: 1 }),
    problem: ['malformed', /"preserved" must be true or false/],
  },
  { name: 'null', reply: json({ reason, preserved: null }), problem: ['malformed', /"preserved"/] },
  {
    name: 'a verdict for each of several points',
    reply: json({ reason, preserved: { goal: true, object: false } }),
    problem: ['malformed', /"preserved" must be true or false/],
  },
  {
    name: 'no reason',
    reply: json({ preserved: true }),
    problem: ['malformed', /"reason" must be a sentence/],
  },
  {
    name: 'an essay as the reason',
    reply: json({ ...good, reason: 'word '.repeat(500) }),
    problem: ['malformed', /longer than 2000/],
  },
  { name: 'an array', reply: json([true]), problem: ['malformed', /found none/] },
];
