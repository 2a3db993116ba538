import { CountedLoop } from './counted-loop.js';
import { attribute, DATA_TYPE, type DataType, type Graph, type Ref } from './graph.js';

export interface LoopOptions {
  readonly start: Ref;
  readonly end: Ref;
  readonly sums: Ref;
  /** Whether it ends at the first batch after which the first of the sums is NaN or infinite. */
  readonly endsNotFinite?: boolean;
}

/** The loop over batches: `index` from `start` to before `end`, with one float64 vector (`sums`) carried along. */
export class Loop {
  /** Number of the iteration, an int32 scalar. */
  readonly index: Ref;
  /** The vector after the last iteration. */
  readonly result: Ref;
  /** The batch before which it ended, an int32 scalar. */
  readonly reached: Ref;
  private readonly graph: Graph;
  private readonly loop: CountedLoop;

  constructor(graph: Graph, name: string, { start, end, sums, endsNotFinite }: LoopOptions) {
    this.graph = graph;
    this.loop = new CountedLoop(graph, {
      name,
      start,
      end,
      carried: [{ type: DATA_TYPE.float64, initial: sums }],
      ...(endsNotFinite
        ? { goesOn: ([total = ''], constant) => firstIsFinite(graph, total, (ref) => constant(ref, DATA_TYPE.int32)) }
        : {}),
    });
    this.index = this.loop.index;
    this.result = this.loop.results[0] ?? '';
    this.reached = this.loop.reached;
  }

  /** A value from outside, the same in every iteration. */
  invariant(ref: Ref, type: DataType): Ref {
    return this.loop.invariant(ref, type);
  }

  /** Ends the body: adds a float32 vector to the sums; the next iteration begins when all of `after` have run. */
  close(addend: Ref, after: readonly Ref[]): void {
    const float64 = attribute.type(DATA_TYPE.float64);
    const exact = this.graph.add('Cast', [addend], { SrcT: attribute.type(DATA_TYPE.float32), DstT: float64 });
    const total = this.graph.add('AddV2', [this.loop.values[0] ?? '', exact], { T: float64 });
    this.loop.close([total], [...after, total]);
  }
}

function firstIsFinite(graph: Graph, sums: Ref, constant: (ref: Ref) => Ref): Ref {
  const float64 = attribute.type(DATA_TYPE.float64);
  const first = graph.add('Slice', [sums, constant(graph.int32(0)), constant(graph.int32(1))], {
    T: float64,
    Index: attribute.type(DATA_TYPE.int32),
  });
  const finite = graph.add('IsFinite', [first], { T: float64 });
  return graph.add('Squeeze', [finite], { T: attribute.type(DATA_TYPE.bool) });
}
