import * as tf from '@tensorflow/tfjs-core';
import {
  applyGradients,
  evaluateStep,
  slotPlans,
  stepGradients,
  type Trainee,
  trainablePositions,
} from '../training/train-step.js';
import { emit } from './emit.js';
import { fusedUpdate } from './fused-updates.js';
import { attribute, DATA_TYPE, type DataType, type Graph, type Ref } from './graph.js';
import { Loop } from './loop.js';
import { record } from './recorder.js';
import type { RowVariable, Variable } from './variables.js';

/** The rows that a loop reads: in session variables, as they are stored. */
export interface ResidentRows {
  readonly inputs: RowVariable;
  readonly targets: RowVariable;
  readonly weights: RowVariable | undefined;
  /** Multiplies every input. */
  readonly scale: number | undefined;
  readonly targetShape: readonly number[];
}

/** Values that are given at each call of a loop, the same in every iteration. */
export interface CallInputs {
  /** Row numbers in the order of the epoch (int32 vector). */
  readonly order: Ref;
  /** First batch, and the one after the last (int32 scalars). */
  readonly start: Ref;
  readonly end: Ref;
  /** Steps that the job had made before the first batch (int32 scalar). */
  readonly stepsBefore: Ref;
  readonly seed: Ref;
  readonly learningRate: Ref;
  /** What earlier calls have added up to: float64 numbers as pairs of int32. */
  readonly sums: Ref;
}

export interface LoopSettings {
  readonly name: string;
  readonly rows: ResidentRows;
  readonly batchSize: number;
  /** Place in the order where the loop's first batch (number 0) begins. */
  readonly offset: number;
}

export interface StateHandles {
  /** In the order of the network's weights. */
  readonly weights: readonly Variable[];
  /** For each trainable weight its slots. */
  readonly slots: readonly (readonly Variable[])[];
}

const FLOAT32 = attribute.type(DATA_TYPE.float32);
const INT32 = attribute.type(DATA_TYPE.int32);

/** Writes the loop over training steps into a graph and gives the sums that it ends with. */
export function addTrainLoop(
  graph: Graph,
  trainee: Trainee,
  state: StateHandles,
  call: CallInputs,
  settings: LoopSettings,
): Ref {
  const loop = openLoop(graph, call, settings);
  const body = new LoopBody(graph, loop, trainee, settings);
  const handles = [...state.weights, ...state.slots.flat()].map((variable) => body.handle(variable));
  const values = handles.map((handle) => body.read(handle));
  const { step, randomKey } = body.counters(call);
  const learningRate = loop.invariant(call.learningRate, DATA_TYPE.float32);
  const batch = body.batch(call.order);

  return withPlaceholders(trainee, settings, (stand) => {
    const inputs = {
      batch: stand.batch,
      learningRate: stand.learningRate,
      step: stand.step,
      randomKey: stand.randomKey,
    };
    const weightCount = trainee.weights.length;
    const gradientTrace = record(
      [...stand.weights, stand.batch.input, stand.batch.targets, ...stand.rowWeight, stand.randomKey],
      () => {
        const { gradients, sums } = stepGradients(trainee, stand, inputs);
        return [sums, ...gradients];
      },
    );
    const [sums = '', ...gradients] = emit(graph, gradientTrace, {
      ...body.target,
      inputs: [...values.slice(0, weightCount), ...batch, randomKey],
    });
    // Variables change only after everything that read them has been computed, so that the change can be in place.
    const barrier = graph.add(
      'NoOp',
      [],
      {},
      { name: `${settings.name}/gradients_done`, after: [sums, ...gradients, ...values] },
    );
    const trainable = trainablePositions(trainee.weights);
    const slotHandles = groupedLike(state.slots, handles.slice(weightCount));
    const fused = fusedUpdate(graph, loop, trainee.optimizer);
    const updates = fused
      ? gradients.map((gradient, index) =>
          fused({
            weight: handles[trainable[index] ?? -1] ?? '',
            slots: slotHandles[index] ?? [],
            gradient,
            learningRate,
            step,
            after: [barrier],
          }),
        )
      : recordedUpdates();
    loop.close(sums, updates);
    return loop.result;

    function recordedUpdates(): Ref[] {
      const zeros = trainable.map((position) => tf.zerosLike(at(stand.weights, position)));
      const trace = record([...stand.weights, ...stand.slots.flat(), ...zeros, stand.learningRate, stand.step], () => {
        const next = applyGradients(trainee, stand, zeros, inputs);
        return [...trainable.map((position) => at(next.weights, position)), ...next.slots.flat()];
      });
      tf.dispose(zeros);
      const updated = emit(graph, trace, { ...body.target, inputs: [...values, ...gradients, learningRate, step] });
      const changed = [...trainable.map((position) => handles[position] ?? ''), ...slotHandles.flat()];
      // No variable may change before all new values are there: they are made from the old ones.
      const computed = graph.add(
        'NoOp',
        [],
        {},
        { name: `${settings.name}/updates_done`, after: [barrier, ...updated] },
      );
      return changed.map((handle, index) =>
        graph.add('AssignVariableOp', [handle, updated[index] ?? ''], { dtype: FLOAT32 }, { after: [computed] }),
      );
    }
  });
}

