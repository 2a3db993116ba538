import { DATA_TYPE } from '../compile/graph.js';
import { NotCompilableError } from '../compile/recorder.js';
import {
  neededOperations,
  type RecordedConstant,
  type RecordedOperation,
  type TensorId,
  type Trace,
} from '../compile/trace.js';
import { areFixed, type BatchSize, lineThrough } from './batch-sizes.js';

/** A constant that depends on the rows of a batch: whole numbers that grow with them, or a pattern that is repeated. */
export type BatchConstant =
  | { readonly kind: 'numbers'; readonly shape: readonly number[]; readonly values: readonly BatchSize[] }
  | { readonly kind: 'tiled'; readonly pattern: RecordedConstant; readonly repeats: readonly BatchSize[] };

/** A computation for any number of rows. Constants that depend on it follow the inputs, each with what it is. */
export interface BatchTrace extends Trace {
  readonly batchConstants: ReadonlyMap<TensorId, BatchConstant>;
  /** Sizes of each value. */
  readonly sizes: ReadonlyMap<TensorId, readonly BatchSize[]>;
}

/** Numbers of rows to record for. They are primes, as few sizes of a layer are. */
const ROWS = [3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47];

/**
 * What a computation is for any number of rows, found by recording it for two. `taken` are sizes that layers have: a number of
 * rows that equals none of them is not mistaken for one.
 * @throws {NotCompilableError} when the two differ in more than sizes.
 */
export function recordForAnyRows(record: (rows: number) => Trace, taken: ReadonlySet<number>): BatchTrace {
  const free = ROWS.filter((rows) => !taken.has(rows));
  const [few = 101, more = 103] = free;
  return new Pairing([few, more], record(few), record(more)).result();
}

/** Two recordings of one computation, walked side by side. */
class Pairing {
  private readonly rows: readonly [number, number];
  private readonly few: Trace;
  private readonly more: Trace;
  private readonly pairs = new Map<TensorId, TensorId>();
  private readonly sizes = new Map<TensorId, readonly BatchSize[]>();
  private readonly batchConstants = new Map<TensorId, BatchConstant>();

  constructor(rows: readonly [number, number], few: Trace, more: Trace) {
    this.rows = rows;
    this.few = few;
    this.more = more;
  }

  result(): BatchTrace {
    const { few, more, batchConstants } = this;
    const { operations } = this.walk(few, more);
    const constants = new Map([...few.constants].filter(([id]) => !batchConstants.has(id)));
    const inputs = [...few.inputs, ...batchConstants.keys()];
    return { ...few, operations, constants, inputs, batchConstants, sizes: this.sizes };
  }

  /** The operations of a trace, and the batch constants that they use. */
  private walk(few: Trace, more: Trace): { operations: RecordedOperation[]; used: ReadonlySet<TensorId> } {
    const used = new Set<TensorId>();
    const use = (ids: readonly TensorId[], theirs: readonly TensorId[]) => {
      this.sameLength(ids, theirs);
      ids.forEach((id, index) => {
        this.pairUsed(id, theirs[index] ?? -1);
        if (this.batchConstants.has(id)) used.add(id);
      });
    };
    this.pairAll(few.inputs, more.inputs);
    const [needed, others] = [neededOperations(few), neededOperations(more)];
    this.sameLength(needed, others);
    const operations = needed.map((operation, index) => {
      const other = others[index];
      if (!other || operation.name !== other.name || attributesText(operation) !== attributesText(other))
        throw unlike(operation.name);
      use(operation.inputs, other.inputs);
      const walked = operation.scan && other.scan ? this.walkScan(operation, operation.scan, other.scan) : operation;
      for (const id of walked.inputs) if (this.batchConstants.has(id)) used.add(id);
      this.pairAll(operation.outputs, other.outputs);
      return walked;
    });
    use(few.outputs, more.outputs);
    return { operations, used };
  }

  /** What a step uses of batch constants is given to it. */
  private walkScan(
    operation: RecordedOperation,
    few: NonNullable<RecordedOperation['scan']>,
    more: NonNullable<RecordedOperation['scan']>,
  ): RecordedOperation {
    const { operations, used } = this.walk(few.step, more.step);
    const constants = new Map([...few.step.constants].filter(([id]) => !this.batchConstants.has(id)));
    const step = { ...few.step, operations, constants, inputs: [...few.step.inputs, ...used] };
    const outputShapes = few.outputShapes.map((shape, index) =>
      shape.map((size, axis) => (more.outputShapes[index]?.[axis] === size ? size : -1)),
    );
    return { ...operation, inputs: [...operation.inputs, ...used], scan: { ...few, step, outputShapes } };
  }

