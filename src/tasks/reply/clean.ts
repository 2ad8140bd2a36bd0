import { ReplyError } from '../../core/errors.ts';

/**
 * A reply without what transport and reasoning models leave around it: byte order mark, carriage
 * returns, no-break spaces, and a `<think>` block at its start (also one whose opening tag the chat
 * template swallowed).
 *
 * @throws ReplyError (`malformed`) when nothing is left, or when the reply never got past its reasoning.
 */
export function cleanReply(reply: string): string {
  let text = reply
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00A0\u202F]/g, ' ')
    .trim();
  const end = text.lastIndexOf('</think>');
  if (end >= 0) text = text.slice(end + '</think>'.length).trim();
  else if (/^<think(?:ing)?>/i.test(text))
    throw malformed('the reply holds reasoning only and ends before the answer', reply);
  if (text === '') throw malformed('the reply is empty', reply);
  return text;
}

/** A reply that is not in the form asked for. `detail` is told to the model on the next try. */
export function malformed(detail: string, reply: string): ReplyError {
  return new ReplyError('malformed', detail, { hidden: reply });
}

/** A reply that declines the task. */
export function refused(reply: string): ReplyError {
  return new ReplyError('refusal', 'the reply declines the task', { hidden: reply });
}
