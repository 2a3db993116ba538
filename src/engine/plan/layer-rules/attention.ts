import { type Initializer, initializerObjectSchema } from '../../../keras-format/initializers.js';
import type { AttentionLayerName } from '../../../keras-format/layers/attention.js';
import type { LayerConfigs } from '../../../keras-format/layers/layers.js';
import { kerasShape, type Shape, sizeOf } from '../network-plan.js';
import { attentionAxes, attentionInputs } from './attention-inputs.js';
import { type CallKeywords, LayerFault, type LayerOutline, type LayerRules, type OwnWeight } from './layer-rule.js';

const FLAGS = ['use_causal_mask', 'return_attention_scores'];

export const ATTENTION_RULES: LayerRules<AttentionLayerName> = {
  Attention: {
    keywords: FLAGS,
    several: ({ use_scale, score_mode }, inputs, call) => {
      const weights = [
        ...(use_scale ? [scalar('scale')] : []),
        ...(score_mode === 'concat' ? [scalar('concat_score_weight')] : []),
      ];
      return { ...attended(inputs, call, score_mode === 'concat'), weights };
    },
  },
  AdditiveAttention: {
    keywords: FLAGS,
    several: ({ use_scale }, inputs, call) => {
      const scale: OwnWeight = {
        name: 'scale',
        shape: [inputs[0]?.at(-1) ?? 1],
        initializer: initializerObjectSchema.parse({ class_name: 'GlorotUniform', config: {} }),
      };
      return { ...attended(inputs, call, true), weights: use_scale ? [scale] : [] };
    },
  },
  MultiHeadAttention: {
    keywords: [...FLAGS, 'query', 'value', 'key', 'attention_mask', 'value_mask', 'key_mask'],
    several: multiHead,
  },
};

function scalar(name: string): OwnWeight {
  return { name, shape: [], initializer: { class_name: 'Ones', config: {} } };
}

/** [query, value] or [query, value, key], sequences of vectors; `adds` where each pair of steps makes a vector before its score. */
function attended(inputs: readonly Shape[], { values }: CallKeywords, adds: boolean): LayerOutline {
  const [query, value, key = value] = inputs;
  if (!query || !value || !key || inputs.length > 3)
    throw new LayerFault(`attention takes a query, a value and perhaps a key, and gets ${inputs.length} inputs`);
  const [features, width] = [query.at(-1), value.at(-1)];
  const odd = [query, value, key].find((shape) => shape.length !== 2);
  if (odd) throw new LayerFault(`attention takes sequences of vectors, and gets ${kerasShape(odd)}`);
  if (key.at(-1) !== features || key[0] !== value[0] || width === undefined) {
    throw new LayerFault(
      `a query of ${kerasShape(query)}, a key of ${kerasShape(key)} and a value of ${kerasShape(value)} do not go together`,
    );
  }
  const scores = [query[0] ?? 0, value[0] ?? 0];
  return {
    outputShape: [query[0] ?? 0, width],
    inside: sizeOf(scores) * (adds ? (features ?? 1) + 1 : 1),
    ...(values.return_attention_scores === true ? { moreOutputs: [scores] } : {}),
  };
}

function multiHead(
  config: LayerConfigs['MultiHeadAttention'],
  inputs: readonly Shape[],
  { keywords, values }: CallKeywords,
): LayerOutline {
  const { query, value, key = value } = attentionInputs(inputs, keywords);
  if (!query || !value || !key) throw new LayerFault('MultiHeadAttention takes a query, a value and perhaps a key');
  if (query.length < 2) throw new LayerFault(`a query must be a sequence of vectors, and is ${kerasShape(query)}`);
  if (value.length !== query.length || value.slice(0, -1).join() !== key.slice(0, -1).join()) {
    throw new LayerFault(
      `a query of ${kerasShape(query)}, a value of ${kerasShape(value)} and a key of ${kerasShape(key)} do not go together`,
    );
  }
  const axes = attentionAxes(config.attention_axes, query.length + 1);
  const wrong = axes.find((axis) => axis < 1 || axis >= query.length);
  if (wrong !== undefined) throw new LayerFault(`axis ${wrong} cannot be attended over`, 'attention_axes');
  const apart = query.slice(0, -1).some((size, place) => !axes.includes(place + 1) && size !== value[place]);
  if (apart) throw new LayerFault('query and value differ along an axis that is not attended over', 'attention_axes');
  if (config.sliding_window !== null && query.length !== 2)
    throw new LayerFault('a sliding window needs sequences of vectors', 'sliding_window');
  const { num_heads: heads, key_dim, value_dim } = config;
  const width = value_dim ?? key_dim;
  const made = config.output_shape === null ? [query.at(-1) ?? 0] : [config.output_shape].flat();
  const weights = [
    ...dense(config, 'query', [query.at(-1) ?? 0], [heads, key_dim]),
    ...dense(config, 'key', [key.at(-1) ?? 0], [heads, key_dim]),
    ...(config.use_gate ? dense(config, 'gate', [query.at(-1) ?? 0], [heads, width]) : []),
    ...dense(config, 'value', [value.at(-1) ?? 0], [heads, width]),
    ...dense(config, 'attention_output', [heads, width], made),
  ];
  const along = (shape: Shape) => axes.map((axis) => shape[axis - 1] ?? 0);
  const between = query.slice(0, -1).filter((_, place) => !axes.includes(place + 1));
  const scores = [...between, heads, ...along(query), ...along(value)];
  return {
    outputShape: [...query.slice(0, -1), ...made],
    inside: sizeOf(scores),
    ...(values.return_attention_scores === true ? { moreOutputs: [scores] } : {}),
    weights,
  };
}

/** An EinsumDense of Keras. */
function dense(config: LayerConfigs['MultiHeadAttention'], name: string, from: Shape, to: Shape): OwnWeight[] {
  const kernel: OwnWeight = {
    name: `${name}/kernel`,
    shape: [...from, ...to],
    initializer: overAxes(config.kernel_initializer, from.length, to.length),
    regularizer: config.kernel_regularizer,
    constraint: config.kernel_constraint,
  };
  const bias: OwnWeight = {
    name: `${name}/bias`,
    shape: to,
    initializer: config.bias_initializer,
    regularizer: config.bias_regularizer,
    constraint: config.bias_constraint,
  };
  return config.use_bias ? [kernel, bias] : [kernel];
}

/** EinsumDense tells its initializer which axes it sums over, and which it makes (keras/src/layers/core/einsum_dense.py). */
function overAxes(initializer: Initializer, from: number, to: number): Initializer {
  const { class_name, config } = initializer;
  if (!('input_axes' in config) || config.input_axes) return initializer;
  const axes = Array.from({ length: from + to }, (_, axis) => axis);
  return initializerObjectSchema.parse({
    class_name,
    config: { ...config, input_axes: axes.slice(0, from), output_axes: axes.slice(from) },
  });
}
