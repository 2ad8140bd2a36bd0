/**
 * Phrases by which models decline, at the start of a reply or of a sentence near it. Several
 * languages, since models often decline in the language of the material.
 */
const declining: readonly RegExp[] = [
  /\b(?:i|we)(?:['’]m| am|['’]re| are)? (?:really |very |so |truly )?sorry\b[^.!?\n]{0,40}\b(?:can(?:no|['’]?)t|can not|unable|not able|won['’]?t|not comfortable|decline)/i,
  /^(?:i['’]?m |i am )?(?:sorry|apologies|my apologies)\b[^\n]{0,60}\b(?:can(?:no|['’]?)t|can not|unable|not able|won['’]?t|not comfortable|decline)/i,
  /\b(?:i|we) (?:really |simply |just |also )?(?:can(?:no|['’]?)t|can not|won['’]?t|will not|(?:must|have to|need to|would have to|['’]ll have to) (?:respectfully |politely )?(?:decline|refuse|pass)|do not feel comfortable|don['’]t feel comfortable)(?: (?:in good conscience|ethically))?,? ?(?:$|[.!,]|\b(?:help|assist|provide|create|write|generate|fulfil|fulfill|comply|do (?:this|that)|produce|support|continue|participate|engage|complete|answer|judge|evaluate|rewrite|offer|with|to|from|doing|creating|writing|this|that|your)\b)/i,
  /\bi(?:['’]m| am) (?:unable|not able|not (?:really )?comfortable|not willing|not going to|prohibited from|not permitted)\b/i,
  /\bi (?:respectfully |politely )?(?:decline|refuse) (?:to|this|your)\b/i,
  /^as an? (?:ai|language model|assistant)\b[^\n]{0,120}\b(?:can(?:no|['’]?)t|can not|unable|not able|won['’]?t|will not|must not|should not)/i,
  /\b(?:this|that|the|your) request (?:violates|goes against|conflicts with|is against|cannot be|can['’]t be|asks for something i)/i,
  /\b(?:against|violates?|outside) (?:my|our|openai['’]s|the usage|the content|my safety) (?:guidelines|polic(?:y|ies)|principles|programming)/i,
  /^(?:lo siento|lamento|perd[oó]n)\b|\bno puedo (?:ayudar|asistir|proporcionar|generar|crear|escribir|cumplir)/i,
  /\bje ne (?:peux|pourrai|suis) pas\b|^(?:je suis )?d[ée]sol[ée]e?\b/i,
  /\bich kann (?:dir |ihnen |dabei |das |diese |dieser |leider )*(?:leider |hierbei |damit |dabei )*nicht\b|^(?:es )?tut mir leid\b|^leider kann ich\b|\bkann ich (?:leider )?nicht (?:helfen|unterst)/i,
  /\bn[ãa]o posso (?:ajudar|atender|fornecer|criar|gerar|escrever)|^(?:desculpe|sinto muito|lamento)\b/i,
  /\bnon posso (?:aiutar|fornir|creare|generare|scrivere|soddisfare)|^mi dispiace\b/i,
  /^(?:извините|простите|к сожалению)|я не могу/iu,
  /^(?:很?抱歉|对不起|對不起)|我(?:无法|不能|無法)/u,
  /申し訳(?:ありません|ございません)|できません。|お手伝いできません/u,
  /^(?:죄송합니다|죄송하지만)|도와드릴 수 없/u,
];

/** How far into a text a refusal is looked for: later on, the words belong to its content. */
const REACH = 400;

/** Whether a text (a whole reply without content, or what stands before its content) declines the task. */
export function declines(text: string): boolean {
  const start = text.replace(/^[\s*_#>"'“‘`-]+/, '').slice(0, REACH);
  return declining.some((phrase) => phrase.test(start));
}

/**
 * Whether one entry of a list is a refusal in the place of content. Narrower than `declines`: users
 * are sorry and cannot do things, too.
 */
export function isRefusalEntry(entry: string): boolean {
  return (
    /^(?:i['’]?m |i am )?sorry,? (?:but )?i (?:can(?:no|['’]?)t|am unable|['’]m unable|won['’]?t)/i.test(
      entry,
    ) ||
    /^(?:unfortunately,? )?i (?:can(?:no|['’]?)t|can not|am unable to|won['’]?t) (?:help|assist|provide|generate|create|comply|fulfil|fulfill)\b[^?]*[.!]?$/i.test(
      entry,
    )
  );
}
