import { attribute, bytesOf, DATA_TYPE, type DataType, type Graph, type Ref } from './graph.js';
import type { Feed, Session } from './session.js';

/** A variable of a session. */
export interface Variable {
  /** The node that stands for the variable itself. */
  readonly handle: Ref;
  readonly type: DataType;
  readonly shape: readonly number[];
}

const VARIABLE_FEED = '/fed';

/** Adds a variable to a graph; it holds nothing until it is set. */
export function addVariable(graph: Graph, name: string, type: DataType, shape: readonly number[]): Variable {
  const handle = graph.add(
    'VarHandleOp',
    [],
    {
      dtype: attribute.type(type),
      shape: attribute.shape(shape),
      shared_name: attribute.text(name),
      container: attribute.text(''),
    },
    { name },
  );
  return { handle, type, shape };
}

/** Variables that are set as a whole, all of them in one call: each set of values that is given and asked for is planned anew. */
export class FedVariables {
  readonly variables: readonly Variable[];
  private readonly allSet: Ref;

  constructor(graph: Graph, variables: readonly Variable[]) {
    this.variables = variables;
    const assigned = variables.map(({ handle, type, shape }) => {
      const fed = graph.placeholder(handle + VARIABLE_FEED, type, shape);
      // A fed tensor may share its memory with a JavaScript array: the variable must own what it holds.
      const copy = graph.add('DeepCopy', [fed], { T: attribute.type(type) });
      return graph.add('AssignVariableOp', [handle, copy], { dtype: attribute.type(type) });
    });
    this.allSet = doneWhen(graph, assigned);
  }

  /** `values` are in the order of the variables. */
  set(session: Session, values: readonly Feed['values'][]): void {
    const feeds = this.variables.map(({ handle, type, shape }, index): [Ref, Feed] => {
      const given = values[index];
      if (!given) throw new Error(`there is no value for ${handle}`);
      return [handle + VARIABLE_FEED, { type, shape, values: given }];
    });
    if (feeds.length > 0) session.run(Object.fromEntries(feeds), [this.allSet]);
  }
}

/** The small state of training (weights, slots), read as a whole. */
export class StateVariables {
  readonly variables: readonly Variable[];
  private readonly reads: readonly Ref[];

  constructor(graph: Graph, variables: readonly Variable[]) {
    this.variables = variables;
    this.reads = variables.map(({ handle, type }) =>
      graph.add('ReadVariableOp', [handle], { dtype: attribute.type(type) }),
    );
  }

  read(session: Session): Float32Array[] {
    if (this.reads.length === 0) return [];
    return session.run({}, this.reads).map((values) => {
      if (values instanceof Float32Array) return values;
      throw new TypeError('a state variable holds float32 numbers');
    });
  }
}

/** Rows that live in a session: filled chunk by chunk, read by row numbers inside the graph. Rows of one number are a vector. */
export class RowVariable {
  readonly variable: Variable;
  private readonly rowSize: number;
  private readonly allocated: Ref;
  private readonly put: Ref;

  constructor(graph: Graph, name: string, type: DataType, rows: number, rowSize: number) {
    this.rowSize = rowSize;
    const ofRows = (count: number) => (rowSize === 1 ? [count] : [count, rowSize]);
    this.variable = addVariable(graph, name, type, ofRows(rows));
    const { handle } = this.variable;
    const empty = graph.add('Empty', [graph.int32(...ofRows(rows))], {
      dtype: attribute.type(type),
      init: attribute.boolean(false),
    });
    this.allocated = doneWhen(graph, [graph.add('AssignVariableOp', [handle, empty], { dtype: attribute.type(type) })]);
    const begin = graph.placeholder(`${name}/begin`, DATA_TYPE.int32, [1]);
    const end = graph.placeholder(`${name}/end`, DATA_TYPE.int32, [1]);
    const fed = graph.placeholder(`${name}/rows`, type, ofRows(-1));
    const assigned = graph.add('ResourceStridedSliceAssign', [handle, begin, end, graph.int32(1), fed], {
      T: attribute.type(type),
      Index: attribute.type(DATA_TYPE.int32),
    });
    this.put = doneWhen(graph, [assigned]);
  }

  allocate(session: Session): void {
    session.run({}, [this.allocated]);
  }

  /** Writes rows from this one on. */
  write(session: Session, from: number, values: Feed['values']): void {
    const count = values.length / this.rowSize;
    const { handle, type, shape } = this.variable;
    const index = (value: number): Feed => ({ type: DATA_TYPE.int32, shape: [1], values: Int32Array.of(value) });
    const feeds = {
      [`${handle}/begin`]: index(from),
      [`${handle}/end`]: index(from + count),
      [`${handle}/rows`]: { type, shape: [count, ...shape.slice(1)], values },
    };
    session.run(feeds, [this.put]);
  }
}

/** A value that can be fetched once all of these nodes have run. */
function doneWhen(graph: Graph, nodes: readonly Ref[]): Ref {
  const one = attribute.tensor(DATA_TYPE.int32, [], bytesOf(Int32Array.of(1)));
  return graph.add('Const', [], { dtype: attribute.type(DATA_TYPE.int32), value: one }, { name: 'done', after: nodes });
}
