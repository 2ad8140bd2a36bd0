import type { JsonObject } from '../core/json.ts';
import type { Answer, Question } from '../core/question.ts';
import { completionRequest, readContinued } from './completion.ts';
import { partialTurn } from './partial-turn.ts';
import { chatRequest, readChat, type WireOptions } from './wire.ts';

/** A route below the base address, and what goes to it. */
export interface RoutedChat {
  readonly route: '/chat/completions' | '/completions';
  readonly body: JsonObject;
}

/** Where a chat question goes: to the completions route where it ends in a partial turn and the server takes a text. */
export function routedChat(question: Question, wire: WireOptions = {}): RoutedChat {
  if (wire.prompt === undefined || partialTurn(question) === undefined)
    return { route: '/chat/completions', body: chatRequest(question, wire) };
  return { route: '/completions', body: completionRequest(question, wire.prompt(question), wire) };
}

/** Reads the reply to a chat question, whichever route it came by. @throws ModelError for a body that is none. */
export function readRouted(question: Question, body: unknown): Omit<Answer, 'latencyMs'> {
  return partialTurn(question) === undefined ? readChat(question, body) : readContinued(question, body);
}
