import { jsonError } from '../../data/json-rows.js';
import { toPointer } from '../../errors.js';
import type { InputLayout } from '../input-layout.js';
import { isBase64 } from '../picture-rows.js';
import type { PostedRows } from '../predict-rows.js';
import { isObject, own } from '../row-parts.js';

/** A value of a row of cells lies no deeper: rows, cells, and the list of one that a cell may be. */
const DEEPEST = 3;

/** TensorFlow Serving's bytes, `{"b64": "..."}`, as the texts that they are, where the model takes records of cells. */
export function textsOf(posted: PostedRows, layouts: readonly InputLayout[]): PostedRows {
  if (layouts.every(({ cells }) => cells === undefined)) return posted;
  const { instances, inputs } = posted;
  return {
    ...(instances !== undefined && { instances: decoded(instances, '/instances', DEEPEST) }),
    ...(inputs !== undefined && { inputs: decoded(inputs, '/inputs', DEEPEST) }),
  };
}

function decoded(value: unknown, pointer: string, depth: number): unknown {
  if (Array.isArray(value)) {
    if (depth === 0) return value;
    return value.map((element: unknown, index) => decoded(element, `${pointer}/${index}`, depth - 1));
  }
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  const [only] = keys;
  if (keys.length === 1 && only === 'b64') return textOf(own(value, 'b64'), `${pointer}/b64`);
  if (depth === 0) return value;
  return Object.fromEntries(keys.map((key) => [key, decoded(own(value, key), pointer + toPointer([key]), depth - 1)]));
}

function textOf(base64: unknown, pointer: string): string {
  if (typeof base64 !== 'string' || !isBase64(base64)) {
    throw jsonError(pointer, 'must be text in base64', base64);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(base64, 'base64'));
  } catch {
    throw jsonError(pointer, 'must be the base64 of UTF-8 text', base64);
  }
}
