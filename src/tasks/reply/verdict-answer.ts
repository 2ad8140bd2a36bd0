import { cleanReply, malformed } from './clean.ts';
import { hasJsonVerdict, jsonText } from './verdict-json.ts';

/**
 * A judge's reply without its reasoning. Where the reasoning ends must be beyond doubt: a judge may cite a closing
 * tag from the text that it judges, and what it wrote before that is no reasoning.
 *
 * @param hasVerdicts - whether a text holds what only the answer should
 * @throws ReplyError (`malformed`) where it is not clear, or where there is no answer.
 */
export function verdictAnswer(reply: string, hasVerdicts: (text: string) => boolean): string {
  const parts = reply.split('</think>');
  if (parts.length > 1 && isWholeJson(reply)) return reply.replace(/^\uFEFF/, '').trim();
  const cited = parts.length > 2 || (parts.length === 2 && !/^\s*<think>/.test(parts[0]!));
  const before = parts.slice(0, -1).join('\n');
  if (cited && (hasVerdicts(before) || hasJsonVerdict(before)))
    throw malformed('it is not clear where the reasoning ends and the verdicts begin', reply);
  return cleanReply(reply);
}

/** Whether a reply is one JSON object as a whole: a tag in it then stands in one of its texts. */
function isWholeJson(reply: string): boolean {
  const text = jsonText(reply.replace(/^\uFEFF/, '').trim());
  if (text === undefined) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
