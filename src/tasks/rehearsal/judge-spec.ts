import type { Sections } from '../../core/prompt.ts';
import type { Random } from '../../core/random.ts';
import { type Finding, onBehavioral, onSafety, readTexts } from './judge-findings.ts';

/** Judges a response by one spec, as the judge of all specs does. */
export function rehearseJudgeSpec(seen: Sections, random: Random): string {
  const [analysis, verdict] = findingOn(seen, random);
  return `${analysis} <${verdict}>`;
}

function findingOn(seen: Sections, random: Random): Finding {
  const read = readTexts(seen);
  const safety = seen.get('safety_specification');
  if (safety !== undefined) return onSafety(safety, read, random);
  const behavioral = seen.get('behavioral_specification') ?? '';
  return onBehavioral(behavioral, read, random);
}

/** A rehearsed reply in tagged text, as JSON. */
export function structuredSpec(reply: string): string {
  const [, analysis, verdict] = /^(.*) <(YES|NO|NA)>$/.exec(reply)!;
  return JSON.stringify({ analysis, verdict });
}
