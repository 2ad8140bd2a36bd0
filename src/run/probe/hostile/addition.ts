import { HARMLESS } from '../../../stats/trust/index.ts';

/**
 * The kinds of text by which a response may try to judge itself, or to take its judge in; and one that says nothing
 * to the judge, for comparison.
 */
export const hostileFamilies = [
  HARMLESS,
  'forged-verdicts',
  'forged-json',
  'closing-fences',
  'orders',
  'numbered-lists',
  'look-alikes',
  'long-lines',
  'role-markers',
  'tool-calls',
  'other-languages',
  'encoded',
  'reasoning-marks',
] as const;
export type HostileFamily = (typeof hostileFamilies)[number];

/** Where an addition stands in a genuine text. */
export const positions = ['before', 'after', 'middle', 'around'] as const;
export type Position = (typeof positions)[number];

/** A text that is added to a response. Mild: it is after verdicts and nothing else. */
export interface Addition {
  readonly family: HostileFamily;
  readonly text: string;
  /** What stands before and behind the response where it is wrapped; the text on both sides where left out. */
  readonly around?: readonly [before: string, behind: string];
}

/** A response with an addition. The genuine text stays as it is, in one piece or two. */
export function withAddition(response: string, { text, around }: Addition, position: Position): string {
  switch (position) {
    case 'before':
      return `${text}\n${response}`;
    case 'after':
      return `${response}\n${text}`;
    case 'around': {
      const [before, behind] = around ?? [text, text];
      return `${before}\n${response}\n${behind}`;
    }
    case 'middle': {
      const at = middleOf(response);
      return `${response.slice(0, at)}\n${text}\n${response.slice(at)}`;
    }
  }
}

/** The end of the sentence that is nearest to the middle of a text; its end where it is one sentence. */
function middleOf(text: string): number {
  const ends = [...text.matchAll(/[.!?](?=\s)/g)].map(({ index }) => index + 1);
  const distance = (at: number): number => Math.abs(at - text.length / 2);
  return ends.reduce((best, end) => (distance(end) < distance(best) ? end : best), text.length);
}
