import { fileError, quoted } from '../faults.js';
import type { FormatReader } from '../format-reader.js';
import { type PairFormat, readPair } from './array-pair.js';
import type { OpenArray } from './array-targets.js';
import { looksLikeIdx, readIdxHeader } from './idx-header.js';

/**
 * A file of images (two dimensions or more) and a file of labels (one), as MNIST publishes them, in any order. Unsigned
 * bytes stay bytes; integers are kept as 32-bit integers, floats and doubles as 32-bit floats. Integer labels are classes.
 */
export const idxReader: FormatReader = {
  options: ['target'],
  recognises: looksLikeIdx,
  read: (parts) => readPair(parts, IDX, { file: parts.first, header: readIdxHeader(parts.first) }),
};

const IDX: PairFormat = {
  name: 'IDX',
  inputs: 'images',
  targets: 'labels',
  readHeader: readIdxHeader,
  isTargets: isLabels,
  areLabels: ({ element }) => element.kind !== 'f4' && element.kind !== 'f8',
  checkSecond: (second, first, role) => {
    if (isLabels(second) === (role === 'targets')) return;
    const found = second.header.shape.length + 1;
    const expected = role === 'targets' ? 'labels (1 dimension)' : 'images (2 dimensions or more)';
    throw fileError(second.file.name, `byte 3: expected ${expected} after ${quoted(first.file.name)}, found ${found}`);
  },
};

function isLabels({ header }: OpenArray): boolean {
  return header.shape.length === 0;
}
