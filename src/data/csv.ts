import type { InvalidError } from '../errors.js';
import { type ColumnRoles, columnRoles } from './csv-columns.js';
import { type CsvBatch, csvRecords } from './csv-records.js';
import { CsvTargets } from './csv-targets.js';
import type { DatasetSpec, TensorSpec } from './dataset-spec.js';
import { fileError, quoted } from './faults.js';
import type { FileContent } from './file-content.js';
import { fitsFloat32 } from './float32.js';
import type { FormatReader, ReadingParts } from './format-reader.js';
import { decimalOf, foundInCell } from './table-cell.js';
import { SAMPLE_WEIGHT, WeightColumn } from './weight-column.js';

const UTF16_MARKS = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];

/**
 * Comma-, semicolon- or tab-separated text, UTF-8, whose first line names the columns. Features are numbers and become one
 * float32 vector; one target column becomes classes or numbers, several become one float32 vector.
 */
export const csvReader: FormatReader = {
  options: ['target', 'sample_weight', 'features'],

  // Any text may be a table; what is not is found out while reading.
  recognises: (head) => !head.includes(0) || UTF16_MARKS.some((mark) => head.subarray(0, 2).equals(mark)),

  async read(parts) {
    const { first, options, writer } = parts;
    refuseUnreadable(first);
    const batches = csvRecords(first);
    const header = await batches.next();
    const record = header.done === true ? undefined : header.value.records[0];
    if (header.done === true || record === undefined) throw fileError(first.name, 'the file is empty');
    const table = new CsvTable(parts, columnRoles(first.name, record, options));
    const inputs = table.inputs;
    const rows = await writer.tensor(inputs, async (tensor) => {
      await tensor.write(await table.read(header.value, 1));
      for await (const batch of batches) await tensor.write(await table.read(batch, 0));
    });
    if (rows === 0) throw fileError(first.name, 'there are no rows below the header');
    const extra = await parts.nextFile();
    if (extra !== undefined) throw fileError(extra.name, 'CSV takes one file only');
    return table.finish(rows);
  },
};

function refuseUnreadable(file: FileContent): void {
  if (UTF16_MARKS.some((mark) => file.head.subarray(0, 2).equals(mark))) {
    throw fileError(file.name, 'the text is UTF-16 (byte 0); save it as UTF-8');
  }
  const nul = file.head.indexOf(0);
  if (nul >= 0) throw fileError(file.name, `byte ${nul} is 0, which text does not hold`);
}

/** Turns records into the tensors of a dataset. */
class CsvTable {
  readonly inputs: TensorSpec;
  readonly #parts: ReadingParts;
  readonly #roles: ColumnRoles;
  readonly #targets: CsvTargets;
  readonly #weights: WeightColumn | undefined;
  #row = 0;
  /** The first blank line, after which no row may come. */
  #blankLine: number | undefined;

  constructor(parts: ReadingParts, roles: ColumnRoles) {
    this.#parts = parts;
    this.#roles = roles;
    const columns = roles.features.map((index) => roles.names[index] ?? '');
    this.inputs = { name: 'inputs', dtype: 'float32', shape: [columns.length], columns };
    this.#targets = new CsvTargets(parts, roles);
    this.#weights = roles.sampleWeight === undefined ? undefined : new WeightColumn(parts.newSpool());
  }

  /** @returns the features of the batch's records from `start` on, as bytes. */
  async read(batch: CsvBatch, start: number): Promise<Uint8Array> {
    const { features } = this.#roles;
    const values = new Float32Array((batch.records.length - start) * features.length);
    let at = 0;
    for (let index = start; index < batch.records.length; index++) {
      const record = batch.records[index] ?? [];
      if (record.length === 1 && record[0] === '') {
        // Blank lines may end a file; between rows they are a hole.
        this.#blankLine ??= batch.lineOf(index);
        continue;
      }
      this.#row++;
      const place = () => `row ${this.#row} (line ${batch.lineOf(index)})`;
      if (this.#blankLine !== undefined)
        throw this.#error(`line ${this.#blankLine} is blank, and ${place()} follows it`);
      this.#checkLength(record, place);
      for (const column of features) values[at++] = this.#number(record[column] ?? '', column, place);
      this.#targets.add(record, place);
      this.#addWeight(record, place);
    }
    await this.#targets.flush();
    await this.#weights?.flush();
    return new Uint8Array(values.buffer, 0, at * Float32Array.BYTES_PER_ELEMENT);
  }

  /** Writes what had to wait for the last row. */
  async finish(rows: number): Promise<DatasetSpec> {
    const { writer, options } = this.#parts;
    const { task, tensor } = await this.#targets.write(writer);
    if (this.#weights !== undefined) await this.#weights.write(writer, () => this.#weightless());
    return {
      task,
      rows,
      inputs: [this.inputs],
      targets: [tensor],
      ...(this.#weights === undefined ? {} : { sampleWeight: SAMPLE_WEIGHT }),
      ...(options.scale === undefined ? {} : { scale: options.scale }),
    };
  }

  #checkLength(record: readonly string[], place: () => string): void {
    const expected = this.#roles.names.length;
    if (record.length === expected) return;
    throw this.#error(`${place()} has ${record.length} cells, the header ${expected}: ${quoted(record.join(' | '))}`);
  }

  #number(cell: string, column: number, place: () => string): number {
    const value = decimalOf(cell);
    if (!Number.isNaN(value) && fitsFloat32(value)) return value;
    const where = `${place()}, column ${quoted(this.#roles.names[column] ?? '')}`;
    if (!Number.isNaN(value)) throw this.#error(`${where}: ${cell.trim()} is too large for a 32-bit float`);
    throw this.#error(`${where}: expected a number, ${foundInCell(cell, quoted(cell))}`);
  }

  #addWeight(record: readonly string[], place: () => string): void {
    const column = this.#roles.sampleWeight;
    if (column === undefined || this.#weights === undefined) return;
    const value = this.#number(record[column] ?? '', column, place);
    if (value < 0) {
      throw this.#error(
        `${place()}, column ${quoted(this.#roles.names[column] ?? '')}: a weight may not be negative, found ${value}`,
      );
    }
    this.#weights.add(value);
  }

  #weightless(): InvalidError {
    return this.#error(`column ${quoted(this.#roles.names[this.#roles.sampleWeight ?? 0] ?? '')}: all weights are 0`);
  }

  #error(detail: string): InvalidError {
    return fileError(this.#parts.first.name, detail);
  }
}
