import type { ChatMessage } from '../core/question.ts';
import type { Random } from '../core/random.ts';

/**
 * A plain reply to messages that are no task of ours, so that the rehearsal model can also stand in
 * for a model under test: it takes up the longest words of the last message and says nothing of substance.
 */
export function chatReply(messages: readonly ChatMessage[], random: Random): string {
  const last = messages.findLast((message) => message.role === 'user')?.content ?? '';
  const words = [...new Set(last.toLowerCase().match(/\p{L}{5,}/gu) ?? [])];
  const subject = words.sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).slice(0, 6);
  if (subject.length === 0) return 'Could you tell me a little more about what you need?';
  const [one, two = one] = random.sample(subject, 2);
  return `${random.pick([
    `You ask about ${one} and ${two}.`,
    `Let us take ${one} first and then ${two}.`,
    `The main point here is ${one}, followed by ${two}.`,
  ])} ${random.pick([
    'Start with what is fixed already and leave the rest open.',
    'Write down what you know, and check the rest with those in charge.',
    'Compare two or three options before you settle on one.',
  ])}`;
}
