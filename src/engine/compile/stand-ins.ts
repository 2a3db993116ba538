import * as tf from '@tensorflow/tfjs-core';
import { slotPlans, type Trainee } from '../training/train-step.js';
import type { LoopSettings, ResidentRows } from './loop-body.js';

/** Tensors that stand for the values of a step while it is recorded. */
export function withStandIns<Result>(
  trainee: Trainee,
  { rows, batchSize }: LoopSettings,
  use: (stand: ReturnType<typeof standIns>) => Result,
): Result {
  const stand = standIns(trainee, rows, batchSize);
  try {
    return use(stand);
  } finally {
    const { weights, slots, batch, learningRate, step, randomKey, rowWeight } = stand;
    tf.dispose([...weights, ...slots.flat(), batch.input, batch.targets, ...rowWeight, learningRate, step, randomKey]);
  }
}

function standIns(trainee: Trainee, rows: ResidentRows, batchSize: number) {
  const weight = rows.weights && tf.zeros([batchSize]);
  return {
    weights: trainee.weights.map(({ shape }) => tf.zeros([...shape])),
    slots: slotPlans(trainee).map((slots) => slots.map(({ shape }) => tf.zeros([...shape]))),
    batch: {
      input: tf.zeros([batchSize, ...trainee.plan.inputShape]),
      targets: tf.zeros([batchSize, ...rows.targetShape]),
      weight,
    },
    rowWeight: weight ? [weight] : [],
    learningRate: tf.scalar(0),
    step: tf.scalar(1),
    randomKey: tf.tensor1d([0, 0], 'int32'),
  };
}
