import * as tf from '@tensorflow/tfjs-core';
import { forward } from '../network.js';
import { type NetworkPlan, sizeOf } from '../plan/network-plan.js';
import { weightPenalty } from '../regularizers.js';

/** What regularizers add to the loss of a batch: the weights' is the same for all, the outputs' is worked out for each. */
export class AddedLosses {
  private readonly plan: NetworkPlan;
  private readonly weights: readonly tf.Tensor[];
  /** Known beforehand where no layer adds to the loss. */
  private readonly constant: number | undefined;

  constructor(plan: NetworkPlan, values: readonly Float32Array[]) {
    this.plan = plan;
    this.weights = plan.weights.map(({ shape }, index) => tf.tensor(values[index] ?? [], [...shape]));
    const ofWeights = tf.tidy(() => [weightPenalty(plan.weights, this.weights) ?? []].flat().map(numberOf));
    const row = plan.inputs.map(({ shape }) => new Float32Array(sizeOf(shape)));
    const count = tf.tidy(() => this.pass(row, 1).length);
    this.constant = count === ofWeights.length ? (ofWeights[0] ?? 0) : undefined;
  }

  /** For rows laid out one after another for each input of the model. */
  of(inputs: readonly Float32Array[], rows: number): number {
    return this.constant ?? tf.tidy(() => this.pass(inputs, rows).reduce((sum, loss) => sum + numberOf(loss), 0));
  }

  dispose(): void {
    tf.dispose([...this.weights]);
  }

  private pass(inputs: readonly Float32Array[], rows: number): readonly tf.Tensor[] {
    const given = this.plan.inputs.map(({ shape }, index) => tf.tensor(inputs[index] ?? [], [rows, ...shape]));
    const randomKey = tf.tensor1d([0, 0], 'int32');
    return forward(this.plan, this.weights, given, { training: false, randomKey }).losses;
  }
}

function numberOf(loss: tf.Tensor): number {
  return loss.dataSync()[0] ?? Number.NaN;
}
