import type { Optimizer } from '../../keras-format/optimizers.js';
import { attribute, DATA_TYPE, type Graph, type Ref } from './graph.js';
import type { Loop } from './loop.js';

/** What a fused update works on inside a loop: handles of variables, and values. */
export interface FusedUpdateInputs {
  readonly weight: Ref;
  readonly slots: readonly Ref[];
  readonly gradient: Ref;
  readonly learningRate: Ref;
  /** Number of the update, from 1, a float32 scalar. */
  readonly step: Ref;
  /** What must have run before a variable may change. */
  readonly after: readonly Ref[];
}

/** Adds the one operation that updates a weight and its slots in place, and gives its node. */
export type FusedUpdate = (inputs: FusedUpdateInputs) => Ref;

const FLOAT32 = attribute.type(DATA_TYPE.float32);

/**
 * TensorFlow's own in-place updates, where they are Keras's rule to the letter; undefined for the others, which are recorded from
 * their formulas.
 */
export function fusedUpdate(graph: Graph, loop: Loop, optimizer: Optimizer): FusedUpdate | undefined {
  const constant = (value: number) => loop.invariant(graph.float32Scalar(value), DATA_TYPE.float32);
  const apply = (
    operation: string,
    inputs: readonly Ref[],
    after: readonly Ref[],
    options: Record<string, boolean> = {},
  ) => {
    const flags = Object.entries({ use_locking: false, ...options }).map(([key, value]) => [
      key,
      attribute.boolean(value),
    ]);
    return graph.add(operation, inputs, { T: FLOAT32, ...Object.fromEntries(flags) }, { after });
  };
  if (optimizer.class_name === 'SGD') {
    const { momentum, nesterov } = optimizer.config;
    return ({ weight, slots, gradient, learningRate, after }) =>
      momentum === 0
        ? apply('ResourceApplyGradientDescent', [weight, learningRate, gradient], after)
        : apply('ResourceApplyKerasMomentum', [weight, ...slots, learningRate, gradient, constant(momentum)], after, {
            use_nesterov: nesterov,
          });
  }
  if (optimizer.class_name === 'Adam') {
    const { beta_1, beta_2, epsilon, amsgrad } = optimizer.config;
    const powers = new Map<string, Ref[]>();
    const powersOf = (step: Ref): Ref[] => {
      const known = powers.get(step);
      if (known) return known;
      const made = [beta_1, beta_2].map((beta) => graph.add('Pow', [constant(beta), step], { T: FLOAT32 }));
      powers.set(step, made);
      return made;
    };
    const operation = amsgrad ? 'ResourceApplyAdamWithAmsgrad' : 'ResourceApplyAdam';
    const settings = () => [constant(beta_1), constant(beta_2), constant(epsilon)];
    return ({ weight, slots, gradient, learningRate, step, after }) =>
      apply(operation, [weight, ...slots, ...powersOf(step), learningRate, ...settings(), gradient], after);
  }
  return undefined;
}
