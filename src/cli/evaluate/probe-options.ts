import { Option } from 'commander';
import { withoutUndefined } from '../../core/without-undefined.ts';
import type { ProbeOptions } from '../../run/probe/options.ts';
import { collected, modelId, wholeNumber } from '../options.ts';

/** What the command line says of probing a judge, as commander reads it. */
export interface ProbeFlags {
  readonly perSpec?: number;
  readonly sample?: number;
  readonly writer?: string;
  readonly checked?: string;
  readonly plantedOnly?: boolean;
  readonly plan?: boolean;
  readonly scenario?: readonly string[];
  readonly seed?: number;
}

/** The same as options of the library. */
export const probingOf = ({
  perSpec,
  sample,
  writer,
  checked,
  plantedOnly,
  scenario,
  seed,
}: ProbeFlags): Partial<ProbeOptions> =>
  withoutUndefined({ perSpec, sample, writer, checked, plantedOnly, scenarios: scenario, seed });

const heading = 'Probing (with --probe)';

/** What `specloom judge` takes beside its own options when it probes a judge. `--probe` itself is not among them. */
export const probeOptions = (): Option[] =>
  [
    new Option(
      '--per-spec <n>',
      'planted violations, and planted compliance, of each spec (default: 5)',
    ).argParser(wholeNumber(1)),
    new Option(
      '--sample <n>',
      'planted violations, and as many of compliance, that are judged again: repeatedly, in other ways, and with hostile additions (default: 20)',
    ).argParser(wholeNumber(0)),
    new Option(
      '--writer <provider/model>',
      "who writes the planted responses (default: the dataset's generator)",
    ).argParser(modelId),
    new Option('--checked <file>', 'decisions of a person on the planted responses, as JSON Lines'),
    new Option('--planted-only', 'write the planted responses for a person to check, and ask no judge'),
    new Option('--plan', 'ask and write nothing: say how much there is to ask, and what it may cost'),
    new Option('--scenario <id>', 'probe on this scenario only; may be repeated').argParser(collected),
    new Option('--seed <n>', "seed of what is drawn, instead of the dataset's").argParser(wholeNumber(0)),
  ].map((option) => option.helpGroup(`${heading}:`));
