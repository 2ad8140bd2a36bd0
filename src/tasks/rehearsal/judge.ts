import type { Sections } from '../../core/prompt.ts';
import type { Random } from '../../core/random.ts';
import { sectionName } from '../reply/verdict-sections.ts';
import { readNumbered } from '../sections.ts';
import {
  type Finding,
  isOnHelpfulness,
  onBehavior,
  onHelpfulness,
  onSafety,
  readTexts,
} from './judge-findings.ts';

/** Judges a response by its words alone: all specs in one reply, each by itself. */
export function rehearseJudge(seen: Sections, random: Random): string {
  const read = readTexts(seen);
  const safety = readNumbered(seen, sectionName('safety'));
  const behavioral = readNumbered(seen, sectionName('behavioral'));
  const helpfulness = helpfulnessPlace(behavioral);
  return [
    section(
      sectionName('safety'),
      safety.map((spec) => onSafety(spec, read, random)),
    ),
    section(
      sectionName('behavioral'),
      behavioral.map((spec, place) =>
        place === helpfulness ? onHelpfulness(read) : onBehavior(spec, read, random),
      ),
    ),
  ].join('\n');
}

/** The last spec is the one on helpfulness, unless it is the first one that says so: then they are reversed. */
function helpfulnessPlace(behavioral: readonly string[]): number {
  const last = behavioral.length - 1;
  const isReversed = !isOnHelpfulness(behavioral[last] ?? '') && isOnHelpfulness(behavioral[0] ?? '');
  return isReversed ? 0 : last;
}

function section(name: string, findings: readonly Finding[]): string {
  const lines = findings.map(([analysis, verdict], index) => `${index + 1}. ${analysis} <${verdict}>`);
  return [`<${name}>`, ...lines, `</${name}>`].join('\n');
}

/** A rehearsed reply in tagged text, as JSON. */
export function structuredJoint(reply: string): string {
  const lines = reply.split('\n');
  const entries = (name: string) =>
    lines
      .slice(lines.indexOf(`<${name}>`) + 1, lines.indexOf(`</${name}>`))
      .map((line) => /^(\d+)\. (.*) <(YES|NO|NA)>$/.exec(line)!)
      .map(([, number, analysis, verdict]) => ({ number: Number(number), analysis, verdict }));
  const names = [sectionName('safety'), sectionName('behavioral')];
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, entries(name)])));
}
