/**
 * Short chat templates in the layouts of two families of reasoning models, and one that keeps every turn as it is.
 * Written here; they do what is known of those families' own templates, and nothing more:
 *
 * - `qwen3`: the last turn of the assistant gets a block of reasoning in front of it, an empty one where it has none that
 *   is closed; earlier turns lose theirs. `enable_thinking: false` writes an empty block before the reply.
 * - `deepseek-r1`: turns of the assistant lose all up to the end of their reasoning; the reply begins in an open block.
 * - `raw`: what a server can be started with, so that a turn can be continued.
 */
export const vllmTemplates = {
  raw: [
    "{%- for turn in messages -%}{{ '<|im_start|>' + turn.role + '\\n' + turn.content }}",
    "{%- if not (loop.last and turn.role == 'assistant') -%}{{ '<|im_end|>\\n' }}{%- endif -%}{%- endfor -%}",
    "{%- if add_generation_prompt -%}{{ '<|im_start|>assistant\\n' }}{%- endif -%}",
  ].join(''),
  qwen3: [
    '{%- set found = namespace(user=-1) -%}',
    "{%- for turn in messages -%}{%- if turn.role == 'user' -%}{%- set found.user = loop.index0 -%}{%- endif -%}{%- endfor -%}",
    '{%- for turn in messages -%}',
    "{%- set thought = '' -%}{%- set said = turn.content -%}",
    "{%- if turn.role == 'assistant' and '</think>' in said -%}",
    "{%- set thought = said.split('</think>')[0].split('<think>')[-1].strip('\\n') -%}",
    "{%- set said = said.split('</think>')[-1].lstrip('\\n') -%}",
    '{%- endif -%}',
    "{{ '<|im_start|>' + turn.role + '\\n' }}",
    "{%- if turn.role == 'assistant' and loop.index0 > found.user and (loop.last or thought) -%}",
    "{{ '<think>\\n' + thought + '\\n</think>\\n\\n' + said.lstrip('\\n') }}",
    '{%- else -%}{{ said }}{%- endif -%}',
    "{{ '<|im_end|>\\n' }}",
    '{%- endfor -%}',
    "{%- if add_generation_prompt -%}{{ '<|im_start|>assistant\\n' }}",
    "{%- if enable_thinking is defined and enable_thinking is false -%}{{ '<think>\\n\\n</think>\\n\\n' }}{%- endif -%}",
    '{%- endif -%}',
  ].join(''),
  'deepseek-r1': [
    '{{- bos_token -}}',
    "{%- for turn in messages -%}{%- if turn.role == 'system' -%}{{ turn.content }}",
    "{%- elif turn.role == 'user' -%}{{ '<｜User｜>' + turn.content }}",
    "{%- else -%}{{ '<｜Assistant｜>' + turn.content.split('</think>')[-1] + '<｜end▁of▁sentence｜>' }}{%- endif -%}",
    '{%- endfor -%}',
    "{%- if add_generation_prompt -%}{{ '<｜Assistant｜><think>\\n' }}{%- endif -%}",
  ].join(''),
} as const;

/** The text that begins a conversation in the layout `deepseek-r1`. */
export const deepseekBos = '<｜begin▁of▁sentence｜>';
