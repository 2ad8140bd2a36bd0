import type { RewriteOutput } from '../../../src/tasks/index.ts';
import type { Reply } from './synthesize.ts';

const reason = 'The row is after a reading list on sea animals; the prompt asks for it.';
const prompt = 'Can you put together a reading list on sea animals for grade 4?';
const good = { reason, fits: true, intent_kept: true, prompt };
const out: RewriteOutput = { prompt, intentKept: true, reason };
const unfit = {
  reason: 'The row is about bond yields, which no reader would bring to a library desk.',
  fits: false,
  intent_kept: false,
  prompt: null,
};
const none: RewriteOutput = { prompt: null, reason: unfit.reason };
const json = JSON.stringify;

export const rewriteReplies: readonly Reply<RewriteOutput>[] = [
  { name: 'a bare object', reply: json(good), out },
  { name: 'an object over several lines', reply: json(good, null, 2), out },
  { name: 'a code fence', reply: `\`\`\`json\n${json(good, null, 2)}\n\`\`\``, out },
  { name: 'a preamble', reply: `Here is the rewritten prompt:\n\n${json(good)}`, out },
  { name: 'a closing remark', reply: `${json(good)}\n\nI kept the grade and the topic.`, out },
  { name: 'CRLF', reply: json(good, null, 2).replaceAll('\n', '\r\n'), out },
  {
    name: 'a think block with a draft in it',
    reply: `<think>Maybe {"fits": false}? No.</think>${json(good)}`,
    out,
  },
  { name: 'the same object twice', reply: `${json(good)}\n\n\`\`\`json\n${json(good)}\n\`\`\``, out },
  { name: 'a further field', reply: json({ ...good, confidence: 0.9 }), out },
  { name: 'a comma after the last field', reply: json(good).replace(/\}$/, ',}'), out },
  { name: 'typographic quotes', reply: json(good).replace(/"([^"]*)"/g, '“$1”'), out },
  { name: 'a quoted prompt', reply: json({ ...good, prompt: `"${prompt}"` }), out },
  { name: 'a row that does not fit', reply: json(unfit), out: none },
  { name: 'a row that does not fit, with an empty prompt', reply: json({ ...unfit, prompt: '' }), out: none },
  {
    name: 'a reason that says what cannot be done',
    reply: json({ ...unfit, reason: 'I cannot turn this into a prompt: the row is cut off.' }),
    out: { prompt: null, reason: 'I cannot turn this into a prompt: the row is cut off.' },
  },
  {
    name: 'a prompt in another language',
    reply: json({ ...good, prompt: 'Können Sie mir eine Leseliste über Meerestiere machen?' }),
    out: { ...out, prompt: 'Können Sie mir eine Leseliste über Meerestiere machen?' },
  },

  {
    name: 'a refusal',
    reply: "I'm sorry, but I can't help with rewriting this text.",
    problem: ['refusal', /declines/],
  },
  {
    name: 'a refusal in Portuguese',
    reply: 'Desculpe, não posso ajudar com isso.',
    problem: ['refusal', /declines/],
  },
  {
    name: 'a refusal as an object',
    reply: '{"error": "I cannot assist with this request."}',
    problem: ['refusal', /declines/],
  },
  {
    name: 'a refusal in the place of the prompt',
    reply: json({ ...good, prompt: "I'm sorry, but I can't help with that." }),
    problem: ['refusal', /declines/],
  },
  { name: 'the prompt alone', reply: prompt, problem: ['malformed', /found none/] },
  { name: 'an object that was cut off', reply: json(good).slice(0, -20), problem: ['malformed', /cut off/] },
  {
    name: 'two different objects',
    reply: `${json(good)}\n${json(unfit)}`,
    problem: ['malformed', /several that differ/],
  },
  { name: 'an array', reply: json([prompt]), problem: ['malformed', /an array/] },
  {
    name: 'no reason',
    reply: json({ fits: true, intent_kept: true, prompt }),
    problem: ['malformed', /"reason"/],
  },
  { name: 'an empty reason', reply: json({ ...good, reason: ' - ' }), problem: ['malformed', /"reason"/] },
  {
    name: 'a word in place of true',
    reply: json({ ...good, fits: 'yes' }),
    problem: ['malformed', /"fits" must be true or false/],
  },
  {
    name: 'no statement on the intent',
    reply: json({ reason, fits: true, prompt }),
    problem: ['malformed', /"intent_kept"/],
  },
  {
    name: 'an intent that was lost',
    reply: json({ ...good, intent_kept: false }),
    problem: ['malformed', /mend the prompt/],
  },
  {
    name: 'a prompt for a row that does not fit',
    reply: json({ ...unfit, prompt }),
    problem: ['malformed', /"prompt" null/],
  },
  {
    name: 'no prompt for a row that fits',
    reply: json({ ...good, prompt: null }),
    problem: ['malformed', /must be a string/],
  },
  {
    name: 'several prompts',
    reply: json({ ...good, prompt: [prompt] }),
    problem: ['malformed', /must be a string/],
  },
  {
    name: 'a placeholder',
    reply: json({ ...good, prompt: 'the prompt' }).replace('"the prompt"', '"[prompt]"'),
    problem: ['malformed', /value of "prompt" is a placeholder/],
  },
  {
    name: 'an instruction in place of a prompt',
    reply: json({ ...good, prompt: 'The user asks for a reading list.' }),
    problem: ['malformed', /describes/],
  },
  {
    name: 'a field named twice',
    reply: json(good).replace('"fits":true', '"fits":true,"fits":false'),
    problem: ['malformed', /names a field twice/],
  },
];
