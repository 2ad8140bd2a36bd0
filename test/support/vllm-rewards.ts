import { Template } from '@huggingface/jinja';
import { type Context, Hono } from 'hono';
import type { JsonObject } from '../../src/core/json.ts';
import { Refusal } from './vllm-chat.ts';
import { vocabulary } from './vllm-tokens.ts';

/** A chat template in the layout of Llama 3, written here, and the token that begins a text with it. */
export const llama3Template = [
  "{%- for turn in messages -%}{%- if loop.first -%}{{ bos_token }}{%- endif -%}{{ '<|start_header_id|>' + turn.role",
  " + '<|end_header_id|>\\n\\n' + turn.content.strip() + '<|eot_id|>' }}{%- endfor -%}",
  "{%- if add_generation_prompt -%}{{ '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}{%- endif -%}",
].join('');
export const llama3Bos = '<|begin_of_text|>';

export interface VllmRewardsOptions {
  /** Raw scores of the model on a text, one for each of its labels. By default one, the length of the text. */
  logits?(text: string): readonly number[];
  /** The member by which the activation is switched off, which is vLLM's up to 0.11.0 and from 0.11.1 on. */
  readonly activationMember?: 'activation' | 'use_activation';
  /** False: `/classify` takes texts only, as before 0.13 or so. */
  readonly takesMessages?: boolean;
  /** What the model is served for where a request says no task. */
  readonly task?: 'classify' | 'token_classify';
  /** Most tokens that it reads. */
  readonly maxTokens?: number;
}

export interface VllmRewards {
  /** `/classify`, `/score` and `/pooling`, at the root. */
  readonly routes: Hono;
  /** The texts that the model read, with what begins them as often as it stood there. */
  readonly read: readonly string[];
}

/** What vLLM does with a Llama 3 reward model: its routes, its template, its activation, and its refusals. */
export function vllmRewards(options: VllmRewardsOptions = {}): VllmRewards {
  const { logits = (text) => [text.length], takesMessages = true, task = 'classify' } = options;
  const read: string[] = [];
  const tokens = vocabulary();
  const routes = new Hono();

  /** The model's values on a text, and what it counts. */
  const valuesOn = (text: string, body: JsonObject) => {
    const count = tokens.count(text);
    const { maxTokens = Number.POSITIVE_INFINITY } = options;
    if (count > maxTokens)
      throw new Refusal(
        400,
        `This model's maximum context length is ${maxTokens} tokens. However, you requested ${count} tokens in the input for classification. Please reduce the length of the input.`,
      );
    read.push(text);
    const raw = logits(text);
    const isRaw = body[options.activationMember ?? 'use_activation'] === false;
    const usage = { prompt_tokens: count, total_tokens: count, completion_tokens: 0 };
    return { values: isRaw ? raw : activated(raw), count, usage };
  };
  const answer = (context: Context, body: JsonObject, entry: JsonObject, usage: JsonObject) =>
    context.json({
      id: 'pool-1',
      object: 'list',
      created: 0,
      model: body.model,
      data: [{ index: 0, ...entry }],
      usage,
    });

  routes.post('/classify', async (context) => {
    const body = (await context.req.json()) as JsonObject;
    const { values: probs, usage } = valuesOn(textOf(body, takesMessages), body);
    return answer(context, body, { label: 'LABEL_0', probs, num_classes: probs.length }, usage);
  });
  routes.post('/pooling', async (context) => {
    const body = (await context.req.json()) as JsonObject;
    const { values, count, usage } = valuesOn(textOf(body, true), body);
    const whole = (body.task ?? task) === 'classify';
    const data = whole ? values : Array.from({ length: count }, () => values);
    return answer(context, body, { object: 'pooling', data }, usage);
  });
  routes.post('/score', async (context) => {
    const body = (await context.req.json()) as JsonObject;
    const { values, usage } = valuesOn(
      `${llama3Bos}${String(body.text_1)}${llama3Bos}${String(body.text_2)}`,
      body,
    );
    if (values.length > 1) throw new Refusal(400, 'The model does not support Score API');
    return answer(context, body, { object: 'score', score: values[0]! }, usage);
  });
  return { routes, read };
}

/** The text that a request comes to: a conversation in the template, or a text behind the token that begins it. */
function textOf(body: JsonObject, takesMessages: boolean): string {
  if (typeof body.input === 'string') {
    const { add_special_tokens: special = true } = body;
    return special === true ? `${llama3Bos}${body.input}` : body.input;
  }
  if (!takesMessages || body.messages === undefined)
    throw new Refusal(
      400,
      `[{'type': 'missing', 'loc': ('body', 'input'), 'msg': 'Field required', 'input': ${JSON.stringify(body)}}]`,
    );
  return new Template(llama3Template).render({
    bos_token: llama3Bos,
    messages: body.messages,
    add_generation_prompt: body.add_generation_prompt ?? false,
  });
}

/** A sigmoid for one label, a softmax for several: vLLM's own choice. */
function activated(raw: readonly number[]): readonly number[] {
  if (raw.length === 1) return [1 / (1 + Math.exp(-raw[0]!))];
  const parts = raw.map(Math.exp);
  const sum = parts.reduce((all, part) => all + part, 0);
  return parts.map((part) => part / sum);
}
