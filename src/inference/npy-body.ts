import { z } from 'zod';
import { numbersInMemory } from '../data/array/array-elements.js';
import { readNpyHeader } from '../data/array/npy-header.js';
import { jsonError } from '../data/json-rows.js';
import { kerasShape, sizeOf } from '../engine/plan/network-plan.js';
import { InvalidError } from '../errors.js';
import type { BodyForm } from './body-form.js';
import type { InputLayout, PredictRows } from './input-layout.js';

/** What faults call the body. */
const NAME = 'the body';

/** A body that is an array of NumPy: the rows of the one input, or numbers for its columns. */
export const NPY_FORM: BodyForm<Record<never, never>> = {
  name: 'npy',
  fieldsSchema: z.object({}),
  parse: (bytes) => ({ fields: {}, layOut: (layouts) => pointingAtBody(() => layOutNpy(Buffer.from(bytes), layouts)) }),
};

function layOutNpy(content: Buffer, layouts: readonly InputLayout[]): PredictRows {
  const [layout, ...others] = layouts;
  if (layout === undefined) throw new Error('a model has an input');
  if (others.length > 0) throw jsonError('', 'is one array, and the model takes several inputs: post JSON, or Arrow');
  const file = { name: NAME, head: content };
  const header = readNpyHeader(file);
  const { rows, shape } = header;
  if (header.element.kind === 'text') throw jsonError('', 'holds text; the model takes numbers');
  if (rows > layout.maxRows) throw jsonError('', `has ${rows} rows; one request may have ${layout.maxRows}`);
  const odd = layout.cells?.find(({ kind }) => kind !== 'number');
  if (odd !== undefined) {
    throw jsonError(
      '',
      `holds numbers, and the column ${JSON.stringify(odd.name)} takes ${odd.kind}: post JSON, or Arrow`,
    );
  }
  if (sizeOf(shape) !== sizeOf(layout.shape)) {
    throw jsonError('', `has rows of ${kerasShape(shape)}; the model takes rows of ${kerasShape(layout.shape)}`);
  }
  const numbers = numbersInMemory(file, header, content);
  return { inputs: [numbers instanceof Float32Array ? numbers.slice() : Float32Array.from(numbers)], rows };
}

/** Does `work`, whose faults are those of a file, for what is the whole body. */
function pointingAtBody<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof InvalidError)) throw error;
    throw new InvalidError((error.errors ?? []).map((fault) => ({ ...fault, pointer: '' })));
  }
}
