import { valueAt } from './issues.ts';
import { evaluationStages, isStagePath, lastStage } from './stage-names.ts';
import type { YamlReading } from './yaml.ts';

/** Behind the export, a dataset is evaluated; what would change it would come too late. */
export function checkExport(yaml: YamlReading): void {
  const uses = usesOf(yaml);
  const end = uses.indexOf(lastStage);
  for (const [at, use] of uses.entries()) {
    const path = ['stages', at];
    if (evaluationStages.includes(use)) {
      if (end < 0 || at < end)
        yaml.problem(path, `\`${use}\` evaluates a dataset, so it stands behind \`${lastStage}\``);
      const before = evaluationStages[evaluationStages.indexOf(use) - 1];
      if (before !== undefined && !uses.slice(0, at).includes(before))
        yaml.problem(path, `\`${use}\` needs \`${before}\` before it`);
    } else if (end >= 0 && at > end && !isStagePath(use))
      yaml.problem(
        path,
        `\`${use}\` stands behind \`${lastStage}\`, which ends the dataset; only ${evaluationStages.join(', ')} may follow it`,
      );
  }
}

/** Behind the attack, nothing makes a prompt or changes one: it would be exported without a variant. */
export function checkAttack(yaml: YamlReading): void {
  const uses = usesOf(yaml);
  const attack = uses.indexOf('attack');
  for (const [at, use] of uses.entries()) {
    if (attack < 0 || at < attack) continue;
    if (promptMakers.includes(use))
      yaml.problem(
        ['stages', at],
        `\`${use}\` stands behind \`attack\`, and its prompts would have no variant; put it before`,
      );
    if (use === 'review' && valueAt(yaml.value, ['stages', at, 'what']) === 'prompts')
      yaml.problem(
        ['stages', at, 'what'],
        '`prompts` are reviewed before `attack`: one that is edited or relabelled behind it would have no variant; say `variants` here',
      );
  }
}

/** Stages that make prompts, or put others in their place. */
const promptMakers = ['ingest', 'synthesize', 'rewrite'];

/** What each stage of the line is called; blank where the file does not say so. */
export function usesOf(yaml: YamlReading): string[] {
  const written = valueAt(yaml.value, ['stages']);
  if (!Array.isArray(written)) return [];
  return written.map((entry: unknown) => {
    const use = typeof entry === 'string' ? entry : valueAt(entry, ['use']);
    return typeof use === 'string' ? use : '';
  });
}
