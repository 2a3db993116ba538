import type { InputScaling } from '../../data/preparing/in-graph.js';
import { inputShapesOf, type Shape } from '../plan/network-plan.js';
import type { Trainee } from '../training/train-step.js';
import { attribute, DATA_TYPE, type DataType, type Graph, type Ref } from './graph.js';
import type { Loop } from './loop.js';
import type { RowVariable, Variable } from './variables.js';

/** The rows that a loop reads: in session variables, as they are stored. */
export interface ResidentRows {
  readonly inputs: readonly RowVariable[];
  readonly targets: readonly RowVariable[];
  readonly weights: RowVariable | undefined;
  /** What every input becomes. */
  readonly scaling: InputScaling;
  readonly targetShapes: readonly Shape[];
}

/** Values that are given at each call of a loop, the same in every iteration. */
export interface CallInputs {
  /** Row numbers in the order of the epoch (int32 vector). */
  readonly order: Ref;
  /** First batch, and the one after the last (int32 scalars). */
  readonly start: Ref;
  readonly end: Ref;
  /** Place in the order where the partial batch begins (int32 scalar). */
  readonly offset: Ref;
  /** Steps that the job had made before the first batch (int32 scalar). */
  readonly stepsBefore: Ref;
  readonly seed: Ref;
  /** Learning rate of each batch from the first one on (float32 vector). */
  readonly learningRates: Ref;
  /** What earlier calls have added up to: float64 numbers as pairs of int32. */
  readonly sums: Ref;
}

export interface LoopSettings {
  readonly name: string;
  readonly rows: ResidentRows;
  readonly batchSize: number;
  /** Whether it is the last batch alone, of fewer rows than the others. */
  readonly isPartial: boolean;
  /** Whether the loop ends at the first batch after which the first of the sums is NaN or infinite. */
  readonly endsNotFinite: boolean;
}

export interface StateHandles {
  /** In the order of the network's weights. */
  readonly weights: readonly Variable[];
  /** For each trainable weight its slots. */
  readonly slots: readonly (readonly Variable[])[];
  /** For each trainable weight what an in-place update needs to write to, and nobody reads. */
  readonly scratch: readonly (readonly Variable[])[];
}

const FLOAT32 = attribute.type(DATA_TYPE.float32);
const INT32 = attribute.type(DATA_TYPE.int32);

/** What the two kinds of loop have in common inside: batches, counters and variables. */
export class LoopBody {
  readonly target: { bring(ref: Ref, type: DataType): Ref; anchor: Ref };
  readonly loop: Loop;
  private readonly graph: Graph;
  private readonly trainee: Trainee;
  private readonly settings: LoopSettings;

  constructor(graph: Graph, loop: Loop, trainee: Trainee, settings: LoopSettings) {
    this.graph = graph;
    this.loop = loop;
    this.trainee = trainee;
    this.settings = settings;
    this.target = { bring: (ref, type) => loop.invariant(ref, type), anchor: loop.index };
  }

  /** The variable itself, for operations that change it. */
  handle(variable: Variable): Ref {
    return this.loop.invariant(variable.handle, DATA_TYPE.resource);
  }

  /** The variable's value as the iteration finds it, or as it is once `after` has run. */
  read(variable: Variable, after = this.loop.index): Ref {
    const dtype = attribute.type(variable.type);
    return this.graph.add('ReadVariableOp', [this.handle(variable)], { dtype }, { after: [after] });
  }

  /** Gives the variable a new value once `after` has run. */
  assign(variable: Variable, value: Ref, after: Ref): Ref {
    const dtype = attribute.type(variable.type);
    return this.graph.add('AssignVariableOp', [this.handle(variable), value], { dtype }, { after: [after] });
  }

