import type { ColumnKind } from '../cells/column-kind.js';
import { FIRST_WORD, UNKNOWN, wordsOf } from '../cells/tokens.js';
import type { TensorSpec } from '../dataset-spec.js';
import type { DatasetWriter } from '../dataset-writer.js';
import type { Spool } from '../spool.js';
import { isStorableText } from '../upload-options.js';
import { foundInCell } from './cell-text.js';
import type { TableColumn } from './table-column.js';
import type { TableBatch } from './table-source.js';

/** Different words that are counted; what comes after so many is unknown. */
const MOST_COUNTED = 1_000_000;

interface Word {
  /** By order of appearance, from FIRST_WORD on. */
  readonly code: number;
  count: number;
}

/**
 * A column of text, which becomes an input of its own: the numbers of its words. The most frequent words are the vocabulary, and
 * number 2 is the most frequent of them. It is known when all rows have come; until then they are kept with the numbers of appearance.
 */
export class TextColumn {
  readonly #column: TableColumn;
  readonly #kind: Extract<ColumnKind, { kind: 'text' }>;
  readonly #spool: Spool;
  readonly #words = new Map<string, Word>();
  #rows: Int32Array[] = [];

  constructor(column: TableColumn, kind: Extract<ColumnKind, { kind: 'text' }>, spool: Spool) {
    this.#column = column;
    this.#kind = kind;
    this.#spool = spool;
  }

  /** An empty cell is a text without words. @throws {InvalidError} */
  add(batch: TableBatch, row: number): void {
    const cell = batch.cellAt(row, this.#column.index);
    if (cell instanceof Date) throw this.#column.error(batch.placeOf(row), `expected text, ${foundInCell(cell)}`);
    const { sequence_length: length, standardize } = this.#kind;
    const text = String(cell ?? '');
    const codes = new Int32Array(length);
    // All words count for the vocabulary, also those past the end of the sequence.
    for (const [index, word] of wordsOf(text, standardize).entries()) {
      const code = this.#codeOf(word);
      if (index < length) codes[index] = code;
    }
    this.#rows.push(codes);
  }

  #codeOf(word: string): number {
    const known = this.#words.get(word);
    if (known !== undefined) {
      known.count++;
      return known.code;
    }
    if (this.#words.size === MOST_COUNTED || !isStorableText(word)) return UNKNOWN;
    const code = FIRST_WORD + this.#words.size;
    this.#words.set(word, { code, count: 1 });
    return code;
  }

  async flush(): Promise<void> {
    for (const { buffer } of this.#rows) await this.#spool.append(new Uint8Array(buffer));
    this.#rows = [];
  }

  async write(writer: DatasetWriter): Promise<TensorSpec> {
    const { max_tokens: most, sequence_length: length, standardize } = this.#kind;
    // As Keras: those as frequent go backwards by the alphabet (keras/src/layers/preprocessing/index_lookup.py).
    const sorted = [...this.#words]
      .sort(([a, { count: ofA }], [b, { count: ofB }]) => ofB - ofA || (a < b ? 1 : -1))
      .slice(0, most - FIRST_WORD);
    const numberOf = new Int32Array(FIRST_WORD + this.#words.size).fill(UNKNOWN);
    numberOf[0] = 0;
    for (const [index, [, { code }]] of sorted.entries()) numberOf[code] = FIRST_WORD + index;
    const text = { standardize, vocabulary: sorted.map(([word]) => word) };
    const tensor: TensorSpec = { name: this.#column.name, dtype: 'int32', shape: [length], text };
    await writer.tensor(tensor, async (out) => {
      for await (const bytes of this.#spool.read()) {
        const codes = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / Int32Array.BYTES_PER_ELEMENT);
        await out.write(new Uint8Array(codes.map((code) => numberOf[code] ?? UNKNOWN).buffer));
      }
    });
    return tensor;
  }
}
