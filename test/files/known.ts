import { z } from 'zod';
import type { ProviderKind } from '../../src/core/provider.ts';
import { type AnyStage, defineStage } from '../../src/core/stage.ts';
import type { Known } from '../../src/files/index.ts';

function stage(name: string, options: z.ZodType<unknown>, roles: readonly string[] = []): [string, AnyStage] {
  return [
    name,
    defineStage({
      name,
      version: '1',
      options,
      roles,
      applies: (_record): _record is never => false,
      each: async () => ({ kind: 'keep' }),
    }),
  ];
}

function kind(type: string, options: z.ZodType<unknown>): [string, ProviderKind<unknown>] {
  const open = (): never => {
    throw new Error('no provider is opened while a file is read');
  };
  return [type, { type, options, open }];
}

/** A few stages and kinds of provider, as a pipeline file may name them. */
export const known: Known = {
  stages: new Map([
    stage('ingest', z.strictObject({})),
    stage(
      'synthesize',
      z.strictObject({
        perSpec: z.int().min(1).default(20),
        overGenerate: z.number().min(1).default(4),
        waves: z.strictObject({ size: z.int().optional() }).optional(),
      }),
      ['generator'],
    ),
    stage('relevance', z.strictObject({}), ['relevance']),
    stage('dedup', z.strictObject({}), ['embedder']),
    stage('export', z.strictObject({})),
    stage('respond', z.strictObject({})),
    stage('judge', z.strictObject({})),
    stage('forgiving', z.object({ keep: z.string().optional() })),
    stage('needy', z.strictObject({ keep: z.union([z.int().min(1), z.string().regex(/^\d+%$/)]) })),
  ]),
  providers: new Map([
    kind('openai', z.strictObject({ baseUrl: z.url().optional(), keyFrom: z.string().optional() })),
    kind('rehearsal', z.strictObject({})),
  ]),
  providerNames: ['openai', 'rehearsal', 'hashing'],
};
