import fs from 'node:fs';
import { join } from 'node:path';
import { FileError } from '../../core/errors.ts';
import { jsonObjectIn } from '../../core/json.ts';
import type { CorrectedScores, PeopleAgreement } from '../../stats/index.ts';
import { DESCRIPTION } from '../evaluation-folder.ts';
import { panelIn } from '../judges-of.ts';
import { AGREEMENT, type AgreementDocument, agreementSchema } from './document.ts';
import { verdictsDigest } from './verdicts-digest.ts';

/** What is known of a dataset's judges from people's labels. */
export interface KnownAgreement {
  readonly people: readonly PeopleAgreement[];
  readonly corrected: readonly CorrectedScores[];
  /** What was left out, and why, in words. */
  readonly remarks: readonly string[];
}

/**
 * Reads the agreement of people and judges from a dataset's results; nothing where nobody labelled. What is about
 * responses, verdicts or settings that are others by now is left out, with a remark.
 *
 * @param results the folder `results/<dataset>`
 * @throws FileError where the file is not as it was written
 */
export function readAgreement(results: string): KnownAgreement {
  const file = join(results, AGREEMENT);
  if (!fs.existsSync(file)) return { people: [], corrected: [], remarks: [] };
  const given = agreementIn(fs.readFileSync(file, 'utf8'), file);
  const stale = given.evaluations.filter(
    ({ folder, verdicts }) => verdictsIn(join(results, folder)) !== verdicts,
  );
  const isFresh = ({ judge }: { readonly judge: string }): boolean =>
    evaluationsOf(judge, given).every((each) => !stale.includes(each));
  return {
    people: given.people.filter(isFresh),
    corrected: given.corrected.filter(isFresh),
    remarks: stale.map(
      ({ folder, judge }) =>
        `what people say of ${judge} is left out: ${folder === '' ? results : folder} has changed since; run specloom agree again`,
    ),
  };
}

function agreementIn(text: string, file: string): AgreementDocument {
  const given: unknown = jsonObjectIn(text);
  const [issue] = agreementSchema.safeParse(given).error?.issues ?? [];
  if (issue !== undefined)
    throw new FileError(
      file,
      `is not as specloom agree wrote it: ${[issue.path.join('.'), issue.message].filter(Boolean).join(': ')}; run specloom agree again`,
    );
  return given as AgreementDocument;
}

/** Those that a judge judged by itself; of one that judged in panels alone, those of its panels. */
function evaluationsOf(judge: string, { evaluations }: AgreementDocument): AgreementDocument['evaluations'] {
  const own = evaluations.filter((each) => each.judge === judge);
  return own.length > 0 ? own : evaluations.filter((each) => panelIn(each.judge).includes(judge));
}

/** Undefined where there is no evaluation any more. */
function verdictsIn(folder: string): string | undefined {
  const file = join(folder, DESCRIPTION);
  return fs.existsSync(file) ? verdictsDigest(fs.readFileSync(file, 'utf8')) : undefined;
}
