import { join, relative, resolve } from 'node:path';
import type { Ask } from '../../core/ask.ts';
import { PendingError, UsageError } from '../../core/errors.ts';
import { writeAtomically } from '../../files/index.ts';
import type { JudgeTrust } from '../../stats/index.ts';
import { modelsFor, withModels } from '../ask-models.ts';
import { folderNameOf } from '../evaluate-options.ts';
import { withoutDigest } from '../evaluation-place.ts';
import { type ResolvedModel, samplesVerdicts } from '../open-models.ts';
import { basisOf } from './basis.ts';
import { type ProbeCall, prepareProbing } from './call.ts';
import { type Check, keepChecks, readFilledIn, writeToCheck } from './checked.ts';
import type { ProbeDocument } from './document.ts';
import { judged } from './judging.ts';
import { askingOf, type ProbeOptions } from './options.ts';
import { type Planting, plantAll } from './planted.ts';
import { type Probe, writeProbes } from './probes-file.ts';
import { type Progress, working } from './progress.ts';
import { readTrust, trustName } from './read-trust.ts';
import { roundsOf } from './rounds.ts';
import { trustOf } from './trust-of.ts';

/**
 * Finds out how far a judge can be trusted: has responses written that plainly break or keep one spec each, and has
 * the judge find them. What was asked before is not asked again.
 *
 * @param folder a dataset folder, relative to the working folder
 * @throws FileError, UsageError, ConfigError for a call that cannot be done. An answer that is missing is no error:
 *   the document says `stopped`, and the same call goes on from there.
 */
export async function probeJudge(folder: string, options: ProbeOptions = {}): Promise<ProbeDocument> {
  return probeCall(await prepareProbing(folder, options), options);
}

/** As `probeJudge`, of a call that has been prepared. */
export async function probeCall(call: ProbeCall, options: ProbeOptions): Promise<ProbeDocument> {
  const asking = { ...askingOf(options), seed: call.seed };
  const resolved = await modelsFor(call.work, asking);
  checkFolders(call, resolved);
  const checks = await broughtIn(call, options);
  const { value, tally, models } = await withModels(call.work, asking, async (ask, counted) => {
    const progress = { tally: counted, onEvent: asking.onEvent! };
    try {
      return await probed(ask, { call, options, resolved, checks }, progress);
    } catch (error) {
      if (error instanceof PendingError) return error;
      throw error;
    }
  });
  const { asked, stored, faults, costUsd } = tally;
  const facts = {
    dataset: call.dataset.name,
    models,
    settings: { ...call.settings, seed: call.seed },
    folder: call.named,
    ...{ asked, stored, faults, costUsd },
  };
  if (value instanceof PendingError) {
    const pending = { reason: value.reason, detail: value.message };
    return {
      state: 'stopped',
      ...facts,
      files: null,
      probes: null,
      trust: [],
      shortfalls: [],
      pending,
      gaps: 0,
    };
  }
  return { state: 'done', ...facts, ...value, pending: null };
}

/** What one call of probing is about. */
interface Probing {
  readonly call: ProbeCall;
  readonly options: ProbeOptions;
  readonly resolved: readonly ResolvedModel[];
  readonly checks: ReadonlyMap<string, Check>;
}

type Probed = Pick<ProbeDocument, 'files' | 'probes' | 'trust' | 'shortfalls' | 'gaps'>;

async function probed(ask: Ask, probing: Probing, progress: Progress): Promise<Probed> {
  const { call, options, checks } = probing;
  const judges = options.plantedOnly === true ? [] : call.judges;
  const planting = await plantAll(ask, call, progress, 1 + judges.length);
  const files = {
    probes: named(call, writeProbes(call.folder, planting.rows)),
    toCheck: named(call, writeToCheck(call.folder, planting.rows, checks)),
  };
  const of = decided(planting, checks);
  const trust: JudgeTrust[] = [];
  for (const [place, role] of judges.entries()) {
    const stage = { stage: role, index: place + 2, of: 1 + judges.length };
    trust.push(await judgeProbed(ask, probing, { role, stage, planting, progress }));
  }
  const lost = Object.values(planting.unplanted).reduce((sum, count) => sum + count, 0);
  const { unplanted } = planting;
  return {
    files,
    probes: { planted: planting.planted.length, ...of, unplanted },
    trust,
    shortfalls: lost === 0 ? [] : [`${lost} of ${call.drafts.length} planted responses could not be had`],
    gaps: lost,
  };
}

const named = (call: ProbeCall, file: string): string => join(call.named, relative(call.folder, file));

/** How many of the planted responses a person decided on. */
function decided({ planted }: Planting, checks: ReadonlyMap<string, Check>) {
  const own = planted.flatMap(({ probe }) => checks.get(probe.id) ?? []);
  return { checked: own.length, rejected: own.filter(({ decision }) => decision === 'reject').length };
}

/** What one judge is probed with. */
interface JudgeRun {
  readonly role: string;
  readonly stage: { readonly stage: string; readonly index: number; readonly of: number };
  readonly planting: Planting;
  readonly progress: Progress;
}

/** Probes one judge and writes how far it can be trusted. */
async function judgeProbed(
  ask: Ask,
  { call, resolved, checks }: Probing,
  { role, stage, planting, progress }: JudgeRun,
): Promise<JudgeTrust> {
  // The sample is drawn from all of them, so that a decision brings no new questions.
  const rounds = roundsOf(planting.planted, call).filter(
    ({ planted }) => checks.get(planted.probe.id)?.decision !== 'reject',
  );
  const heard = await working(rounds, stage, progress, async (round) => {
    const { planted, way, what } = round;
    const response = what.name === 'hostile' ? what.response : planted.probe.response;
    return { round, verdicts: await judged(ask, role, planted, way, response) };
  });
  const model = resolved.find((each) => each.role === role)!;
  const probes: readonly Probe[] = planting.planted.map(({ probe }) => probe);
  const found = trustOf(heard, call, {
    judge: model.to,
    rehearsal: isRehearsal(model.to) || probes.some(({ writer }) => isRehearsal(writer)),
    ...decided(planting, checks),
    unplanted: planting.unplanted,
    votesBy: samplesVerdicts(model) ? 'sampling' : 'server',
  });
  const trust: JudgeTrust = { ...found, basis: basisOf(call.scenarios) };
  const file = join(call.folder, folderNameOf(model.to), trustName);
  writeAtomically(file, `${JSON.stringify(trust, null, 2)}\n`);
  return trust;
}

const isRehearsal = (model: string): boolean => model.startsWith('rehearsal/');

/** @throws UsageError where two judges would share a folder. */
function checkFolders(call: ProbeCall, resolved: readonly ResolvedModel[]): void {
  const earlier = new Map(
    readTrust(resolve(call.folder, '..')).map(({ judge }) => [folderNameOf(judge), judge]),
  );
  for (const role of call.judges) {
    const { to } = resolved.find((each) => each.role === role)!;
    const other = earlier.get(folderNameOf(to));
    if (other !== undefined && withoutDigest(other) !== withoutDigest(to))
      throw new UsageError(
        `${join(call.named, folderNameOf(to))} holds what was found of ${other}, which that of ${to} would replace; move it first`,
      );
    earlier.set(folderNameOf(to), to);
  }
}

/** All decisions of people, those that are brought in now included. */
async function broughtIn(call: ProbeCall, { checked, cwd = process.cwd() }: ProbeOptions) {
  return keepChecks(call.folder, checked === undefined ? [] : await readFilledIn(resolve(cwd, checked)));
}
