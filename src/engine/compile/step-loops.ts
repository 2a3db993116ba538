import * as tf from '@tensorflow/tfjs-core';
import type { Batch } from '../training/objective.js';
import { evaluateStep, stepGradients, type Trainee } from '../training/train-step.js';
import { emit } from './emit.js';
import { attribute, DATA_TYPE, type Graph, type Ref } from './graph.js';
import { Loop } from './loop.js';
import { type CallInputs, LoopBody, type LoopSettings, type StateHandles } from './loop-body.js';
import { record } from './recorder.js';
import { withStandIns } from './stand-ins.js';
import { addUpdates, type Given } from './updates.js';
import type { Variable } from './variables.js';

/** What a loop ends with: its sums, and the number of the batch before which it ended. */
export interface LoopEnd {
  readonly sums: Ref;
  readonly reached: Ref;
}

/** Writes the loop over training steps into a graph. */
export function addTrainLoop(
  graph: Graph,
  trainee: Trainee,
  state: StateHandles,
  call: CallInputs,
  settings: LoopSettings,
): LoopEnd {
  const loop = openLoop(graph, call, settings);
  const body = new LoopBody(graph, loop, trainee, settings);
  const values = state.weights.map((variable) => body.read(variable));
  const { randomKey, ...counters } = body.counters(call);
  const batch = body.batch(call);
  return withStandIns(trainee, settings, (stand) => {
    let kept: number[] = [];
    let looked: (readonly Omit<Given, 'ref'>[] | undefined)[] = [];
    const trace = record(
      [...stand.weights, ...stand.batch.inputs, ...stand.batch.targets, ...stand.rowWeight, stand.randomKey],
      () => {
        const inputs = { batch: withFloatTargets(stand.batch), randomKey: stand.randomKey };
        const { gradients, sums, updates } = stepGradients(trainee, stand, inputs);
        kept = [...updates.keys()];
        const parts = gradients.map(({ rows }) => rows && [rows.ids, rows.rows]);
        looked = parts.map((pair) => pair?.map(({ shape, dtype }) => ({ shape, dtype })));
        return [sums, ...updates.values(), ...gradients.map(({ sum }) => sum), ...parts.flatMap((pair) => pair ?? [])];
      },
    );
    const [sums = '', ...computed] = emit(graph, trace, { ...body.target, inputs: [...values, ...batch, randomKey] });
    const rowRefs = computed.slice(kept.length + looked.length);
    const gradients = looked.map((pair, index) => ({
      sum: computed[kept.length + index] ?? '',
      rows: pair?.map((each) => ({ ...each, ref: rowRefs.shift() ?? '' })),
    }));
    // Variables change only after everything that read them has been computed, so that the change can be in place.
    const gate = graph.add(
      'NoOp',
      [],
      {},
      { name: `${settings.name}/computed`, after: [sums, ...computed, ...values] },
    );
    const updates = addUpdates(graph, { trainee, state, body, values, gradients, ...counters, after: gate });
    const assigned = kept.flatMap((position, index) => {
      const weight = state.weights[position];
      return weight ? [body.assign(weight, computed[index] ?? '', gate)] : [];
    });
    loop.close(sums, [...updates, ...assigned]);
    return { sums: loop.result, reached: loop.reached };
  });
}

/** Writes the loop over batches that are only measured into a graph. */
export function addEvaluateLoop(
  graph: Graph,
  trainee: Trainee,
  weights: readonly Variable[],
  call: CallInputs,
  settings: LoopSettings,
): LoopEnd {
  const loop = openLoop(graph, call, settings);
  const body = new LoopBody(graph, loop, trainee, settings);
  const values = weights.map((variable) => body.read(variable));
  const batch = body.batch(call);
  return withStandIns(trainee, settings, (stand) => {
    const trace = record([...stand.weights, ...stand.batch.inputs, ...stand.batch.targets, ...stand.rowWeight], () => [
      evaluateStep(trainee, stand.weights, withFloatTargets(stand.batch), tf.tensor1d([0, 0], 'int32')),
    ]);
    const [sums = ''] = emit(graph, trace, { ...body.target, inputs: [...values, ...batch] });
    loop.close(sums, []);
    return { sums: loop.result, reached: loop.reached };
  });
}

function withFloatTargets(batch: Batch): Batch {
  return { ...batch, targets: batch.targets.map((target) => tf.cast(target, 'float32')) };
}

/** The sums enter and leave as pairs of int32, since tfjs-node has no float64 on its side. */
function openLoop(graph: Graph, { start, end, sums }: CallInputs, { name, endsNotFinite }: LoopSettings): Loop {
  const bits = { T: attribute.type(DATA_TYPE.int32), type: attribute.type(DATA_TYPE.float64) };
  return new Loop(graph, name, { start, end, sums: graph.add('Bitcast', [sums], bits), endsNotFinite });
}
