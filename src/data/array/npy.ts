import type { FormatReader } from '../format-reader.js';
import { readOneTable } from './array-columns.js';
import { type PairFormat, readPair } from './array-pair.js';
import { areLabels } from './array-targets.js';
import { looksLikeNpy, readNpyHeader } from './npy-header.js';
import { inRowOrder } from './row-order.js';

/**
 * NumPy's arrays: a file of inputs and a file of targets, or one of a table whose column `target` is the target. Bytes and
 * booleans stay bytes; integers are kept as 32-bit integers, floats as 32-bit floats; text can be targets.
 */
export const npyReader: FormatReader = {
  options: ['target'],
  recognises: looksLikeNpy,

  async read(parts) {
    const first = await inRowOrder({ file: parts.first, header: readNpyHeader(parts.first) }, parts.newFile);
    const { target } = parts.options;
    const column = typeof target === 'string' && target !== parts.first.name ? COLUMN.exec(target) : null;
    return column === null ? readPair(parts, NPY, first) : readOneTable(parts, first, Number(column[0]));
  },
};

/** A column by its number, from the end where it is negative. */
const COLUMN = /^-?\d{1,5}$/;
const TARGETS_NAME = /(?:^|[^a-z])(?:y|labels?|targets?)(?:[^a-z]|$)/i;
const INPUTS_NAME = /(?:^|[^a-z])(?:x|inputs?|features?|images?|data)(?:[^a-z]|$)/i;

const NPY: PairFormat = {
  name: 'NPY',
  inputs: 'inputs',
  targets: 'targets',
  alone: ', or `target` as the number of a column of a table',
  readHeader: readNpyHeader,
  isTargets: ({ file, header }, target) => {
    if (target !== undefined) return file.name === target;
    const name = file.name.replace(/^.*[/\\]/s, '').replace(/\.npy(\.gz)?$/i, '');
    if (TARGETS_NAME.test(name) !== INPUTS_NAME.test(name)) return TARGETS_NAME.test(name);
    return header.shape.length === 0;
  },
  areLabels,
  checkSecond: () => undefined,
};