  private pairAll(ids: readonly TensorId[], others: readonly TensorId[]): void {
    this.sameLength(ids, others);
    ids.forEach((id, index) => {
      this.pair(id, others[index] ?? -1);
    });
  }

  private pair(id: TensorId, other: TensorId): void {
    this.pairs.set(id, other);
    const shape = this.few.shapes.get(id) ?? [];
    const larger = this.more.shapes.get(other) ?? [];
    this.sizes.set(id, this.lines(shape, larger, 'a shape'));
  }

  private pairUsed(id: TensorId, other: TensorId): void {
    const constant = this.few.constants.get(id);
    const larger = this.more.constants.get(other);
    if (!constant || !larger) {
      if (this.pairs.get(id) !== other) throw unlike('an input');
      return;
    }
    const known = this.pairs.get(id);
    if (known !== undefined && known !== other && !sameConstant(larger, this.more.constants.get(known)))
      throw unlike('a constant');
    this.pair(id, other);
    if (sameConstant(constant, larger)) return;
    this.batchConstants.set(id, this.batchConstant(constant, larger));
  }

  private batchConstant(few: RecordedConstant, more: RecordedConstant): BatchConstant {
    const repeats = this.lines(few.shape, more.shape, 'a constant');
    if (areFixed(repeats)) {
      if (few.type !== DATA_TYPE.int32) throw unlike('a constant');
      return { kind: 'numbers', shape: few.shape, values: this.lines(int32s(few), int32s(more), 'a constant') };
    }
    const shape = repeats.map(({ fixed, perRow }) => (perRow === 0 ? fixed : perRow));
    const pattern = { type: few.type, shape, bytes: cornerOf(few, shape) };
    const times = repeats.map(({ fixed, perRow }): BatchSize => {
      if (perRow !== 0 && fixed !== 0) throw unlike('a constant');
      return perRow === 0 ? { fixed: 1, perRow: 0 } : { fixed: 0, perRow: 1 };
    });
    for (const whole of [few, more]) if (!isTiled(whole, pattern)) throw unlike('a constant');
    return { kind: 'tiled', pattern, repeats: times };
  }

  private lines(few: readonly number[], more: readonly number[], what: string): BatchSize[] {
    this.sameLength(few, more);
    return few.map((value, index) => {
      const line = lineThrough(this.rows, [value, more[index] ?? Number.NaN]);
      if (!line) throw unlike(what);
      return line;
    });
  }

  private sameLength(few: ArrayLike<unknown>, more: ArrayLike<unknown>): void {
    if (few.length !== more.length) throw unlike('its course');
  }
}

function unlike(what: string): NotCompilableError {
  return new NotCompilableError(`${what} depends on the number of rows in a way that cannot be written down`);
}

function attributesText({ attributes }: RecordedOperation): string {
  return JSON.stringify(attributes);
}

function sameConstant(one: RecordedConstant, other: RecordedConstant | undefined): boolean {
  return other !== undefined && one.shape.join() === other.shape.join() && Buffer.compare(one.bytes, other.bytes) === 0;
}

function int32s({ bytes }: RecordedConstant): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytes.length / 4 }, (_, index) => view.getInt32(4 * index, true));
}

/** The bytes of the part of this shape that begins at the first place of every axis. */
function cornerOf(whole: RecordedConstant, shape: readonly number[]): Uint8Array {
  const size = itemSize(whole);
  const count = shape.reduce((product, length) => product * length, 1);
  const bytes = new Uint8Array(count * size);
  for (let item = 0; item < count; item++) {
    const place = placeOf(item, shape, whole.shape);
    bytes.set(whole.bytes.subarray(place * size, (place + 1) * size), item * size);
  }
  return bytes;
}

function isTiled(whole: RecordedConstant, pattern: RecordedConstant): boolean {
  const size = itemSize(whole);
  const count = whole.bytes.length / size;
  for (let item = 0; item < count; item++) {
    const place = placeOf(item, whole.shape, pattern.shape);
    const ofWhole = whole.bytes.subarray(item * size, (item + 1) * size);
    if (Buffer.compare(ofWhole, pattern.bytes.subarray(place * size, (place + 1) * size)) !== 0) return false;
  }
  return true;
}

/** Where the item at this place of one shape stands in another, around whose ends it goes. */
function placeOf(item: number, shape: readonly number[], other: readonly number[]): number {
  let rest = item;
  let place = 0;
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis] ?? 1;
    const otherLength = other[axis] ?? 1;
    place += ((rest % length) % otherLength) * stride;
    rest = Math.floor(rest / length);
    stride *= otherLength;
  }
  return place;
}

function itemSize({ bytes, shape }: RecordedConstant): number {
  return bytes.length / shape.reduce((product, length) => product * length, 1);
}