/** Writes the loop over batches that are only measured into a graph and gives the sums that it ends with. */
export function addEvaluateLoop(
  graph: Graph,
  trainee: Trainee,
  weights: readonly Variable[],
  call: CallInputs,
  settings: LoopSettings,
): Ref {
  const loop = openLoop(graph, call, settings);
  const body = new LoopBody(graph, loop, trainee, settings);
  const values = weights.map((variable) => body.read(body.handle(variable)));
  const batch = body.batch(call.order);
  return withPlaceholders(trainee, settings, (stand) => {
    const trace = record([...stand.weights, stand.batch.input, stand.batch.targets, ...stand.rowWeight], () => [
      evaluateStep(trainee, stand.weights, stand.batch, tf.tensor1d([0, 0], 'int32')),
    ]);
    const [sums = ''] = emit(graph, trace, { ...body.target, inputs: [...values, ...batch] });
    loop.close(sums, []);
    return loop.result;
  });
}

/** The sums enter and leave as pairs of int32, since tfjs-node has no float64 on its side. */
function openLoop(graph: Graph, { start, end, sums }: CallInputs, { name }: LoopSettings): Loop {
  const bits = { T: INT32, type: attribute.type(DATA_TYPE.float64) };
  return new Loop(graph, name, { start, end, sums: graph.add('Bitcast', [sums], bits) });
}

/** What the two kinds of loop have in common inside: batches, counters and variables. */
class LoopBody {
  readonly target: { bring(ref: Ref, type: DataType): Ref; anchor: Ref };
  private readonly graph: Graph;
  private readonly loop: Loop;
  private readonly trainee: Trainee;
  private readonly settings: LoopSettings;

  constructor(graph: Graph, loop: Loop, trainee: Trainee, settings: LoopSettings) {
    this.graph = graph;
    this.loop = loop;
    this.trainee = trainee;
    this.settings = settings;
    this.target = { bring: (ref, type) => loop.invariant(ref, type), anchor: loop.index };
  }

  handle(variable: Variable): Ref {
    return this.loop.invariant(variable.handle, DATA_TYPE.resource);
  }

  read(handle: Ref): Ref {
    return this.graph.add('ReadVariableOp', [handle], { dtype: FLOAT32 }, { after: [this.loop.index] });
  }

