import * as tf from '@tensorflow/tfjs-core';
import { inputShapesOf } from '../plan/network-plan.js';
import { slotPlans, type Trainee } from '../training/train-step.js';
import { type LoopSettings, type ResidentRows, staysWhole } from './loop-body.js';

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
    const ofBatch = [...batch.inputs, ...batch.targets, ...rowWeight];
    tf.dispose([...weights, ...slots.flat(), ...ofBatch, learningRate, step, randomKey]);
  }
}

function standIns(trainee: Trainee, rows: ResidentRows, batchSize: number) {
  const weight = rows.weights && tf.zeros([batchSize]);
  return {
    weights: trainee.weights.map(({ shape }) => tf.zeros([...shape])),
    slots: slotPlans(trainee).map((slots) => slots.map(({ shape }) => tf.zeros([...shape]))),
    batch: {
      inputs: inputShapesOf(trainee.plan).map((shape) => tf.zeros([batchSize, ...shape])),
      targets: rows.targetShapes.map((shape, index) => {
        const target = rows.targets[index];
        return tf.zeros([batchSize, ...shape], target && staysWhole(target) ? 'int32' : 'float32');
      }),
      weight,
    },
    rowWeight: weight ? [weight] : [],
    learningRate: tf.scalar(0),
    step: tf.scalar(1),
    randomKey: tf.tensor1d([0, 0], 'int32'),
  };
}