  /**
   * Number of the update from 1 and its learning rate (float32), and the key of random masks: seed and steps made before
   * (int32).
   */
  counters({ start, stepsBefore, seed, learningRates }: CallInputs): { step: Ref; learningRate: Ref; randomKey: Ref } {
    const { graph } = this;
    // What stays the same is worked out before the loop.
    const before = graph.add('Sub', [stepsBefore, start], { T: INT32 });
    const after = graph.add('AddV2', [before, graph.int32Scalar(1)], { T: INT32 });
    const global = graph.add('AddV2', [this.loop.index, this.outer(before)], { T: INT32 });
    const number = graph.add('AddV2', [this.loop.index, this.outer(after)], { T: INT32 });
    const step = graph.add('Cast', [number], { SrcT: INT32, DstT: FLOAT32 });
    const pair = { T: INT32, N: attribute.integer(2), axis: attribute.integer(0) };
    // One empty place for each step before the first, so that the index of the loop finds its own.
    const room = graph.add('Pack', [start, graph.int32Scalar(0)], pair);
    const rooms = graph.add('Reshape', [room, graph.int32(1, 2)], { T: INT32, Tshape: INT32 });
    const byIndex = graph.add('Pad', [learningRates, rooms], { T: FLOAT32, Tpaddings: INT32 });
    const rates = this.loop.invariant(byIndex, DATA_TYPE.float32);
    const learningRate = graph.add('Gather', [rates, this.loop.index], { Tparams: FLOAT32, Tindices: INT32 });
    return { step, learningRate, randomKey: graph.add('Pack', [this.outer(seed), global], pair) };
  }

  /** The batch's inputs, targets and (where rows have one) weights, gathered, scaled and laid out. */
  batch({ order, offset }: CallInputs): Ref[] {
    const { graph, settings } = this;
    const { rows, batchSize, isPartial } = settings;
    const first = graph.add('Mul', [this.loop.index, this.outer(graph.int32Scalar(batchSize))], { T: INT32 });
    const from = isPartial ? graph.add('AddV2', [first, this.outer(offset)], { T: INT32 }) : first;
    const begin = graph.add('Reshape', [from, this.outer(graph.int32(1))], { T: INT32, Tshape: INT32 });
    const chosen = graph.add('Slice', [this.outer(order), begin, this.outer(graph.int32(batchSize))], {
      T: INT32,
      Index: INT32,
    });
    const constant = (value: number | undefined) =>
      value === undefined ? undefined : this.loop.invariant(graph.float32Scalar(value), DATA_TYPE.float32);
    const [factor, term] = [constant(rows.scaling.scale), constant(rows.scaling.offset)];
    const apply = (operation: string, input: Ref, value: Ref | undefined) =>
      value === undefined ? input : graph.add(operation, [input, value], { T: FLOAT32 });
    const scaled = (input: Ref) => apply('AddV2', apply('Mul', input, factor), term);
    const laidOut = (variables: readonly RowVariable[], shapes: readonly Shape[], change = (values: Ref) => values) =>
      variables.map((variable, index) =>
        this.layOut(change(this.gather(variable, chosen)), variable, shapes[index] ?? []),
      );
    return [
      ...laidOut(rows.inputs, inputShapesOf(this.trainee.plan), scaled),
      ...laidOut(rows.targets, rows.targetShapes),
      ...(rows.weights ? [this.layOut(this.gather(rows.weights, chosen), rows.weights, [])] : []),
    ];
  }

  private gather({ variable }: RowVariable, chosen: Ref): Ref {
    const stored = { dtype: attribute.type(variable.type), Tindices: INT32 };
    const taken = this.graph.add('ResourceGather', [this.handle(variable), chosen], stored);
    if (variable.type === DATA_TYPE.float32) return taken;
    return this.graph.add('Cast', [taken], { SrcT: attribute.type(variable.type), DstT: FLOAT32 });
  }

  /** Rows of a variable, which holds each as a vector, in their own shape. */
  private layOut(values: Ref, { variable }: RowVariable, shape: Shape): Ref {
    if (shape.join() === variable.shape.slice(1).join()) return values;
    const sizes = this.graph.int32(this.settings.batchSize, ...shape);
    return this.graph.add('Reshape', [values, this.outer(sizes)], { T: FLOAT32, Tshape: INT32 });
  }

  private outer(ref: Ref): Ref {
    return this.loop.invariant(ref, DATA_TYPE.int32);
  }
}
