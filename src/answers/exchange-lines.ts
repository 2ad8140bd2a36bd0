import { z } from 'zod';
import { vectorOfBytes } from '../core/vector-bytes.ts';

const finish = z.enum(['stop', 'length', 'filter', 'refusal', 'rejected']);
const tokens = z.int().nonnegative();

/** What every answer has, whatever it answers. */
const answer = {
  finish,
  usage: z.object({ inputTokens: tokens, outputTokens: tokens }).nullable(),
  by: z.string().min(1),
  latencyMs: z.number().nonnegative().nullable(),
};

const question = { to: z.string().min(1), draw: z.string() };
const body = z.record(z.string(), z.json());

const message = z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() });

/** float32 values in base64: whole numbers of four bytes. */
const vector = z.base64().refine((text) => Buffer.from(text, 'base64').length % 4 === 0);

const chatEntry = z.object({
  key: z.string(),
  question: z.object({
    ...question,
    kind: z.literal('chat'),
    body: body.and(z.object({ messages: z.array(message).nonempty() })),
  }),
  answer: z.object({
    ...answer,
    body: z.strictObject({ text: z.string().nullable(), reasoning: z.string().optional() }),
  }),
});

const embedEntry = z.object({
  key: z.string(),
  question: z.object({
    ...question,
    kind: z.literal('embed'),
    body: body.and(z.object({ text: z.string() })),
  }),
  answer: z
    .object({ ...answer, body: z.strictObject({ vector }) })
    // Only a request that was not taken is without a vector.
    .refine(({ body, finish }) => body.vector !== '' || finish === 'rejected' || finish === 'filter', {
      path: ['body', 'vector'],
    })
    .transform(({ body, ...rest }) => {
      const values = vectorOfBytes(Buffer.from(body.vector, 'base64'));
      return { ...rest, body: null, ...(values?.length !== 0 && { vector: values }) };
    }),
});

const rewardEntry = z.object({
  key: z.string(),
  question: z.object({
    ...question,
    kind: z.literal('reward'),
    // What is scored is the assistant's last turn.
    body: body.and(
      z.object({ messages: z.array(message).refine((turns) => turns.at(-1)?.role === 'assistant') }),
    ),
  }),
  answer: z.object({ ...answer, body: z.strictObject({ score: z.number().nullable() }) }),
});

/** What people are asked: its body belongs to whoever asks. */
const personEntry = z.object({
  key: z.string(),
  question: z.object({ ...question, kind: z.literal('person'), body }),
  answer: z.object({ ...answer, body: z.json() }),
});

const entries: ReadonlyMap<string | undefined, z.ZodType> = new Map<string, z.ZodType>([
  ['chat', chatEntry],
  ['embed', embedEntry],
  ['reward', rewardEntry],
]);

const kindOfEntry = z.object({ question: z.object({ kind: z.string() }) });

/** A line of our own export. What cannot be an answer to a question of its kind does not fit. */
export const exportedEntry = {
  safeParse(line: unknown) {
    const kind = kindOfEntry.safeParse(line).data?.question.kind;
    return (entries.get(kind) ?? personEntry).safeParse(line);
  },
};

/** What a batch's output line says of a request that got a response. */
export const batchResponse = z.object({ status_code: z.number(), body: z.json() });

/** What it says of one that got none. */
export const batchFailure = z.object({ code: z.string().regex(/^[\w.-]{1,40}$/) });
