import { Command, Option } from 'commander';
import { withoutUndefined } from '../core/without-undefined.ts';
import type { AgreeSampleDocument } from '../run/agree/index.ts';
import { type Io, outJson } from './io.ts';
import { jsonOption, rootOption, wholeNumber } from './options.ts';
import { columns, counted } from './tables.ts';

interface Flags {
  readonly perModel?: number;
  readonly size?: number;
  readonly annotators?: readonly string[];
  readonly overlap?: number;
  readonly seed?: number;
  readonly out?: string;
  readonly root?: string;
  readonly json?: boolean;
}

const names = (text: string): string[] => text.split(',').map((name) => name.trim());

/** `specloom agree sample` */
export function agreeSampleCommand(io: Io): Command {
  return new Command('sample')
    .summary('draw responses for people to label')
    .description(
      'Draws responses of one or several evaluations of a dataset, and writes them for people to label, as the judge saw them: scenario, specs, question, reference answer and response, without model, label and verdicts. Each response is drawn with a known probability, which a file beside the labels records: scores can be corrected by such labels.',
    )
    .argument(
      '<evaluation...>',
      'evaluation folders of one dataset, such as results/quickstart/openai-gpt-4.1, or a folder that holds some',
    )
    .addOption(
      new Option('--per-model <n>', 'responses of each scenario and model (default: 5)').argParser(
        wholeNumber(1),
      ),
    )
    .addOption(
      new Option('--size <n>', 'responses in all, spread evenly over scenarios and models').argParser(
        wholeNumber(1),
      ),
    )
    .addOption(
      new Option(
        '--annotators <names>',
        'who labels, such as anna,ben: the responses are split among them (default: person)',
      ).argParser(names),
    )
    .addOption(
      new Option('--overlap <n>', 'responses that all of them label (default: 0)').argParser(wholeNumber(0)),
    )
    .addOption(new Option('--seed <n>', 'seed of the draw (default: 0)').argParser(wholeNumber(0)))
    .option('--out <file>', 'file to write (default: results/<dataset>/labels.jsonl)')
    .addOption(jsonOption())
    .addOption(rootOption())
    .addHelpText(
      'after',
      `
Examples:
  specloom agree sample results/quickstart --per-model 5
  specloom agree sample results/quickstart/openai-gpt-4.1 --size 200 --annotators anna,ben --overlap 40

The files hold prompts and responses: treat them as hazardous. Fill in \`verdicts\`, and change nothing else.
Exit status: 0 written, 2 evaluations that do not fit together, or a file with labels that would be lost.
`,
    )
    .action(async (folders: string[], { json, ...flags }: Flags) => {
      const { agreeSample } = await import('../run/agree/index.ts');
      const document = await agreeSample(folders, { cwd: io.cwd, ...withoutUndefined(flags) });
      io.note(
        'warning: the files of labels hold prompts and responses, some of which may be harmful to read; hand them on as carefully as the dataset\n',
      );
      if (json) outJson(io, document);
      else io.out(sampleText(document));
    });
}

function sampleText({ responses, evaluations, strata, files, design }: AgreeSampleDocument): string {
  const models = new Set(strata.map(({ model }) => model));
  const scenarios = new Set(strata.map(({ scenario }) => scenario));
  const rows = strata
    .map(({ scenario, model, label, drawn, size }) => [scenario, model, label, String(drawn), `of ${size}`])
    .sort();
  const lines = [
    `drew ${counted(responses, 'response')} of ${counted(models.size, 'model')} in ${counted(scenarios.size, 'scenario')}, from ${counted(evaluations.length, 'evaluation')}`,
    columns([['scenario', 'model', 'label', 'drawn', ''], ...rows], [0, 1, 2]),
    '',
    ...files.map(
      ({ file, annotator, responses }) =>
        `labels ${file}  ${counted(responses, 'response')} for ${annotator}`,
    ),
    `design ${design}  keep it beside the labels, and from whoever labels: it names the models`,
    `next: fill in \`verdicts\` with YES, NO or NA, then specloom agree ${files.map(({ file }) => file).join(' ')}`,
  ];
  return `${lines.join('\n')}\n`;
}
