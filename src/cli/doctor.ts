import { Command } from 'commander';
import { withoutUndefined } from '../core/without-undefined.ts';
import { EXIT } from './exit-status.ts';
import { type Io, outJson } from './io.ts';
import { jsonOption, roleModel, rootOption } from './options.ts';
import { type PipelineFlags, prepareOptions } from './prepare-options.ts';

/** `specloom doctor` */
export function doctorCommand(io: Io): Command {
  return new Command('doctor')
    .summary('check node, store, disk, providers and embedder')
    .description(
      'Checks that a run could start here. With a pipeline file, its providers and embedder too. Spends nothing.',
    )
    .argument('[pipeline]', 'pipeline file whose providers and embedder are to be checked')
    .option('--model <role=provider/model>', 'model of a role; may be repeated', roleModel)
    .addOption(jsonOption())
    .addOption(rootOption())
    .addHelpText('after', '\nExample:\n  specloom doctor pipelines/quickstart.yaml\n')
    .action(async (pipeline: string | undefined, options: PipelineFlags & { json?: boolean }) => {
      const { examine } = await import('../run/doctor.ts');
      const findings = await examine(withoutUndefined({ ...prepareOptions(io, options), pipeline }));
      if (options.json) outJson(io, findings);
      else
        for (const { check, ok, detail } of findings) io.out(`${ok ? 'ok  ' : 'FAIL'} ${check}: ${detail}\n`);
      if (findings.some((finding) => !finding.ok)) io.exit(EXIT.usage);
    });
}