  /** Number of the update from 1 (float32), and the key of random masks: seed and steps made before (int32). */
  counters({ start, stepsBefore, seed }: CallInputs): { step: Ref; randomKey: Ref } {
    const { graph } = this;
    const done = graph.add('Sub', [this.loop.index, this.outer(start)], { T: INT32 });
    const global = graph.add('AddV2', [done, this.outer(stepsBefore)], { T: INT32 });
    const number = graph.add('AddV2', [global, this.outer(graph.int32Scalar(1))], { T: INT32 });
    const step = graph.add('Cast', [number], { SrcT: INT32, DstT: FLOAT32 });
    const pair = { T: INT32, N: attribute.integer(2), axis: attribute.integer(0) };
    return { step, randomKey: graph.add('Pack', [this.outer(seed), global], pair) };
  }

  /** The batch's inputs, targets and (where rows have one) weights, gathered, scaled and laid out. */
  batch(order: Ref): Ref[] {
    const { graph, settings } = this;
    const { rows, batchSize, offset } = settings;
    const first = graph.add('Mul', [this.loop.index, this.outer(graph.int32Scalar(batchSize))], { T: INT32 });
    const from = graph.add('AddV2', [first, this.outer(graph.int32Scalar(offset))], { T: INT32 });
    const begin = graph.add('Reshape', [from, this.outer(graph.int32(1))], { T: INT32, Tshape: INT32 });
    const chosen = graph.add('Slice', [this.outer(order), begin, this.outer(graph.int32(batchSize))], {
      T: INT32,
      Index: INT32,
    });
    const input = this.gather(rows.inputs, chosen);
    const factor =
      rows.scale === undefined ? undefined : this.loop.invariant(graph.float32Scalar(rows.scale), DATA_TYPE.float32);
    const scaled = factor === undefined ? input : graph.add('Mul', [input, factor], { T: FLOAT32 });
    return [
      this.layOut(scaled, [batchSize, ...this.trainee.plan.inputShape]),
      this.layOut(this.gather(rows.targets, chosen), [batchSize, ...rows.targetShape]),
      ...(rows.weights ? [this.layOut(this.gather(rows.weights, chosen), [batchSize])] : []),
    ];
  }

  private gather({ variable }: RowVariable, chosen: Ref): Ref {
    const stored = { dtype: attribute.type(variable.type), Tindices: INT32 };
    const taken = this.graph.add('ResourceGather', [this.handle(variable), chosen], stored);
    if (variable.type === DATA_TYPE.float32) return taken;
    return this.graph.add('Cast', [taken], { SrcT: attribute.type(variable.type), DstT: FLOAT32 });
  }

  private layOut(values: Ref, shape: readonly number[]): Ref {
    return this.graph.add('Reshape', [values, this.outer(this.graph.int32(...shape))], { T: FLOAT32, Tshape: INT32 });
  }

  private outer(ref: Ref): Ref {
    return this.loop.invariant(ref, DATA_TYPE.int32);
  }
}

/** Tensors that stand for the values of a step while it is recorded. */
function withPlaceholders<Result>(
  trainee: Trainee,
  { rows, batchSize }: LoopSettings,
  use: (stand: ReturnType<typeof placeholders>) => Result,
): Result {
  const stand = placeholders(trainee, rows, batchSize);
  try {
    return use(stand);
  } finally {
    const { weights, slots, batch, learningRate, step, randomKey, rowWeight } = stand;
    tf.dispose([...weights, ...slots.flat(), batch.input, batch.targets, ...rowWeight, learningRate, step, randomKey]);
  }
}

function placeholders(trainee: Trainee, rows: ResidentRows, batchSize: number) {
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

function groupedLike(groups: readonly (readonly unknown[])[], flat: readonly Ref[]): Ref[][] {
  let taken = 0;
  return groups.map((group) => group.map(() => flat[taken++] ?? ''));
}

function at(tensors: readonly tf.Tensor[], position: number): tf.Tensor {
  const tensor = tensors[position];
  if (!tensor) throw new Error(`there is no tensor ${position}`);
  return tensor;
}
