import type { JsonObject } from '../core/json.ts';

/** The error object of a reply with an error status, as far as it is there. */
export interface ErrorReply {
  readonly status: number;
  /** `code` and `type` of the error, and of its inner error (Azure). May hold anything, the prompt included. */
  readonly codes: readonly string[];
  /** The member of the request that the error is about, where it is named. */
  readonly parameter: string | undefined;
  readonly message: string;
  /** Whether it says what a moderation found (OpenRouter's `metadata`). */
  readonly moderated: boolean;
  /** Whether it is an error object at all, and not a page of some gateway in between. */
  readonly structured: boolean;
}

/** Reads the error out of a reply's body: `{error: {…}}`, `{error: "…"}`, the error itself, or plain text. */
export function errorReply(status: number, body: unknown): ErrorReply {
  const outer = asObject(body);
  const error = asObject(outer?.error) ?? outer;
  const inner = asObject(error?.innererror) ?? asObject(error?.inner_error);
  const metadata = asObject(error?.metadata);
  const codes = [error?.code, error?.type, inner?.code].filter((code) => typeof code === 'string');
  const message = [error?.message, error?.detail, outer?.error, body].find(
    (text) => typeof text === 'string',
  );
  return {
    status,
    codes,
    parameter: typeof error?.param === 'string' && error.param !== '' ? error.param : undefined,
    message: message ?? '',
    moderated: metadata?.flagged_input !== undefined || Array.isArray(metadata?.reasons),
    structured: outer !== undefined,
  };
}

/** What an error status is about, where its reply says so: an answer (`rejected`, `filter`), or the settings. */
export type Finding = 'rejected' | 'filter' | 'reply-length' | 'setting';

/**
 * Reads why a server will not take a request.
 *
 * - `rejected`: the prompt alone is too long · `filter`: a moderation stops it. Both are answers:
 *   asking again will always give the same.
 * - `reply-length`: the prompt fits, and the tokens that the reply may have do not · `setting`: a
 *   parameter that the server does not take. Both are about the setup, and lasting as long as that.
 */
export function findingOf(reply: ErrorReply): Finding | undefined {
  const { status, codes, message, moderated, structured } = reply;
  if (status === 413) return 'rejected';
  if (status !== 400 && status !== 403 && status !== 422) return undefined;
  if (moderated || codes.some((code) => filterCodes.test(code))) return 'filter';
  // A firewall's page, and the same words about a key or an account, hold for every question.
  const isAboutPrompt = status !== 403 || (structured && !accountWords.test(message));
  if (isAboutPrompt && filterWords.test(message)) return 'filter';
  if (status === 403) return undefined;
  if (isAboutReplyLength(reply)) return 'reply-length';
  if (codes.some((code) => lengthCodes.test(code)) || lengthWords.test(message)) return 'rejected';
  return isAboutSetting(reply) ? 'setting' : undefined;
}

const filterCodes =
  /content_?filter|ResponsibleAI|content_policy|invalid_prompt|moderation|DataInspectionFailed|data_inspection_failed/i;

const filterWords = new RegExp(
  [
    'content management policy',
    'content[ _-]?filter',
    'content policy',
    'safety system',
    'requires moderation',
    '(input|prompt|content|request|messages?|text) (was|were|is|are|has been|have been) (flagged|moderated)',
    '(flagged|blocked|rejected|stopped|refused) (by|as|for|due to|because of) [^.]{0,40}(moderat|safety|guardrail|(content|usage) polic(y|ies))',
  ].join('|'),
  'i',
);

const accountWords =
  /\b(account|(api|access)[ _-]?(key|token)|organi[sz]ation|project|billing|region|country)\b/i;

const lengthCodes = /context_length|exceed_context|string_above_max_length|too_long/i;

const lengthWords =
  /maximum context length|context (length|window|size)|max_model_len|maximum model length|(prompt|input|request) is too long|too many tokens|must have less than \d+ tokens/i;

const replyLengthNames = /max_(completion_|output_|new_)?tokens/i;

/**
 * Whether the reply's length is what does not fit. Servers complain about prompt and reply in one
 * sentence; where they tell the numbers, the prompt's own length decides.
 */
function isAboutReplyLength({ codes, message, parameter = '' }: ErrorReply): boolean {
  if (
    !replyLengthNames.test(`${parameter} ${message}`) &&
    !/(?:in|for) the completion|output tokens/i.test(message)
  )
    return false;
  const limit = numberIn(message, [/maximum context length (?:is|of) (\d+)/i, /must be <= (\d+)/i]);
  const prompt = numberIn(message, [
    /(\d+) (?:tokens )?in the messages/i,
    /(\d+) tokens from the input/i,
    /(\d+) (?:input|prompt) tokens/i,
    /(\d+) `?inputs`? tokens/i,
  ]);
  if (limit !== undefined && prompt !== undefined) return prompt < limit;
  return replyLengthNames.test(`${parameter} ${message}`) && !codes.some((code) => /too_long/i.test(code));
}

function numberIn(text: string, patterns: readonly RegExp[]): number | undefined {
  const found = patterns.map((pattern) => pattern.exec(text)?.[1]).find((digits) => digits !== undefined);
  return found === undefined ? undefined : Number(found);
}

/** Whether a parameter is what the server does not take, and not the texts themselves. */
function isAboutSetting({ codes, message, parameter }: ErrorReply): boolean {
  if (parameter !== undefined) return !/^(messages|input|prompt)\b/i.test(parameter);
  return (
    codes.some((code) => /^(unsupported|unknown)_(parameter|value)$/i.test(code)) ||
    /(unsupported|unrecogni[sz]ed|unknown) (request )?(parameter|argument)/i.test(message)
  );
}

function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}
