const model = "this model's maximum context length is \\d+ tokens";
const inBrackets = '(?: ?\\((?:\\d+ > \\d+ - \\d+|\\d+ in the messages, \\d+ in the completion)\\))?';

/** What comes behind the model's length: the tokens of the request, together or told apart. */
const requested = [
  'however, you requested \\d+ output tokens and your prompt contains (?:at least )?\\d+ input tokens',
  `(?:however, you requested|however, your messages resulted in|however, your request has|and your request has|but the prompt contains) \\d+ (?:input )?tokens${inBrackets}`,
].join('|');

const sentences = [
  `(?:\\W*max_tokens\\W{1,3}or \\W?max_completion_tokens\\W{1,3}is too large: \\d+\\. )?${model}(?:[.,]? (?:${requested}))?`,
  'the (?:decoder )?prompt \\([^()]{0,40}length \\d+\\) is (?:too long|longer than the maximum model length)',
  "the input \\(\\d+ tokens\\) is longer than the model's context length",
  "requested token count exceeds the model's maximum context length of \\d+ tokens(?:\\. you requested a total of \\d+ tokens: \\d+ tokens from the input messages and \\d+ tokens for the completion)?",
  '(?:the )?(?:request|input|prompt) (?:\\(\\d+ tokens\\) )?exceeds the (?:available )?context (?:size|window|length)',
];

const lengthSentence = new RegExp(`^(?:\\d{3} )?(?:${sentences.join('|')})`, 'i');

/**
 * What a server says first of a request that is too long (OpenAI, vLLM, SGLang, llama.cpp); undefined where it says
 * something else. Nothing in it but numbers is of the request, so that it can be believed and shown even where the
 * message as a whole seems to quote: a long question, such as one with a trace of reasoning to go on from, is bound to
 * share a run of letters with any sentence.
 */
export const lengthSentenceOf = (message: string): string | undefined => lengthSentence.exec(message)?.[0];
