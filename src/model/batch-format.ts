import { ModelError, UsageError } from '../core/errors.ts';
import { canonicalJson, type Json } from '../core/json.ts';
import { type Answer, keyOf, type Question } from '../core/question.ts';
import { readRouted, routedChat } from './chat-route.ts';
import { embedRequest, readEmbeddings } from './embed-wire.ts';
import { errorReply, findingOf } from './error-reply.ts';
import { readReward } from './reward-reply.ts';
import { safeReply } from './safe-reply.ts';
import { refusedAnswer, type WireOptions } from './wire.ts';

/**
 * A pending question as one line of a batch file (OpenAI Batch, `vllm run-batch`), without the line
 * break. Its `custom_id` is the question's key, by which the reply is found again.
 *
 * @throws UsageError for a question that is not for a model behind such an API.
 */
export function batchLine(question: Question, wire: WireOptions = {}): string {
  const { url, body } = requestOf(question, wire);
  return canonicalJson({ custom_id: keyOf(question), method: 'POST', url, body });
}

function requestOf(question: Question, wire: WireOptions) {
  if (question.kind === 'chat') {
    const { route, body } = routedChat(question, wire);
    return { url: `/v1${route}`, body };
  }
  if (question.kind === 'embed') return { url: '/v1/embeddings', body: embedRequest([question], wire) };
  throw new UsageError(
    `a ${question.kind} question cannot go into a batch file; only chat and embed questions can`,
  );
}

/**
 * Reads the reply to one line of a batch file as an answer. A refused request (too long, filtered) is
 * an answer too.
 *
 * @throws ModelError for any other failed status, and for a body that is not what the API promises.
 */
export function readBatchReply(question: Question, reply: { status: number; body: Json }): Answer {
  if (reply.status !== 200) {
    const error = safeReply(errorReply(reply.status, reply.body), [question], undefined).reply;
    const finding = findingOf(error);
    if (finding === 'rejected' || finding === 'filter')
      return { ...refusedAnswer(question, finding), latencyMs: null };
    const code = error.codes[0] === undefined ? '' : ` ${error.codes[0]}`;
    throw new ModelError(`status ${reply.status}${code}`, { status: reply.status, retryable: false });
  }
  return { ...readAnswer(question, reply.body), latencyMs: null };
}

function readAnswer(question: Question, body: Json): Omit<Answer, 'latencyMs'> {
  if (question.kind === 'embed') return readEmbeddings([question], body)[0]!;
  return question.kind === 'reward' ? readReward(question, body) : readRouted(question, body);
}
