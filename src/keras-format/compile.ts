import { z } from 'zod';
import { toPointer } from '../errors.js';
import { boundedRecord } from './bounded-record.js';
import { type CROSSENTROPY, type Loss, lossSchema, type PostedLoss, resolveLoss } from './losses.js';
import { metricSchema, type PostedMetric, type ResolvedMetric, resolveMetric } from './metric-names.js';
import { optimizerSchema } from './optimizers.js';

const MAX_METRICS = 50;
const MAX_OUTPUTS = 100;
const outputName = z.string().min(1).max(200);

/** One for all outputs, or one for each: as a list in the model's order, or by the outputs' names. */
const lossesSchema = z.union([
  lossSchema,
  z.array(lossSchema.nullable()).min(1).max(MAX_OUTPUTS),
  // With a class_name and a config it is meant for one loss, not for outputs of these names.
  boundedRecord(outputName, lossSchema.nullable(), MAX_OUTPUTS).refine(
    (losses) => !('class_name' in losses && 'config' in losses),
    { path: ['config'], error: 'must be an object' },
  ),
]);
const ofOutputSchema = z.union([metricSchema, z.array(metricSchema).max(MAX_METRICS)]);
const metricsSchema = z.union([
  z.array(ofOutputSchema.nullable()).max(MAX_METRICS),
  boundedRecord(outputName, ofOutputSchema.nullable(), MAX_OUTPUTS),
]);
const lossWeightsSchema = z
  .union([z.number(), z.array(z.number()).min(1).max(MAX_OUTPUTS), boundedRecord(outputName, z.number(), MAX_OUTPUTS)])
  .nullable();

/** What Keras's `compile` takes. An optimizer that is left out is `rmsprop`, as in Keras. */
export const compileSchema = z
  .strictObject({
    optimizer: optimizerSchema.default('rmsprop'),
    loss: lossesSchema,
    metrics: metricsSchema.default([]),
    weighted_metrics: metricsSchema.optional(),
    loss_weights: lossWeightsSchema.optional(),
  })
  .meta({
    id: 'Compile',
    description: "What Keras's compile takes",
    examples: [{ optimizer: 'adam', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] }],
  });
export type Compile = z.infer<typeof compileSchema>;

/** The loss of one output: its weight in the sum, and where it stands in the compile. */
export interface CompiledLoss {
  readonly output: number;
  /** Its key in the history where several outputs have a loss. */
  readonly key: string;
  readonly loss: Loss | typeof CROSSENTROPY;
  readonly weight: number;
  readonly pointer: string;
}

/** A metric of one output: its key in the history, whether sample weights count in it, and where it stands in the compile. */
export interface CompiledMetric extends ResolvedMetric {
  readonly output: number;
  readonly key: string;
  readonly weighted: boolean;
  readonly pointer: string;
}

/** Something of a compile that does not go with the model's outputs. */
export class CompileFault extends Error {
  override readonly name = 'CompileFault';
  readonly pointer: string;

  constructor(pointer: string, detail: string) {
    super(detail);
    this.pointer = pointer;
  }
}

/** The losses in the order of the outputs; an output without one is left out. @throws {CompileFault} */
export function compiledLosses({ loss, loss_weights }: Compile, outputs: readonly string[]): CompiledLoss[] {
  const losses = isSingle(loss)
    ? outputs.map((_, output) => ({ output, given: loss, pointer: '/loss' }))
    : perOutput(loss, outputs, '/loss');
  const weights = weightsFor(loss_weights ?? null, outputs);
  const compiled = losses.flatMap(({ output, given, pointer }) =>
    given === null
      ? []
      : [{ output, key: `${outputs[output]}_loss`, loss: resolveLoss(given), weight: weights[output] ?? 1, pointer }],
  );
  if (compiled.length === 0) throw new CompileFault('/loss', 'at least one output needs a loss');
  return compiled;
}

function weightsFor(given: (Compile['loss_weights'] & {}) | null, outputs: readonly string[]): readonly number[] {
  if (given === null) return [];
  if (typeof given === 'number') {
    if (outputs.length > 1) throw new CompileFault('/loss_weights', 'several outputs need a weight each');
    return [given];
  }
  const weights: number[] = [];
  for (const { output, given: weight } of perOutput(given, outputs, '/loss_weights')) weights[output] = weight;
  return weights;
}

/**
 * The metrics in the order of the history. A weighted metric whose key is taken is called `weighted_` and its name; with several
 * outputs the output's name comes before it (keras/src/trainers/compile_utils.py).
 * @throws {CompileFault}
 */
export function compiledMetrics(compile: Compile, outputs: readonly string[]): CompiledMetric[] {
  const prefix = (output: number) => (outputs.length > 1 ? `${outputs[output]}_` : '');
  const plain = listed(compile.metrics, outputs, '/metrics').map((one) => ({
    ...one,
    weighted: false,
    key: prefix(one.output) + one.name,
  }));
  const taken = new Set(plain.map(({ key }) => key));
  const weighted = listed(compile.weighted_metrics ?? [], outputs, '/weighted_metrics').map((one) => {
    const key = prefix(one.output) + one.name;
    return { ...one, weighted: true, key: taken.has(key) ? `${prefix(one.output)}weighted_${one.name}` : key };
  });
  return [...plain, ...weighted];
}

function listed(given: Compile['metrics'], outputs: readonly string[], pointer: string) {
  const isFlat = Array.isArray(given) && outputs.length === 1;
  const groups = isFlat ? [{ output: 0, given: given, pointer }] : perOutput(given, outputs, pointer);
  return groups.flatMap(({ output, given: group, pointer: at }) =>
    flatten(group, at).map(({ metric, pointer: where }) => ({ output, pointer: where, ...resolveMetric(metric) })),
  );
}

type Group = PostedMetric | null | readonly Group[];

function flatten(group: Group, pointer: string): { metric: PostedMetric; pointer: string }[] {
  if (group === null) return [];
  if (isMetric(group)) return [{ metric: group, pointer }];
  return group.flatMap((inner, index) => flatten(inner, `${pointer}/${index}`));
}

function isMetric(group: PostedMetric | readonly Group[]): group is PostedMetric {
  return !Array.isArray(group);
}

function isSingle(loss: Compile['loss']): loss is PostedLoss {
  return typeof loss === 'string' || ('class_name' in loss && 'config' in loss && typeof loss.class_name === 'string');
}

/** What a list (in the order of the outputs) or an object (by their names) says of each output. */
function perOutput<Value>(
  given: readonly Value[] | Readonly<Record<string, Value>>,
  outputs: readonly string[],
  pointer: string,
): { output: number; given: Value; pointer: string }[] {
  if (isList(given)) {
    if (given.length === 0) return [];
    if (given.length !== outputs.length)
      throw new CompileFault(
        pointer,
        `has ${given.length} entries, and the model ${outputs.length} outputs: ${outputs.join(', ')}`,
      );
    return given.map((value, output) => ({ output, given: value, pointer: `${pointer}/${output}` }));
  }
  return Object.entries(given).map(([name, value]) => {
    const output = outputs.indexOf(name);
    const at = toPointer([name], pointer);
    if (output === -1) throw new CompileFault(at, `the model has no such output; it has ${outputs.join(', ')}`);
    return { output, given: value, pointer: at };
  });
}

function isList<Value>(given: readonly Value[] | Readonly<Record<string, Value>>): given is readonly Value[] {
  return Array.isArray(given);
}
