import type { InputScaling } from '../../data/preparing/in-graph.js';
import { inputShapesOf, type Shape } from '../plan/network-plan.js';
import type { Trainee } from '../training/train-step.js';
import { attribute, DATA_TYPE, type DataType, type Graph, type Ref } from './graph.js';
import type { Loop } from './loop.js';
import type { StepRefs } from './step-writer.js';
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
  /** For the same batches what `stepSizes` makes of it (float32 vector). */
  readonly stepSizes: Ref;
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

/** Attributes of two int32 scalars as a vector. */
const PAIR = { T: INT32, N: attribute.integer(2), axis: attribute.integer(0) };

/** Whether targets go into the step as int32: one whole number a row, which mostly is a class, and is asked for as one. */
export function staysWhole({ variable }: RowVariable): boolean {
  return variable.type !== DATA_TYPE.float32 && variable.shape.length === 1;
}

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
   * Number of the update from 1, its learning rate and step size (float32), and the key of random masks: seed and steps made
   * before (int32).
   */
  counters({ start, stepsBefore, seed, learningRates, stepSizes }: CallInputs): StepRefs & { randomKey: Ref } {
    const { graph } = this;
    // What stays the same is worked out before the loop.
    const before = graph.add('Sub', [stepsBefore, start], { T: INT32 });
    const after = graph.add('AddV2', [before, graph.int32Scalar(1)], { T: INT32 });
    const global = graph.add('AddV2', [this.loop.index, this.outer(before)], { T: INT32 });
    const number = graph.add('AddV2', [this.loop.index, this.outer(after)], { T: INT32 });
    const step = graph.add('Cast', [number], { SrcT: INT32, DstT: FLOAT32 });
    // Without a schedule the rate changes between epochs alone.
    const isFixed = typeof this.trainee.optimizer.config.learning_rate === 'number';
    const gathered = { Tparams: FLOAT32, Tindices: INT32 };
    const first = () => graph.add('Gather', [learningRates, graph.int32Scalar(0)], gathered);
    return {
      step,
      learningRate: isFixed ? this.loop.invariant(first(), DATA_TYPE.float32) : this.ofStep(learningRates, start),
      stepSize: this.ofStep(stepSizes, start),
      randomKey: graph.add('Pack', [this.outer(seed), global], PAIR),
    };
  }

  /** The step's own of numbers that are given for each step from the first one on. */
  private ofStep(numbers: Ref, start: Ref): Ref {
    const { graph } = this;
    // One empty place for each step before the first, so that the index of the loop finds its own.
    const room = graph.add('Pack', [start, graph.int32Scalar(0)], PAIR);
    const rooms = graph.add('Reshape', [room, graph.int32(1, 2)], { T: INT32, Tshape: INT32 });
    const byIndex = graph.add('Pad', [numbers, rooms], { T: FLOAT32, Tpaddings: INT32 });
    const inside = this.loop.invariant(byIndex, DATA_TYPE.float32);
    return graph.add('Gather', [inside, this.loop.index], { Tparams: FLOAT32, Tindices: INT32 });
  }

  /** The batch's inputs, targets and (where rows have one) weights, gathered, scaled and laid out. */
  batch(call: CallInputs): Ref[] {
    const { graph, settings } = this;
    const { rows } = settings;
    const chosen = this.chosenRows(call);
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

  /** Numbers of the batch's rows. What can be done for all batches of a call is done before the loop. */
  private chosenRows({ order, end, offset }: CallInputs): Ref {
    const { graph } = this;
    const { batchSize, isPartial } = this.settings;
    const vector = (scalar: Ref) => graph.add('Reshape', [scalar, graph.int32(1)], { T: INT32, Tshape: INT32 });
    const slice = (begin: Ref, size: Ref) => graph.add('Slice', [order, begin, size], { T: INT32, Index: INT32 });
    if (isPartial) return this.outer(slice(vector(offset), graph.int32(batchSize)));
    const needed = graph.add('Mul', [end, graph.int32Scalar(batchSize)], { T: INT32 });
    const whole = slice(graph.int32(0), vector(needed));
    const batches = graph.add('Reshape', [whole, graph.int32(-1, batchSize)], { T: INT32, Tshape: INT32 });
    return graph.add('Gather', [this.outer(batches), this.loop.index], { Tparams: INT32, Tindices: INT32 });
  }

  private gather(row: RowVariable, chosen: Ref): Ref {
    const { variable } = row;
    const stored = { dtype: attribute.type(variable.type), Tindices: INT32 };
    const taken = this.graph.add('ResourceGather', [this.handle(variable), chosen], stored);
    const type = this.typeOf(row);
    if (variable.type === type) return taken;
    return this.graph.add('Cast', [taken], { SrcT: attribute.type(variable.type), DstT: attribute.type(type) });
  }

  /** Rows of a variable, which holds each as a vector, in their own shape. */
  private layOut(values: Ref, row: RowVariable, shape: Shape): Ref {
    if (shape.join() === row.variable.shape.slice(1).join()) return values;
    const sizes = this.graph.int32(this.settings.batchSize, ...shape);
    return this.graph.add('Reshape', [values, this.outer(sizes)], {
      T: attribute.type(this.typeOf(row)),
      Tshape: INT32,
    });
  }

  private typeOf(row: RowVariable): DataType {
    const isTarget = this.settings.rows.targets.includes(row);
    return isTarget && staysWhole(row) ? DATA_TYPE.int32 : DATA_TYPE.float32;
  }

  private outer(ref: Ref): Ref {
    return this.loop.invariant(ref, DATA_TYPE.int32);
  }
}
