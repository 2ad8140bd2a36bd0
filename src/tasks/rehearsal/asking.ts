import { isGeneral, wordsOf } from './words.ts';

const asks =
  /\?["”’)]*$|^(?:please|go ahead|walk me|show|tell|give|draw up|write|work out|plan|find|suggest|explain|list|name|help|describe|i (?:want|need|would like|am looking)|we (?:want|need|would like)|my (?:idea|wish|plan)|you would do me|what we need)\b/i;
const courtesy =
  /^(?:hello|hi|hey|good (?:morning|evening|day)|thank(?:s| you)|a quick one|just one question)\b[^.!?]{0,20}[.!?]*$/i;

/** The sentences of a text on one line, without greetings and thanks; all of them where nothing else is left. */
export function sentencesOf(text: string): readonly string[] {
  const all = text
    .replace(/\s+/g, ' ')
    .trim()
    .split(/(?<=[.!?]) /);
  const rest = all.filter((sentence) => !courtesy.test(sentence));
  return rest.length > 0 ? rest : all;
}

/** Those sentences of a text that ask for something; all of them where none does. */
export function askingIn(text: string): readonly string[] {
  const all = sentencesOf(text);
  const asking = all.filter((sentence) => asks.test(sentence));
  return asking.length > 0 ? asking : all;
}

/** The distinct words of a text that say what it is about, as they are written. */
export function tellingWords(text: string): readonly string[] {
  const words = wordsOf(text).filter((word) => !isGeneral(word));
  return [...new Map(words.map((word) => [word.toLowerCase(), word])).values()];
}
