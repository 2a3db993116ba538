import { attribute, DATA_TYPE, type Graph, type Ref } from './graph.js';
import type { Loop } from './loop.js';

/** Float32 scalars of a step inside a loop: its learning rate, its size (`stepSizes`), and its number from 1. */
export interface StepRefs {
  readonly learningRate: Ref;
  readonly stepSize: Ref;
  readonly step: Ref;
}

const FLOAT32 = attribute.type(DATA_TYPE.float32);

/** Writes scalars and in-place updates of float32 variables into a loop's body. */
export class StepWriter {
  readonly learningRate: Ref;
  readonly stepSize: Ref;
  private readonly graph: Graph;
  private readonly loop: Loop;

  constructor(graph: Graph, loop: Loop, { learningRate, stepSize }: StepRefs) {
    this.graph = graph;
    this.loop = loop;
    this.learningRate = learningRate;
    this.stepSize = stepSize;
  }

  constant(value: number): Ref {
    return this.loop.invariant(this.graph.float32Scalar(value), DATA_TYPE.float32);
  }

  scalar(operation: 'Mul' | 'RealDiv' | 'AddV2', left: Ref, right: Ref): Ref {
    return this.graph.add(operation, [left, right], { T: FLOAT32 });
  }

  /** An operation that changes variables once `after` have run. */
  apply(operation: string, inputs: readonly Ref[], after: readonly Ref[], flags: Record<string, boolean> = {}): Ref {
    const written = Object.entries({ use_locking: false, ...flags }).map(([key, value]) => [
      key,
      attribute.boolean(value),
    ]);
    return this.graph.add(operation, inputs, { T: FLOAT32, ...Object.fromEntries(written) }, { after });
  }
}
