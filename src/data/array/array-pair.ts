import type { DatasetSpec, GroupSpec, TargetSpec, TensorSpec } from '../dataset-spec.js';
import { fileError, optionError, quoted } from '../faults.js';
import type { FileContent } from '../file-content.js';
import type { ReadingParts } from '../format-reader.js';
import type { Task } from '../upload-options.js';
import { storedNumbers } from './array-elements.js';
import { type ArrayHeader, storedDtype } from './array-header.js';
import { type OpenArray, type ReadTargets, readTargets } from './array-targets.js';
import { inRowOrder } from './row-order.js';

/** A format of one array a file, of which an upload takes two. */
export interface PairFormat {
  readonly name: string;
  /** What its files hold, for a sentence: images and labels. */
  readonly inputs: string;
  readonly targets: string;
  /** What one file alone would need, for a sentence. */
  readonly alone?: string;
  readHeader(file: FileContent): ArrayHeader;
  /** Whether the file that came first is that of the targets. */
  isTargets(first: OpenArray, target: string | undefined): boolean;
  /** Whether integers of a target file are classes however many there are. */
  areLabels(targets: ArrayHeader): boolean;
  /** @throws {InvalidError} when the second file cannot be what the first leaves for it to be. */
  checkSecond(second: OpenArray, first: OpenArray, role: 'inputs' | 'targets'): void;
}

/** Reads a file of inputs and a file of targets, in the order in which they come. */
export async function readPair(parts: ReadingParts, format: PairFormat, first: OpenArray): Promise<DatasetSpec> {
  const { target } = parts.options;
  if (typeof target === 'object') throw optionError('target', `must name the file of ${format.targets}`, target);
  if (format.isTargets(first, target)) {
    const targets = await collect(parts, format, first);
    const second = await openSecond(parts, format, first, 'inputs');
    const inputs = await writeInputs(parts, second);
    return finish(parts, format, second.header.rows, inputs, targets);
  }
  const inputs = await writeInputs(parts, first);
  const second = await openSecond(parts, format, first, 'targets');
  const targets = await collect(parts, format, second);
  return finish(parts, format, first.header.rows, inputs, targets);
}

async function openSecond(
  parts: ReadingParts,
  format: PairFormat,
  first: OpenArray,
  role: 'inputs' | 'targets',
): Promise<OpenArray> {
  const file = await parts.nextFile();
  if (file === undefined) {
    const found = role === 'targets' ? format.inputs : format.targets;
    throw fileError(
      first.file.name,
      `only ${found} came; ${format.name} takes the file of ${format[role]} too, as a second part \`file\`${format.alone ?? ''}`,
    );
  }
  const second = { file, header: format.readHeader(file) };
  format.checkSecond(second, first, role);
  if (second.header.rows !== first.header.rows) {
    throw fileError(
      file.name,
      `byte ${second.header.rowsAt}: ${second.header.rows} rows, but ${quoted(first.file.name)} has ${first.header.rows}`,
    );
  }
  return inRowOrder(second, parts.newFile);
}

function collect(parts: ReadingParts, format: PairFormat, targets: OpenArray): Promise<ReadTargets> {
  const { target } = parts.options;
  if (target !== undefined && target !== targets.file.name) {
    throw optionError('target', `the file of ${format.targets} is ${quoted(targets.file.name)}`, target);
  }
  const { options, newSpool } = parts;
  return readTargets({ options, newSpool, name: 'targets', labels: format.areLabels(targets.header) }, targets);
}

async function writeInputs(parts: ReadingParts, array: OpenArray): Promise<TensorSpec> {
  const { file, header } = array;
  const inputs: TensorSpec = { name: 'inputs', dtype: storedDtype(file, header.element), shape: header.shape };
  await writeArray(parts.writer, inputs, array);
  return inputs;
}

/** Writes the numbers of an array as the next tensor. */
export async function writeArray(
  writer: ReadingParts['writer'],
  tensor: TensorSpec,
  { file, header }: OpenArray,
): Promise<void> {
  await writer.tensor(tensor, async (out) => {
    for await (const values of storedNumbers(file, header)) {
      await out.write(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    }
  });
}

async function finish(
  parts: ReadingParts,
  format: PairFormat,
  rows: number,
  inputs: TensorSpec,
  read: ReadTargets,
): Promise<DatasetSpec> {
  const { task, tensor } = await read.write(parts.writer);
  const extra = await parts.nextFile();
  if (extra !== undefined) {
    const both = `one of ${format.inputs} and one of ${format.targets}`;
    throw fileError(extra.name, `${format.name} takes two files, ${both}`);
  }
  return specOf(parts, { task, rows, inputs: [inputs], targets: [tensor] });
}

/** What was read, with the scale that the client gave. */
export function specOf(
  { options: { scale } }: Pick<ReadingParts, 'options'>,
  read: {
    task: Task;
    rows: number;
    inputs: TensorSpec[];
    targets: TargetSpec[];
    sampleWeight?: TensorSpec;
    group?: GroupSpec;
  },
): DatasetSpec {
  return { ...read, ...(scale === undefined ? {} : { scale }) };
}
