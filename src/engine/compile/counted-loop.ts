import { attribute, DATA_TYPE, type DataType, type Graph, type Ref } from './graph.js';

/** A value that an iteration hands to the next one. */
export interface Carried {
  readonly type: DataType;
  readonly initial: Ref;
}

export interface CountedLoopOptions {
  readonly name: string;
  /** The index of the first iteration, and the one that is not reached any more (int32 scalars where the loop stands). */
  readonly start: Ref;
  readonly end: Ref;
  /** Whether the index falls by one each time; it rises otherwise. */
  readonly falling?: boolean;
  readonly carried: readonly Carried[];
  /** A further condition (a boolean scalar) for another iteration, on the carried values as it would find them. */
  goesOn?(values: readonly Ref[], constant: (ref: Ref, type: DataType) => Ref): Ref;
  /** Makes a constant usable where the loop stands: inside another loop it has to enter that one first. */
  bring?(ref: Ref, type: DataType): Ref;
}

/**
 * A loop over an index inside the graph, which carries values along. It is made of TensorFlow's dataflow primitives: every node
 * of the body needs an input from inside the frame, and whatever stays the same enters it once. Loops may stand in one another.
 */
export class CountedLoop {
  /** Number of the iteration, an int32 scalar. */
  readonly index: Ref;
  /** The carried values as the iteration finds them. */
  readonly values: readonly Ref[];
  /** The carried values after the last iteration, where the loop stands. */
  readonly results: readonly Ref[];
  /** The index of the iteration that was not made any more, where the loop stands. */
  readonly reached: Ref;
  private readonly graph: Graph;
  private readonly options: CountedLoopOptions;
  private readonly frame: string;
  private readonly entered = new Map<Ref, Ref>();
  private readonly back: readonly Ref[];

  constructor(graph: Graph, options: CountedLoopOptions) {
    this.graph = graph;
    this.options = options;
    this.frame = graph.uniqueName(options.name);
    const all = [{ type: DATA_TYPE.int32, initial: options.start }, ...options.carried];
    // The back edges are named before their nodes exist; `close` makes them under exactly these names.
    this.back = all.map((_, position) => `${this.frame}/next_${position}`);
    const merged = all.map(({ type, initial }, position) =>
      graph.add('Merge', [this.enter(initial, type, false), this.back[position] ?? ''], {
        T: attribute.type(type),
        N: attribute.integer(2),
      }),
    );
    const limit = this.invariant(options.end, DATA_TYPE.int32);
    const T = attribute.type(DATA_TYPE.int32);
    const inRange = graph.add(options.falling ? 'Greater' : 'Less', [merged[0] ?? '', limit], { T });
    const further = options.goesOn?.(merged.slice(1), (ref, type) => this.constant(ref, type));
    const condition = further === undefined ? inRange : graph.add('LogicalAnd', [inRange, further]);
    const decision = graph.add('LoopCond', [condition], {}, { name: `${options.name}/decision` });
    const branches = all.map(({ type }, position) => {
      const ofType = { T: attribute.type(type) };
      const taken = graph.add('Switch', [merged[position] ?? '', decision], ofType);
      return { body: `${taken}:1`, exit: graph.add('Exit', [taken], ofType) };
    });
    // What comes after a Switch by a control edge would run when the loop ends too: such nodes follow a copy of the index.
    this.index = graph.add('Identity', [branches[0]?.body ?? ''], { T });
    this.values = branches.slice(1).map(({ body }) => body);
    this.results = branches.slice(1).map(({ exit }) => exit);
    this.reached = branches[0]?.exit ?? '';
  }

  /** A value from where the loop stands, the same in every iteration. */
  invariant(ref: Ref, type: DataType): Ref {
    const known = this.entered.get(ref);
    if (known !== undefined) return known;
    const inside = this.enter(ref, type, true);
    this.entered.set(ref, inside);
    return inside;
  }

  /** A constant, which stands outside every loop. */
  constant(ref: Ref, type: DataType): Ref {
    return this.invariant(this.options.bring ? this.options.bring(ref, type) : ref, type);
  }

  /** Ends the body with the values for the next iteration, which begins when all of `after` have run. */
  close(next: readonly Ref[], after: readonly Ref[] = []): void {
    const { graph, options } = this;
    const T = attribute.type(DATA_TYPE.int32);
    const step = this.constant(graph.int32Scalar(options.falling ? -1 : 1), DATA_TYPE.int32);
    const index = graph.add('AddV2', [this.index, step], { T }, { after });
    const types = [DATA_TYPE.int32, ...options.carried.map(({ type }) => type)];
    [index, ...next].forEach((ref, position) => {
      const T = attribute.type(types[position] ?? DATA_TYPE.float32);
      graph.add('NextIteration', [ref], { T }, { name: this.back[position] ?? '' });
    });
  }

  private enter(ref: Ref, type: DataType, constant: boolean): Ref {
    return this.graph.add('Enter', [ref], {
      T: attribute.type(type),
      frame_name: attribute.text(this.frame),
      is_constant: attribute.boolean(constant),
      parallel_iterations: attribute.integer(1),
    });
  }
}
