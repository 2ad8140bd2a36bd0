import { resolve } from 'node:path';
import type { Provider, ProviderKind } from '../core/provider.ts';
import type { AnyStage } from '../core/stage.ts';
import { localEmbedderKinds } from '../embed/index.ts';
import { nearestRoot, readRegistry, type SourceRegistry } from '../files/index.ts';
import { builtInProviders, providerKinds } from '../model/index.ts';
import { stages as builtInStages } from '../stages/index.ts';
import type { RunEvent } from './progress.ts';
import type { SubjectSettings } from './subject-settings.ts';

/** What a caller may say beside the pipeline file; it wins over the file. */
export interface PrepareOptions {
  /** Folder that the project is looked for from; the process's own by default. */
  readonly cwd?: string;
  /** Project root: the folder that paths in the pipeline file are relative to. */
  readonly root?: string;
  readonly seed?: number;
  /** Only these scenarios. */
  readonly scenarios?: readonly string[];
  /** Stop after this stage. */
  readonly until?: string;
  /** Model ids by role. */
  readonly models?: Readonly<Record<string, string>>;
  /** How the model under test is asked, beside what the pipeline file says. */
  readonly subject?: SubjectSettings;
  /** Where keys come from; the process's environment by default. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Told of what is downloaded to open the models. */
  onEvent?(event: RunEvent): void;
  /** Stages of the caller's own, by the name that the pipeline file uses. */
  readonly stages?: ReadonlyMap<string, AnyStage>;
  /** Providers of the caller's own, by name. */
  readonly providers?: ReadonlyMap<string, Provider>;
}

/** The registries that pipeline files are checked against. */
export function known(options: Pick<PrepareOptions, 'stages' | 'providers' | 'cwd' | 'root'> = {}) {
  return {
    registry: () => registryFor(options),
    stages: new Map<string, AnyStage>([...builtInStages, ...(options.stages ?? [])]),
    providers: providerKinds as ReadonlyMap<string, ProviderKind<unknown>>,
    providerNames: [
      ...builtInProviders.keys(),
      ...localEmbedderKinds,
      ...(options.providers === undefined ? [] : options.providers.keys()),
    ],
  };
}

/** The registry of the project that is worked in; none outside of a project. */
function registryFor({ cwd = process.cwd(), root }: Pick<PrepareOptions, 'cwd' | 'root'>): SourceRegistry {
  const place = root === undefined ? nearestRoot(cwd) : resolve(cwd, root);
  return place === undefined ? new Map() : readRegistry(place);
}
