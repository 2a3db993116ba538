import { attribute, DATA_TYPE, type DataType, type Graph, type Ref } from './graph.js';

/**
 * A loop over `index` from `start` to before `end` inside the graph, which carries one float64 vector (`sums`) along. It is made
 * of TensorFlow's dataflow primitives: every node of the body needs an input from inside the frame, and whatever stays the same
 * enters it once.
 */
export class Loop {
  /** Number of the iteration, an int32 scalar. */
  readonly index: Ref;
  /** The vector after the last iteration. */
  readonly result: Ref;
  private readonly sums: Ref;
  private readonly graph: Graph;
  private readonly name: string;
  private readonly entered = new Map<Ref, Ref>();
  private readonly loopBack: readonly Ref[];

  constructor(graph: Graph, name: string, { start, end, sums }: { start: Ref; end: Ref; sums: Ref }) {
    this.graph = graph;
    this.name = name;
    const carried = [
      { key: 'index', type: DATA_TYPE.int32, initial: start },
      { key: 'sums', type: DATA_TYPE.float64, initial: sums },
    ].map(({ key, type, initial }) => {
      const entry = this.enter(initial, type, false);
      // The back edge is named before its node exists; `close` makes it under exactly this name.
      const back = `${name}/next_${key}`;
      const merged = graph.add(
        'Merge',
        [entry, back],
        { T: attribute.type(type), N: attribute.integer(2) },
        { name: `${name}/${key}` },
      );
      return { type, back, merged };
    });
    const [first, second] = carried;
    if (!first || !second) throw new Error('a loop carries its index and its sums');
    const limit = this.invariant(end, DATA_TYPE.int32);
    const condition = graph.add(
      'Less',
      [first.merged, limit],
      { T: attribute.type(DATA_TYPE.int32) },
      { name: `${name}/more` },
    );
    const decision = graph.add('LoopCond', [condition], {}, { name: `${name}/decision` });
    const branch = ({ type, merged }: { type: DataType; merged: Ref }) => {
      const T = attribute.type(type);
      const taken = graph.add('Switch', [merged, decision], { T }, { name: `${name}/switch` });
      return {
        body: graph.add('Identity', [`${taken}:1`], { T }, { name: `${name}/body` }),
        exit: graph.add('Exit', [taken], { T }, { name: `${name}/exit` }),
      };
    };
    this.index = branch(first).body;
    const sumsBranch = branch(second);
    this.sums = sumsBranch.body;
    this.result = sumsBranch.exit;
    this.loopBack = [first.back, second.back];
  }

  /** A value from outside, the same in every iteration. */
  invariant(ref: Ref, type: DataType): Ref {
    const known = this.entered.get(ref);
    if (known !== undefined) return known;
    const inside = this.enter(ref, type, true);
    this.entered.set(ref, inside);
    return inside;
  }

  /** Ends the body: adds a float32 vector to the sums; the next iteration begins when all of `after` have run. */
  close(addend: Ref, after: readonly Ref[]): void {
    const int32 = attribute.type(DATA_TYPE.int32);
    const float64 = attribute.type(DATA_TYPE.float64);
    const exact = this.graph.add('Cast', [addend], { SrcT: attribute.type(DATA_TYPE.float32), DstT: float64 });
    const total = this.graph.add('AddV2', [this.sums, exact], { T: float64 });
    const one = this.invariant(this.graph.int32Scalar(1), DATA_TYPE.int32);
    const next = this.graph.add('AddV2', [this.index, one], { T: int32 });
    const gate = this.graph.add('Identity', [next], { T: int32 }, { after: [...after, total] });
    const [indexBack = '', sumsBack = ''] = this.loopBack;
    this.graph.add('NextIteration', [gate], { T: int32 }, { name: indexBack });
    this.graph.add('NextIteration', [total], { T: float64 }, { name: sumsBack });
  }

  private enter(ref: Ref, type: DataType, constant: boolean): Ref {
    return this.graph.add('Enter', [ref], {
      T: attribute.type(type),
      frame_name: attribute.text(this.name),
      is_constant: attribute.boolean(constant),
      parallel_iterations: attribute.integer(1),
    });
  }
}
