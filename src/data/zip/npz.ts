import { storedNumbers, storedTexts } from '../array/array-elements.js';
import { elementBytes, storedDtype } from '../array/array-header.js';
import { specOf, writeArray } from '../array/array-pair.js';
import { areLabels, type OpenArray, readTargets } from '../array/array-targets.js';
import { readNpyHeader } from '../array/npy-header.js';
import { inRowOrder } from '../array/row-order.js';
import type { GroupSpec, TargetSpec, TensorSpec } from '../dataset-spec.js';
import { fileError, listed, quoted } from '../faults.js';
import { innerFile } from '../file-content.js';
import type { FormatReader, ReadingParts } from '../format-reader.js';
import { GroupColumn } from '../group-column.js';
import { isTensorName, MOST_TENSORS, TENSOR_NAME_RULE } from '../tensor-names.js';
import type { Task } from '../upload-options.js';
import { SAMPLE_WEIGHT, WeightColumn } from '../weight-column.js';
import { type NpzRoles, npzRoles } from './npz-roles.js';
import { firstNameIn, looksLikeZip, ZipArchive, type ZipEntry } from './zip-archive.js';

const ENDING = '.npy';

/** A ZIP of NumPy's arrays, as numpy.savez writes it: inputs and targets, one of each or several, weights and groups of rows. */
export const npzReader: FormatReader = {
  options: ['target', 'features', 'sample_weight', 'group'],
  recognises: (head) => looksLikeZip(head) && firstNameIn(head).endsWith(ENDING),

  async read(parts) {
    const archive = await ZipArchive.open(parts);
    const extra = await parts.nextFile();
    if (extra !== undefined) throw fileError(extra.name, 'NPZ takes one file only');
    const arrays = new Map(archive.entries.map((entry) => [arrayName(archive, entry), entry]));
    const roles = npzRoles(archive.name, [...arrays.keys()], parts.options);
    return new Npz(parts, archive, arrays).read(roles);
  },
};

function arrayName(archive: ZipArchive, entry: ZipEntry): string {
  if (!entry.fileName.endsWith(ENDING))
    throw archive.error(entry, 'an NPZ file holds arrays, each of them ending in .npy');
  return entry.fileName.slice(0, -ENDING.length);
}

class Npz {
  readonly #parts: ReadingParts;
  readonly #archive: ZipArchive;
  readonly #arrays: ReadonlyMap<string, ZipEntry>;

  constructor(parts: ReadingParts, archive: ZipArchive, arrays: ReadonlyMap<string, ZipEntry>) {
    this.#parts = parts;
    this.#archive = archive;
    this.#arrays = arrays;
  }

  async read(roles: NpzRoles) {
    const { writer, options } = this.#parts;
    const rows = await this.#sameRows(roles);
    const inputs: TensorSpec[] = [];
    for (const [index, name] of named(this.#archive, roles.inputs, 'inputs').entries()) {
      const array = await inRowOrder(await this.#open(roles.inputs[index]), this.#parts.newFile);
      const tensor = { name, dtype: storedDtype(array.file, array.header.element), shape: array.header.shape };
      await writeArray(writer, tensor, array);
      inputs.push(tensor);
    }
    const targets: TargetSpec[] = [];
    const looks: Task[] = [];
    for (const [index, name] of named(this.#archive, roles.targets, 'targets').entries()) {
      const array = await inRowOrder(await this.#open(roles.targets[index]), this.#parts.newFile);
      const read = await readTargets({ ...this.#parts, name, labels: areLabels(array.header) }, array);
      const { task, tensor } = await read.write(writer);
      targets.push(tensor);
      looks.push(task);
    }
    if (roles.sampleWeight !== undefined) await this.#writeWeights(roles.sampleWeight);
    const group = roles.group === undefined ? undefined : await this.#writeGroups(roles.group);
    const isClassification = looks.every((look) => look === 'classification');
    return specOf(this.#parts, {
      task: options.task ?? (isClassification ? 'classification' : 'regression'),
      rows,
      inputs,
      targets,
      ...(roles.sampleWeight === undefined ? {} : { sampleWeight: SAMPLE_WEIGHT }),
      ...(group === undefined ? {} : { group }),
    });
  }

  /** Looks at all headers before a row is written. */
  async #sameRows({ inputs, targets, sampleWeight, group }: NpzRoles): Promise<number> {
    const names = [...inputs, ...targets, ...[sampleWeight, group].filter((name) => name !== undefined)];
    let first: OpenArray | undefined;
    for (const name of names) {
      const array = await this.#open(name);
      await array.file.bytes.return(undefined);
      first ??= array;
      const { rows, rowsAt } = array.header;
      if (rows !== first.header.rows) {
        throw fileError(
          array.file.name,
          `byte ${rowsAt}: ${rows} rows, but ${quoted(first.file.name)} has ${first.header.rows}`,
        );
      }
    }
    return first?.header.rows ?? 0;
  }

  async #open(name: string | undefined): Promise<OpenArray> {
    const entry = name === undefined ? undefined : this.#arrays.get(name);
    if (entry === undefined) throw new Error('the roles name arrays of the file');
    const file = await innerFile(`${this.#archive.name}/${entry.fileName}`, this.#archive.content(entry));
    return { file, header: readNpyHeader(file) };
  }

  async #writeWeights(name: string): Promise<void> {
    const array = await this.#column(name);
    const weights = new WeightColumn(this.#parts.newSpool());
    let row = 0;
    for await (const values of storedNumbers(array.file, array.header)) {
      for (const value of values) {
        row++;
        if (value < 0)
          throw fileError(array.file.name, `${placeOf(array, row)}: a weight may not be negative, found ${value}`);
        weights.add(value);
      }
      await weights.flush();
    }
    await weights.write(this.#parts.writer, () => fileError(array.file.name, 'all weights are 0'));
  }

  async #writeGroups(name: string): Promise<GroupSpec> {
    const { file, header } = await this.#column(name);
    const groups = new GroupColumn(this.#parts.newSpool());
    let row = 0;
    for await (const values of header.element.kind === 'text'
      ? storedTexts(file, header)
      : storedNumbers(file, header)) {
      for (const value of values) {
        row++;
        const fault = groups.add(value);
        if (fault !== undefined) throw fileError(file.name, `${placeOf({ file, header }, row)}: ${fault}`);
      }
      await groups.flush();
    }
    return groups.write(this.#parts.writer, [name]);
  }

  /** An array of one value for each row. */
  async #column(name: string): Promise<OpenArray> {
    const array = await this.#open(name);
    const { rows, shape } = array.header;
    if (shape.length === 0) return array;
    throw fileError(array.file.name, `expected one value for each row, found ${[rows, ...shape].join(' x ')}`);
  }
}

function placeOf({ header }: OpenArray, row: number): string {
  return `row ${row} (byte ${header.bytes + (row - 1) * elementBytes(header.element)})`;
}

/** What the tensors of these arrays are called: a single one as everywhere, several by their own names. */
function named(archive: ZipArchive, arrays: readonly string[], single: string): readonly string[] {
  if (arrays.length === 1) return [single];
  if (arrays.length > MOST_TENSORS) {
    throw fileError(archive.name, `${arrays.length} arrays as ${single}; ${MOST_TENSORS} are the most`);
  }
  const wrong = arrays.filter((name) => !isTensorName(name));
  if (wrong.length > 0) throw fileError(archive.name, `${listed(wrong)}: ${TENSOR_NAME_RULE}`);
  return arrays;
}
