import { bytesPerRow, elementsPerRow } from '../../data/dataset-spec.js';
import { tensorFilesOf } from '../data-files.js';
import { VIEWS } from '../row-views.js';
import { BlockReader } from '../streaming/block-reader.js';
import { MAX_BLOCK_ROWS } from '../streaming/gather-rows.js';
import type { DataFiles } from '../training-spec.js';
import { DATA_TYPE, type Graph } from './graph.js';
import type { ResidentRows } from './loop-body.js';
import type { DataInSession, RowOrder, RowsAtHand, Stretch } from './rows-at-hand.js';
import { HeldTensor, type Session } from './session.js';
import { RowVariable } from './variables.js';

/** A part of an order of rows, as large as a block at most. */
interface Block {
  readonly order: Int32Array;
  readonly from: number;
  readonly to: number;
}

/**
 * A dataset that is larger than its share of memory: a block of its rows stands in the session, and the next one is read by a
 * thread meanwhile. Takes the memory of two blocks.
 */
export class StreamedData implements DataInSession {
  readonly rows: ResidentRows;
  readonly ownWeights: RowVariable | undefined;
  readonly blockRows: number;
  private readonly data: DataFiles;
  private readonly tensors: readonly RowVariable[];
  private readonly replaced: { readonly variable: RowVariable; readonly values: Float32Array } | undefined;
  private reader: BlockReader | undefined;
  private local: HeldTensor | undefined;
  private shown: Block | undefined;
  private reading: { readonly block: Block; readonly done: Promise<void> } | undefined;

  /** Adds the variables of one block to a graph; `rowWeights` replace the weights that came with the data. */
  constructor(
    graph: Graph,
    name: string,
    data: DataFiles,
    { blockRows, rowWeights }: { blockRows: number; rowWeights: Float32Array | undefined },
  ) {
    this.data = data;
    this.blockRows = blockRows;
    this.tensors = tensorFilesOf(data).map(
      (tensor, index) =>
        new RowVariable(graph, `${name}/tensor/${index}`, DATA_TYPE[tensor.dtype], blockRows, elementsPerRow(tensor)),
    );
    const targetsTo = data.inputs.length + data.targets.length;
    this.ownWeights = this.tensors[targetsTo];
    this.replaced = rowWeights && {
      variable: new RowVariable(graph, `${name}/row_weights`, DATA_TYPE.float32, blockRows, 1),
      values: rowWeights,
    };
    this.rows = {
      inputs: this.tensors.slice(0, data.inputs.length),
      targets: this.tensors.slice(data.inputs.length, targetsTo),
      weights: this.replaced?.variable ?? this.ownWeights,
      scaling: data,
      targetShapes: data.targets.map(({ shape }) => shape),
    };
  }

  async load(session: Session): Promise<void> {
    for (const variable of this.tensors) variable.allocate(session);
    this.replaced?.variable.allocate(session);
    const places = Int32Array.from({ length: this.blockRows }, (_, place) => place);
    this.local = new HeldTensor({ type: DATA_TYPE.int32, shape: [places.length], values: places });
    this.reader = new BlockReader(this.data, this.blockRows);
  }

  inOrder(session: Session, { order, batchSize, next }: RowOrder): RowsAtHand {
    const steps = Math.floor(this.blockRows / batchSize);
    const rowsPerBlock = steps * batchSize;
    const block = (rows: Int32Array, from: number): Block => ({
      order: rows,
      from,
      to: Math.min(rows.length, from + rowsPerBlock),
    });
    return {
      at: async (step): Promise<Stretch> => {
        const from = Math.floor(step / steps) * rowsPerBlock;
        const wanted = block(order, from);
        const follows = wanted.to < order.length ? block(order, wanted.to) : next && block(next, 0);
        await this.show(session, wanted);
        if (follows && !isSame(follows, this.shown)) this.begin(follows);
        if (!this.local) throw new Error('the data has not been loaded');
        const first = from / batchSize;
        return { order: this.local, first, until: first + steps };
      },
      dispose: () => {},
    };
  }

  async close(): Promise<void> {
    this.local?.dispose();
    await this.reader?.close();
  }

  private async show(session: Session, wanted: Block): Promise<void> {
    if (isSame(wanted, this.shown)) return;
    // A block that turns out not to be wanted has to come to its end, whatever that is, before the next can be read.
    if (this.reading && !isSame(wanted, this.reading.block)) await this.reading.done.catch(() => {});
    const { done } = this.begin(wanted);
    await done;
    this.reading = undefined;
    this.shown = undefined;
    this.write(session, wanted);
    this.shown = wanted;
  }

  private begin(block: Block): { readonly done: Promise<void> } {
    if (this.reading && isSame(block, this.reading.block)) return this.reading;
    if (!this.reader) throw new Error('the data has not been loaded');
    const done = this.reader.read(block.order.subarray(block.from, block.to));
    // A rejection is met when the block is shown; until then it must not count as unhandled.
    done.catch(() => {});
    this.reading = { block, done };
    return this.reading;
  }

  private write(session: Session, { order, from, to }: Block): void {
    const memory = this.reader?.blocks ?? [];
    tensorFilesOf(this.data).forEach((tensor, index) => {
      const shared = memory[index];
      if (shared === undefined) throw new Error(`there is no block of ${tensor.name}`);
      const bytes = new Uint8Array(shared, 0, (to - from) * bytesPerRow(tensor));
      this.tensors[index]?.write(session, 0, VIEWS[tensor.dtype](bytes));
    });
    if (!this.replaced) return;
    const { variable, values } = this.replaced;
    variable.write(
      session,
      0,
      Float32Array.from(order.subarray(from, to), (row) => values[row] ?? 1),
    );
  }
}

/**
 * Rows of a block that fits, twice, into this memory; never less than `least`, the largest batch.
 */
export function blockRowsFor(data: DataFiles, memoryBytes: number, least: number): number {
  const rowBytes = tensorFilesOf(data).reduce((sum, tensor) => sum + bytesPerRow(tensor), 0);
  const fitting = Math.floor(memoryBytes / (2 * rowBytes));
  return Math.max(least, Math.min(fitting, MAX_BLOCK_ROWS, data.rows));
}

function isSame(one: Block, other: Block | undefined): boolean {
  return other !== undefined && one.order === other.order && one.from === other.from && one.to === other.to;
}
