import type { Constraint } from '../../keras-format/constraints.js';
import type { Initializer } from '../../keras-format/initializers.js';
import type { Layer } from '../../keras-format/layers/layers.js';
import type { Regularizer } from '../../keras-format/regularizers.js';

/** Sizes of one row: the batch dimension is left out. */
export type Shape = readonly number[];

/** One weight of a layer, as it will be made. */
export interface WeightPlan {
  /** Keras's path, such as `dense/kernel`. */
  readonly name: string;
  readonly shape: Shape;
  readonly initializer: Initializer;
  /** Places whose first values are 1 whatever the initializer says (an LSTM's forget gate begins open). */
  readonly ones?: { readonly from: number; readonly to: number };
  readonly trainable: boolean;
  /** What its numbers add to the loss. */
  readonly regularizer?: Regularizer | null;
  /** What each update brings it back to. */
  readonly constraint?: Constraint | null;
}

/** An output of a layer: the layer's position in the plan, and which of its outputs. */
export interface OutputRef {
  readonly position: number;
  readonly output: number;
}

/** One call of a layer with its shapes worked out. A layer that is called several times stands here as often, with the same weights. */
export interface LayerPlan {
  /** The layer's path: its name, below the names of the models it is nested in. */
  readonly name: string;
  readonly layer: Layer;
  /** Path of the model that it stands in; the outermost has none. */
  readonly model: string;
  /** The calls of models that begin with this layer: the model that each is called in, and its input where it has one alone. */
  readonly enters: readonly { readonly model: string; readonly input: OutputRef }[];
  /** Whether its weights train: it and every model that it stands in say so. */
  readonly trainable: boolean;
  /** Where its inputs come from; none for a layer that the data goes into. */
  readonly inputs: readonly OutputRef[];
  /** The keyword of each input in Keras's call (`key`, `initial_state`), where it has one. */
  readonly keywords: readonly (string | undefined)[];
  /** Keywords of Keras's call that are plain values (`training`, `use_causal_mask`). */
  readonly values: Readonly<Record<string, boolean | number | string>>;
  /** Shape of the first output. */
  readonly outputShape: Shape;
  /** Shapes of all outputs. */
  readonly outputShapes: readonly Shape[];
  /** Numbers that it makes of a row on the way there and holds on to. */
  readonly inside: number;
  readonly weights: readonly WeightPlan[];
  /** The network of the model that a TimeDistributed takes through time; its weights are the layer's. */
  readonly within?: NetworkPlan | undefined;
  /** Position of the first of its weights among the network's. */
  readonly firstWeight: number;
}

/** An input or output of the model as a whole, by Keras's name for it. */
export interface ModelPort {
  readonly name: string;
  readonly ref: OutputRef;
  readonly shape: Shape;
}

/** A network worked out symbolically: no tensor is made and no TensorFlow is needed for it. */
export interface NetworkPlan {
  /** Calls of layers, each after those whose outputs it takes. */
  readonly layers: readonly LayerPlan[];
  /** All weights in Keras's order. */
  readonly weights: readonly WeightPlan[];
  /** Nested models by path, for the summary. */
  readonly models: ReadonlyMap<string, { readonly outputShape: Shape }>;
  /** What the data goes into, in the order of the model's inputs. */
  readonly inputs: readonly ModelPort[];
  /** What the model gives, in the order of the model's outputs. */
  readonly outputs: readonly ModelPort[];
}

/** All weights of a network in Keras's order: layer by layer. */
export function weightsOf(plan: NetworkPlan): readonly WeightPlan[] {
  return plan.weights;
}

/** Every call of a layer, those in the models that TimeDistributed takes through time behind it, as if they stood there. */
export function allCalls({ layers }: NetworkPlan): readonly LayerPlan[] {
  return layers.flatMap((call) => [
    call,
    ...(call.within ? allCalls(call.within) : []).map((inner) => ({
      ...inner,
      name: `${call.name}/${inner.name}`,
      firstWeight: call.firstWeight + inner.firstWeight,
    })),
  ]);
}

/** Shape of one row of the network's first output. */
export function outputShapeOf(plan: NetworkPlan): Shape {
  return plan.outputs[0]?.shape ?? [];
}

/** Shape of one row of the network's first input. */
export function inputShapeOf(plan: NetworkPlan): Shape {
  return plan.inputs[0]?.shape ?? [];
}

/** Shapes of one row of each input. */
export function inputShapesOf(plan: NetworkPlan): readonly Shape[] {
  return plan.inputs.map(({ shape }) => shape);
}

/** The names of the model's outputs, in their order. */
export function outputNames(plan: NetworkPlan): string[] {
  return plan.outputs.map(({ name }) => name);
}

/** Numbers that the network makes of one row, its inputs included. */
export function activationsPerRow(plan: NetworkPlan): number {
  const given = plan.inputs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  return plan.layers.reduce((sum, { outputShapes, inside }) => sum + sizesOf(outputShapes) + inside, given);
}

/** Numbers in a tensor of this shape. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Numbers in tensors of these shapes together. */
export function sizesOf(shapes: readonly Shape[]): number {
  return shapes.reduce((sum, shape) => sum + sizeOf(shape), 0);
}

/** The shape as Keras prints it, with None for the batch: `(None, 28, 28)`. */
export function kerasShape(shape: Shape): string {
  return shape.length === 0 ? '(None,)' : `(None, ${shape.join(', ')})`;
}
