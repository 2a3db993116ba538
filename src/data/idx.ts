import type { InvalidError } from '../errors.js';
import type { DatasetSpec, TargetSpec, TensorSpec } from './dataset-spec.js';
import { fileError, optionError, quoted } from './faults.js';
import type { FileContent } from './file-content.js';
import type { FormatReader, ReadingParts } from './format-reader.js';
import { type IdxHeader, idxElements, idxNumbers, idxStoredBytes, looksLikeIdx, readIdxHeader } from './idx-file.js';
import { TargetColumn } from './target-column.js';
import type { Task } from './upload-options.js';

/**
 * A file of images (two dimensions or more) and a file of labels (one), as MNIST publishes them, in any order. Unsigned
 * bytes stay bytes; integers are kept as 32-bit integers, floats and doubles as 32-bit floats. Integer labels are classes.
 */
export const idxReader: FormatReader = {
  options: ['target'],
  recognises: looksLikeIdx,

  async read(parts) {
    const opened = { file: parts.first, header: readIdxHeader(parts.first) };
    return isLabels(opened) ? labelsFirst(parts, opened) : imagesFirst(parts, opened);
  },
};

interface Opened {
  readonly file: FileContent;
  readonly header: IdxHeader;
}

function isLabels({ header }: Opened): boolean {
  return header.shape.length === 0;
}

async function imagesFirst(parts: ReadingParts, images: Opened): Promise<DatasetSpec> {
  const inputs = inputsOf(images);
  await writeImages(parts, images, inputs);
  const labels = await openSecond(parts, images, 'labels');
  const targets = await collectLabels(parts, labels);
  return finish(parts, { rows: images.header.rows, inputs, targets });
}

async function labelsFirst(parts: ReadingParts, labels: Opened): Promise<DatasetSpec> {
  const targets = await collectLabels(parts, labels);
  const images = await openSecond(parts, labels, 'images');
  const inputs = inputsOf(images);
  await writeImages(parts, images, inputs);
  return finish(parts, { rows: images.header.rows, inputs, targets });
}

async function openSecond(parts: ReadingParts, first: Opened, wanted: 'images' | 'labels'): Promise<Opened> {
  const file = await parts.nextFile();
  if (file === undefined) {
    const found = wanted === 'labels' ? 'images' : 'labels';
    throw fileError(
      first.file.name,
      `only ${found} came; IDX takes the file of ${wanted} too, as a second part \`file\``,
    );
  }
  const second = { file, header: readIdxHeader(file) };
  if (isLabels(second) !== (wanted === 'labels')) {
    const dimensions = second.header.shape.length + 1;
    const expected = wanted === 'labels' ? 'labels (1 dimension)' : 'images (2 dimensions or more)';
    throw fileError(file.name, `byte 3: expected ${expected} after ${quoted(first.file.name)}, found ${dimensions}`);
  }
  if (second.header.rows !== first.header.rows) {
    throw fileError(
      file.name,
      `byte 4: ${second.header.rows} rows, but ${quoted(first.file.name)} has ${first.header.rows}`,
    );
  }
  return second;
}

function inputsOf({ header }: Opened): TensorSpec {
  return { name: 'inputs', dtype: header.type.dtype, shape: header.shape };
}

async function writeImages(parts: ReadingParts, { file, header }: Opened, inputs: TensorSpec): Promise<void> {
  await parts.writer.tensor(inputs, async (tensor) => {
    for await (const piece of idxElements(file, header)) await tensor.write(idxStoredBytes(file, header.type, piece));
  });
}

async function collectLabels(parts: ReadingParts, { file, header }: Opened): Promise<TargetColumn> {
  const { target, task } = parts.options;
  if (target !== undefined && target !== file.name) {
    throw optionError('target', `the file of labels is ${quoted(file.name)}`, target);
  }
  let row = 0;
  const source = {
    place: () => `row ${row} (byte ${header.bytes + (row - 1) * header.type.bytes})`,
    error: (place: string | undefined, detail: string): InvalidError =>
      fileError(file.name, place === undefined ? detail : `${place}: ${detail}`),
  };
  const isInteger = header.type.dtype !== 'float32';
  const targets = new TargetColumn({ task, source, spool: parts.newSpool(), labels: isInteger });
  for await (const piece of idxElements(file, header)) {
    for (const label of idxNumbers(file, header.type, piece)) {
      row++;
      targets.add(label);
    }
    await targets.flush();
  }
  return targets;
}

async function finish(
  parts: ReadingParts,
  read: { rows: number; inputs: TensorSpec; targets: TargetColumn },
): Promise<DatasetSpec> {
  const { task, ...kind } = read.targets.conclude();
  const targets: TargetSpec = { name: 'targets', shape: [], ...kind };
  await parts.writer.tensor(targets, async (tensor) => {
    for await (const bytes of read.targets.bytes(task)) await tensor.write(bytes);
  });
  const extra = await parts.nextFile();
  if (extra !== undefined) throw fileError(extra.name, 'IDX takes two files, one of images and one of labels');
  return specOf(parts, task, read.rows, read.inputs, targets);
}

function specOf(parts: ReadingParts, task: Task, rows: number, inputs: TensorSpec, targets: TargetSpec): DatasetSpec {
  const { scale } = parts.options;
  return { task, rows, inputs: [inputs], targets: [targets], ...(scale === undefined ? {} : { scale }) };
}
