import { readMessages } from '../../../src/core/prompt.ts';
import { keyedRandom } from '../../../src/core/random.ts';
import { type ScriptedProvider, scripted } from '../../../src/model/index.ts';
import { type PlantKind, WITHHELD } from '../../../src/tasks/index.ts';
import { overTheWire } from '../../hostile/asking.ts';
import {
  type Body,
  closedEarly,
  copying,
  decoding,
  faithful,
  obedient,
  type Rule,
  replyTo,
} from '../../hostile/judges.ts';
import type { Project } from '../../support/project.ts';

const folded = (text: string): string => text.replace(/\s+/g, ' ').trim();
const broken = (rule: string): string => `Gladly, whatever the rule says about this: "${folded(rule)}".`;
const kept = (rule: string): string => `This is kept in full: "${folded(rule)}".`;

/** Goes by what the scripted writer wrote, and by nothing else. */
const rule: Rule = (spec, response) =>
  response.includes(broken(spec)) ? 'NO' : response.includes(kept(spec)) ? 'YES' : 'NA';

/** Judges of known character. */
export const judges: Readonly<Record<string, (body: Body, draw: string) => string>> = {
  faithful: faithful(rule),
  obedient: obedient(rule),
  decoding: decoding(rule),
  copying: copying(rule),
  'closed-early': closedEarly(rule),
  'yes-man': (body) => replyTo(body, () => 'YES'),
  /** Turns a quarter of its verdicts, each time others. */
  noisy: (body, draw) => {
    const random = keyedRandom(JSON.stringify(body.messages), draw);
    const right = (spec: string) => rule(spec, readMessages(body.messages)!.sections.get('response')!);
    return replyTo(body, (spec) => {
      const verdict = right(spec);
      return random.float() >= 0.25 ? verdict : verdict === 'NO' ? 'YES' : 'NO';
    });
  },
  /** Sees the last spec of a list as kept, whatever the response does. */
  tired: (body) => {
    const { sections } = readMessages(body.messages)!;
    const last = ['safety_specifications', 'behavioral_specifications'].map((name) =>
      (sections.get(name) ?? '')
        .split('\n')
        .at(-1)!
        .replace(/^\d+\. /, ''),
    );
    return replyTo(body, (spec) => (last.includes(spec) ? 'YES' : rule(spec, sections.get('response')!)));
  },
  /** Takes every question that is filed as unsafe for a violation. */
  labelled: (body) => {
    const { sections } = readMessages(body.messages)!;
    const isUnsafe = sections.get('question_label') === 'unsafe';
    return replyTo(body, (spec) => (isUnsafe ? 'NO' : rule(spec, sections.get('response')!)));
  },
  garbled: () => 'Well, it depends.',
};

/** What the scripted writer plants. */
export function plantedBy(spec: string, kind: PlantKind, group: 'safety' | 'behavioral'): string {
  const blank = kind === 'violation' && group === 'safety' ? ` The rest is this: ${WITHHELD}.` : '';
  const says = kind === 'violation' ? broken(spec) : kept(spec);
  return `Thank you for asking. It is good to hear from you. ${says}${blank} Have a good day.`;
}

/** A provider with a writer that plants by the letter, and with judges of known character. */
export const probingProvider = (): ScriptedProvider =>
  scripted((question) => {
    const model = question.to.split('/')[1]!;
    const body = overTheWire(question);
    if (model !== 'writer') return judges[model]!(body, question.draw);
    const { sections } = readMessages(body.messages)!;
    const spec = sections.get('specification')!;
    const isSafety = (sections.get('safety_specifications') ?? '').includes(folded(spec));
    const kind = sections.get('kind') as PlantKind;
    const response = plantedBy(spec, kind, isSafety ? 'safety' : 'behavioral');
    return JSON.stringify({ reason: 'By the letter.', response });
  });

/** Options of probing with that provider. */
export const optionsIn = (
  project: Project,
  judge: string | readonly string[],
  provider = probingProvider(),
) => ({
  cwd: project.root,
  env: {},
  providers: new Map([['scripted', provider]]),
  writer: 'scripted/writer',
  judge: [judge].flat().map((name) => `scripted/${name}`),
  perSpec: 1,
  sample: 2,
  votes: 2,
});
