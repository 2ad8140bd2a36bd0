import { z } from 'zod';
import { reservedMembers } from '../core/question.ts';
import { rewardRoutes } from './reward-request.ts';
import type { WireOptions } from './wire.ts';

const openaiUrl = 'https://api.openai.com/v1';

const price = z.strictObject({
  input: z.number().nonnegative().describe('dollars per million input tokens'),
  output: z.number().nonnegative().default(0).describe('dollars per million output tokens'),
});

const httpUrl = z
  .url({ protocol: /^https?$/ })
  // Pipeline files are copied into datasets; a password in one of them would be published.
  .refine((url) => !hasCredentials(url), {
    message: 'holds a user name or password; take them out, and name the variable of a key with keyFrom',
  });

const members = z
  .record(z.string(), z.json())
  .refine((record) => reservedIn(Object.keys(record)) === undefined, {
    error: ({ input }) =>
      `cannot set \`${reservedIn(Object.keys(input as object))}\`: Specloom writes that itself`,
  });

function hasCredentials(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { username, password } = new URL(url);
  return username !== '' || password !== '';
}

function reservedIn(names: readonly string[]): string | undefined {
  return names.find((name) => reservedMembers.includes(name) || turnMembers.includes(name));
}

/** Members that say whether the last turn of a request is to be continued. */
const turnMembers: readonly string[] = ['continue_final_message', 'add_generation_prompt'];

/** What a pipeline file may say of a provider of type `openai`. */
export const openaiOptions = z
  .strictObject({
    baseUrl: httpUrl
      .optional()
      .describe('address of the API, usually ending in /v1; by default OpenAI itself'),
    servers: z.array(httpUrl).nonempty().optional().describe('several addresses of the same models'),
    keyFrom: z
      .string()
      .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be the name of an environment variable, not the key itself')
      .optional()
      .describe('name of the environment variable that holds the key'),
    extraBody: members.optional().describe('members added to every chat request, part of the question'),
    extraBodyByModel: z.record(z.string(), members).optional().describe('the same, for one model'),
    maxTokensField: z.enum(['max_tokens', 'max_completion_tokens']).optional(),
    omit: z
      .array(z.string())
      .refine((names) => reservedIn(names) === undefined, {
        error: ({ input }) =>
          `cannot leave out \`${reservedIn(input as string[])}\`: no request goes without it`,
      })
      .optional()
      .describe('members that the server does not take, such as seed'),
    concurrency: z.int().positive().default(64).describe('requests in flight, per server'),
    requestsPerMinute: z.int().positive().optional(),
    tokensPerMinute: z.int().positive().optional(),
    timeoutMs: z.int().positive().default(600_000),
    embedBatch: z.int().positive().max(2048).default(128).describe('texts in one embedding request'),
    embedBatchTokens: z
      .int()
      .positive()
      .default(250_000)
      .describe('tokens in one embedding request, as counted here; a longer text goes alone'),
    continuation: z
      .enum(['chat', 'completions', 'none'])
      .optional()
      .describe(
        'how a turn that a method began is given to the model to go on with: by chat with continue_final_message, or as a text to the completions route, rendered by the template under chatTemplates; found out without asking the model where unset',
      ),
    chatTemplates: z
      .record(z.string(), z.string().min(1))
      .optional()
      .describe(
        'by model: the path of its tokenizer_config.json, or of a file with its chat template, from the project root',
      ),
    reward: z
      .enum(rewardRoutes)
      .optional()
      .describe(
        'the route of vLLM that gives rewards: its models are then asked by it in the role reward, and as a judge of answers otherwise',
      ),
    prices: z.record(z.string(), price).optional().describe('by model'),
  })
  .refine(({ baseUrl, servers }) => baseUrl === undefined || servers === undefined, {
    message: 'give baseUrl or servers, not both',
  });

export type OpenaiOptions = z.infer<typeof openaiOptions>;

/** How this provider's servers want requests written: for batch files, which bypass it. */
export function wireOptions(
  options: Pick<OpenaiOptions, 'baseUrl' | 'servers' | 'maxTokensField' | 'omit'>,
): WireOptions {
  const official = addresses(options).every((url) => isOpenai(url));
  return {
    maxTokensField: options.maxTokensField ?? (official ? 'max_completion_tokens' : 'max_tokens'),
    ...(options.omit && { omit: options.omit }),
  };
}

/** Omitted members under the names that questions have for them. */
export function omittedFrom(omit: readonly string[], { maxTokensField }: WireOptions): readonly string[] {
  const others = omit.filter((name) => name !== 'max_tokens' && name !== 'max_completion_tokens');
  return maxTokensField !== undefined && omit.includes(maxTokensField) ? [...others, 'max_tokens'] : others;
}

/** Where the provider's servers are. */
export function addresses({
  baseUrl,
  servers,
}: Pick<OpenaiOptions, 'baseUrl' | 'servers'>): readonly string[] {
  return servers ?? [baseUrl ?? openaiUrl];
}

/** Whether an address is that of OpenAI itself. */
export function isOpenai(url: string): boolean {
  return new URL(url).host === 'api.openai.com';
}
