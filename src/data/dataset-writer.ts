import { createHash } from 'node:crypto';
import type { BlockMemory } from './block-memory.js';
import { RowSample, type SampledRows } from './figures/row-sample.js';
import { figuresOf, type TensorLayout } from './figures/tensor-figures.js';
import type { DatasetStatistics, TensorStatistics } from './statistics.js';
import { type BlockSink, MAX_ROWS, TensorWriter } from './tensor-writer.js';

/** What became of the rows that went through a DatasetWriter. */
export interface WrittenContent {
  /** SHA-256 over the bytes of all tensors in their order, hexadecimal. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly statistics: DatasetStatistics;
}

/** What is known of the rows once all have passed. */
export interface Finished {
  readonly content: WrittenContent;
  /** Rows of each tensor, to look at; undefined where it has no columns. */
  readonly samples: readonly (SampledRows | undefined)[];
}

/** Writes the tensors of a dataset one after another, in the order of their numbers. */
export class DatasetWriter {
  readonly #sink: BlockSink;
  readonly #memory: BlockMemory;
  readonly #content = createHash('sha256');
  readonly #tensors: TensorStatistics[] = [];
  readonly #samples: (SampledRows | undefined)[] = [];
  #sizeBytes = 0;

  constructor(sink: BlockSink, memory: BlockMemory) {
    this.#sink = sink;
    this.#memory = memory;
  }

  /**
   * Writes the next tensor: `rows` writes its bytes as they come.
   * @returns its number of rows.
   */
  async tensor(layout: TensorLayout, rows: (writer: TensorWriter) => Promise<void>): Promise<number> {
    const figures = figuresOf(layout);
    const sample = RowSample.of(layout);
    const writer = new TensorWriter({
      tensor: this.#tensors.length,
      layout,
      content: this.#content,
      figures,
      sample,
      sink: this.#sink,
      memory: this.#memory,
    });
    await rows(writer);
    const written = await writer.end();
    if (written.rows > MAX_ROWS) throw new Error('more rows than can be counted');
    this.#tensors.push(written.rows > 0 ? figures.result() : { classes: [] });
    this.#samples.push(sample?.result());
    this.#sizeBytes += written.sizeBytes;
    return written.rows;
  }

  /** To be called once, when all tensors are written. */
  finish(): Finished {
    const content = {
      sha256: this.#content.digest('hex'),
      sizeBytes: this.#sizeBytes,
      statistics: { tensors: this.#tensors },
    };
    return { content, samples: this.#samples };
  }
}
