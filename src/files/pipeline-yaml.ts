import { stringify } from 'yaml';
import type { Pipeline, PipelineSource } from './pipeline.ts';

/** Writes a pipeline as a pipeline file. Reading it again gives the same pipeline, but for where its stages stand. */
export function formatPipeline(pipeline: Pipeline): string {
  const quotas = (scenario: string, label: string): Record<string, number> =>
    Object.fromEntries(
      pipeline.quotas
        .filter((quota) => quota.scenario === scenario && quota.label === label)
        .map(({ source, count }) => [source, count]),
    );
  const written = {
    name: pipeline.name,
    description: pipeline.description,
    seed: pipeline.seed,
    providers: mapValues(pipeline.providers, ({ type, options }) => ({ type, ...(options as object) })),
    models: mapValues(pipeline.models, (choice) =>
      Object.keys(choice).length === 1 ? choice.model : choice,
    ),
    budget: pipeline.budget,
    sources: Object.fromEntries(pipeline.sources.map((source) => [source.name, writtenSource(source)])),
    scenarios: Object.fromEntries(
      pipeline.scenarios.map(({ id, file }) => [
        id,
        { file, unsafe: quotas(id, 'unsafe'), safe: quotas(id, 'safe') },
      ]),
    ),
    stages: pipeline.stages.map(({ use, options }) => {
      const own = Object.entries((options ?? {}) as object).filter(([, value]) => value !== undefined);
      return own.length === 0 ? use : { use, ...Object.fromEntries(own) };
    }),
  };
  return stringify(written, { lineWidth: 100, aliasDuplicateObjects: false });
}

function writtenSource({ name: _, read, file, licence, ...rest }: PipelineSource): object {
  return { file, licence, ...read, ...rest };
}

function mapValues<T>(
  record: Readonly<Record<string, T>>,
  write: (value: T) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, write(value)]));
}
