import { compose } from './compose.ts';
import { draftBehavioral } from './draft-behavioral.ts';
import { draftSeeds } from './draft-seeds.ts';
import { entails } from './entails.ts';
import { feedback } from './feedback.ts';
import { gradient } from './gradient.ts';
import { harmKept } from './harm-kept.ts';
import { intent } from './intent.ts';
import { judge } from './judge.ts';
import { judgeSpec } from './judge-spec.ts';
import { lintSpecs } from './lint-specs.ts';
import { mine } from './mine.ts';
import { onTopic } from './on-topic.ts';
import { plant } from './plant.ts';
import { preference } from './preference.ts';
import { refine } from './refine.ts';
import { refineRule } from './refine-rule.ts';
import { relevance } from './relevance.ts';
import { respond } from './respond.ts';
import { revise } from './revise.ts';
import { reward } from './reward.ts';
import { rewrite } from './rewrite.ts';
import { screenRule } from './screen-rule.ts';
import { synthesize } from './synthesize.ts';
import { verify } from './verify.ts';

export { type ComposeInput, type ComposeOutput, compose, type TacticView, viewOf } from './compose.ts';
export { type DraftBehavioralInput, draftBehavioral } from './draft-behavioral.ts';
export { type DraftedSeeds, type DraftSeedsInput, draftSeeds } from './draft-seeds.ts';
export { type EntailsOutput, entails } from './entails.ts';
export { type FeedbackInput, feedback } from './feedback.ts';
export { type GradientInput, gradient } from './gradient.ts';
export { type HarmKeptOutput, harmKept } from './harm-kept.ts';
export { type Intent, type IntentInput, type IntentOutput, intent } from './intent.ts';
export { type JudgeInput, judge } from './judge.ts';
export type { JudgedMaterial, SpecOrder } from './judge-material.ts';
export { type JudgeSpecInput, judgeSpec } from './judge-spec.ts';
export { type LintSpecsInput, lintSpecs, type SpecFinding, type SpecProblem } from './lint-specs.ts';
export { type MinedTactic, type MineInput, mine } from './mine.ts';
export { type OnTopicOutput, onTopic } from './on-topic.ts';
export type { PairInput } from './pair.ts';
export { type PlantInput, type PlantKind, plant } from './plant.ts';
export { type PreferenceInput, preference } from './preference.ts';
export { type RefineInput, type ReviewedResponse, refine } from './refine.ts';
export { type RefineRuleInput, refineRule } from './refine-rule.ts';
export { type RelevanceInput, type RelevanceOutput, relevance } from './relevance.ts';
export { malformed } from './reply/clean.ts';
export { readObject } from './reply/json.ts';
export { parseSpecVerdict } from './reply/verdict-one.ts';
export type { SpecKind } from './reply/verdict-sections.ts';
export type { GivenVerdict } from './reply/verdict-tag.ts';
export { type JointVerdicts, parseJointVerdicts, type SectionSizes } from './reply/verdicts.ts';
export { type RespondInput, type RespondOutput, respond } from './respond.ts';
export { type ReviseInput, revise } from './revise.ts';
export { type RewardInput, reward } from './reward.ts';
export { type RewriteInput, type RewriteOutput, rewrite } from './rewrite.ts';
export { type ScreenedRule, type ScreenRuleInput, screenRule } from './screen-rule.ts';
export { fenceNote, listSection, type ScenarioFacts, type ScenarioView } from './sections.ts';
export { type SynthesizeInput, synthesize } from './synthesize.ts';
export { stepRequest, stepText, waitText } from './trace-texts.ts';
export { type VerifyOutput, verify } from './verify.ts';
export { WITHHELD } from './withheld.ts';

/** All tasks: what the rehearsal model can play. */
export const tasks = [
  synthesize,
  rewrite,
  intent,
  relevance,
  compose,
  verify,
  onTopic,
  harmKept,
  entails,
  respond,
  judge,
  judgeSpec,
  reward,
  screenRule,
  refineRule,
  draftBehavioral,
  draftSeeds,
  lintSpecs,
  mine,
  plant,
  feedback,
  refine,
  preference,
  gradient,
  revise,
] as const;

/** The tasks' names, as the first line of a system message says them. */
export const taskNames: readonly string[] = tasks.map((task) => task.name);
