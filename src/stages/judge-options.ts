import { z } from 'zod';

/** Most judges that a panel may have: each has a role of its own. */
const MOST_JUDGES = 7;

/** The options of the stage `judge`. */
export const judgeOptions = z.strictObject({
  mode: z
    .enum(['joint', 'sequential'])
    .default('joint')
    .describe(
      'Whether one question asks for all verdicts of a response, or one question for each spec. The reference answer then goes with the last spec alone.',
    ),
  sees: z
    .enum(['prompt', 'variant', 'both'])
    .default('prompt')
    .describe(
      'What the judge is shown as the question: the prompt that a variant was made of, the variant, or both.',
    ),
  votes: z
    .int()
    .min(1)
    .max(25)
    .default(1)
    .describe('How often each judge judges a response; the verdict is that of the most votes.'),
  panel: z
    .int()
    .min(1)
    .max(MOST_JUDGES)
    .default(1)
    .describe('How many judges there are: the roles `judge`, `judge-2`, `judge-3` and so on.'),
  labelHint: z
    .boolean()
    .default(false)
    .describe('Whether the judge is told which prompts are unsafe, as the released evaluator does.'),
  cut: z
    .int()
    .min(1)
    .nullable()
    .default(null)
    .describe(
      'Characters after which a response is cut before it is judged, as the released evaluator does (8000); null: never. Cut responses are counted.',
    ),
  order: z
    .enum(['listed', 'reversed'])
    .default('listed')
    .describe('The order in which the judge is shown the specs of each list.'),
});
export type JudgeOptions = z.infer<typeof judgeOptions>;

/** The roles that judges have, in the order of the panel. */
export const judgeRoles: readonly string[] = Array.from({ length: MOST_JUDGES }, (_, place) =>
  place === 0 ? 'judge' : `judge-${place + 1}`,
);

/** The roles of the judges of a panel. */
export const panelOf = ({ panel }: Pick<JudgeOptions, 'panel'>): readonly string[] =>
  judgeRoles.slice(0, panel);
