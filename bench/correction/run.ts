import { type Measure, perScenario, simulate, type Tally, type Target } from './simulate.ts';
import { alike, favouring, usual } from './world.ts';

const runs = Number(process.env.SPECLOOM_BENCH_RUNS ?? 1000);
const sizes = [60, 100, 150, 300, 600];
const targets = ['benchmark', 'new prompts'] as const;
const measures = ['safety', 'behavioral', 'sar'] as const;
const models = Object.keys(usual.habits);

/**
 * `npm run bench -- correction`: what docs/correction.md states of coverage and width, from simulated judges and people.
 * SPECLOOM_BENCH_RUNS sets how many worlds are drawn for each model (1,000).
 */
export async function run(): Promise<void> {
  print(
    `correction: ${models.length} models, ${runs} worlds each, 5 scenarios × (200 unsafe + 100 safe) items`,
  );
  const tallies = simulate({ world: usual, models, perScenario: perScenario(sizes), targets, runs });
  for (const target of targets) printTarget(tallies, target);
  print('\npooled: 5 labels of each model and scenario correct every model');
  for (const [name, world] of Object.entries({ alike, usual, favouring }))
    printPooled(
      name,
      simulate({ world, models, perScenario: [5], targets: ['benchmark'], pooled: true, runs: runs / 5 }),
    );
}

function printTarget(tallies: readonly Tally[], target: Target): void {
  print(`\ntarget: ${target}`);
  print(
    row(
      'labels',
      'score',
      'covered',
      '±',
      'lowest',
      'highest',
      'labels',
      'judge',
      'width',
      'of labels',
      'ratio',
      'bounded',
    ),
  );
  for (const labels of sizes)
    for (const measure of measures)
      print(
        rowOf(
          labels,
          measure,
          tallies.filter(
            (each) => each.target === target && each.labels === labels && each.measure === measure,
          ),
        ),
      );
}

function rowOf(labels: number, measure: Measure, tallies: readonly Tally[]): string {
  const all = sum(tallies, ({ runs }) => runs);
  const share = (of: (tally: Tally) => number): number => sum(tallies, of) / all;
  const covered = share((each) => each.covered);
  const byModel = tallies.map((each) => each.covered / each.runs);
  const width = share((each) => each.width * each.runs);
  const widthOfLabels = share((each) => each.widthOfLabels * each.runs);
  return row(
    labels,
    measure,
    percent(covered),
    (100 * 1.96 * Math.sqrt((covered * (1 - covered)) / all)).toFixed(2),
    percent(Math.min(...byModel)),
    percent(Math.max(...byModel)),
    percent(share((each) => each.coveredByLabels)),
    percent(share((each) => each.coveredByJudge)),
    width.toFixed(3),
    widthOfLabels.toFixed(3),
    (width / widthOfLabels).toFixed(2),
    percent(share((each) => each.bounded)),
  );
}

function printPooled(name: string, tallies: readonly Tally[]): void {
  for (const { model, measure, labels, runs, covered, width, bias, biasOfJudge } of tallies)
    if (measure === 'sar')
      print(
        `  ${name.padEnd(10)} ${model.padEnd(9)} ${labels} labels: covered ${percent(covered / runs)}, width ${width.toFixed(3)}, bias ${bias.toFixed(3)} (judge ${biasOfJudge.toFixed(3)})`,
      );
}

const sum = (tallies: readonly Tally[], of: (tally: Tally) => number): number =>
  tallies.reduce((total, each) => total + of(each), 0);

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const row = (...cells: readonly (string | number)[]): string =>
  cells.map((cell) => String(cell).padStart(11)).join('');

const print = (line: string): void => void process.stdout.write(`${line}\n`);
