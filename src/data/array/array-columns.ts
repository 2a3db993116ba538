import type { DatasetSpec, TensorSpec } from '../dataset-spec.js';
import { fileError, optionError } from '../faults.js';
import type { ReadingParts } from '../format-reader.js';
import { TargetColumn } from '../target-column.js';
import { storedNumbers } from './array-elements.js';
import { elementBytes, storedDtype } from './array-header.js';
import { specOf } from './array-pair.js';
import type { OpenArray } from './array-targets.js';

/**
 * Reads one array of two dimensions as a table: the column of that number is the target, the others are the inputs, as
 * 32-bit floats.
 * @param column from 0, from the end where it is negative.
 */
export async function readOneTable(
  parts: ReadingParts,
  { file, header }: OpenArray,
  column: number,
): Promise<DatasetSpec> {
  const { options, writer } = parts;
  const [columns = 0] = header.shape;
  if (header.shape.length !== 1 || columns < 2) {
    const found = [header.rows, ...header.shape].join(' x ');
    throw fileError(file.name, `a target by its column needs a table of at least two columns, found ${found}`);
  }
  const target = column < 0 ? columns + column : column;
  if (target < 0 || target >= columns) {
    throw optionError('target', `must be a column from 0 to ${columns - 1}, or from the end -1 to -${columns}`, column);
  }
  storedDtype(file, header.element);
  let element = 0;
  const source = {
    place: () => {
      const at = header.bytes + element * elementBytes(header.element);
      return `row ${Math.floor(element / columns) + 1}, column ${target} (byte ${at})`;
    },
    error: (place: string | undefined, detail: string) =>
      fileError(file.name, `${place ?? `column ${target}`}: ${detail}`),
  };
  const targets = new TargetColumn({ task: options.task, source, spool: parts.newSpool() });
  const inputs: TensorSpec = { name: 'inputs', dtype: 'float32', shape: [columns - 1] };
  const rows = await writer.tensor(inputs, async (out) => {
    for await (const values of storedNumbers(file, header)) {
      const kept = new Float32Array(values.length);
      let filled = 0;
      for (const value of values) {
        if (element % columns === target) targets.add(value);
        else kept[filled++] = value;
        element++;
      }
      await out.write(new Uint8Array(kept.buffer, 0, filled * Float32Array.BYTES_PER_ELEMENT));
      await targets.flush();
    }
  });
  const { task, ...kind } = targets.conclude();
  const tensor = { name: 'targets', shape: [], ...kind };
  await writer.tensor(tensor, async (out) => {
    for await (const bytes of targets.bytes(task)) await out.write(bytes);
  });
  const extra = await parts.nextFile();
  if (extra !== undefined) throw fileError(extra.name, 'an NPY table with its target as a column is one file');
  return specOf(parts, { task, rows, inputs: [inputs], targets: [tensor] });
}
