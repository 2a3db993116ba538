import type { Initializer } from '../../keras-format/initializers.js';
import type { Layer } from '../../keras-format/layers.js';

/** Sizes of one row: the batch dimension is left out. */
export type Shape = readonly number[];

/** One weight of a layer, as it will be made. */
export interface WeightPlan {
  /** Keras's path, such as `dense/kernel`. */
  readonly name: string;
  readonly shape: Shape;
  readonly initializer: Initializer;
  readonly trainable: boolean;
}

/** One layer with its shapes and weights worked out; `inputs` are positions in the plan's layers. */
export interface LayerPlan {
  readonly name: string;
  readonly layer: Layer;
  readonly inputs: readonly number[];
  readonly outputShape: Shape;
  readonly weights: readonly WeightPlan[];
}

/** A network worked out symbolically: no tensor is made and no TensorFlow is needed for it. */
export interface NetworkPlan {
  /** Sizes of one row of the input. */
  readonly inputShape: Shape;
  readonly layers: readonly LayerPlan[];
  /** Positions of the layers that the data goes into, in the order of the model's inputs. */
  readonly inputs: readonly number[];
  /** Positions of the layers whose output is the model's, in the order of the model's outputs. */
  readonly outputs: readonly number[];
}

/** All weights of a network in Keras's order: layer by layer. */
export function weightsOf(plan: NetworkPlan): readonly WeightPlan[] {
  return plan.layers.flatMap((layer) => layer.weights);
}

/** Shape of one row of the network's output. */
export function outputShapeOf(plan: NetworkPlan): Shape {
  return plan.layers[plan.outputs[0] ?? -1]?.outputShape ?? [];
}

/** Numbers in a tensor of this shape. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** The shape as Keras prints it, with None for the batch: `(None, 28, 28)`. */
export function kerasShape(shape: Shape): string {
  return shape.length === 0 ? '(None,)' : `(None, ${shape.join(', ')})`;
}
