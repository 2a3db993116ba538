import { fileError } from '../faults.js';
import type { FormatReader } from '../format-reader.js';
import { readTable } from '../table/read-table.js';
import { openJsonl } from './jsonl-source.js';

const LOOKED_AT_BYTES = 1000;
/** An object, or an array of objects or rows, which is no JSON Lines but taken for it by many. */
const BEGINS_AS_JSON = /^\ufeff?\s*(?:\{\s*["}]|\[\s*[{[])/;
const BEGINS_AS_ARRAY = /^\ufeff?\s*\[/;

/** JSON Lines: an object on each line, whose keys are those of the first one. Arrays of numbers are vectors of columns. */
export const jsonlReader: FormatReader = {
  options: ['target', 'sample_weight', 'group', 'features', 'columns'],
  recognises: (head) => BEGINS_AS_JSON.test(head.toString('utf8', 0, LOOKED_AT_BYTES)),

  async read(parts) {
    const { first } = parts;
    if (BEGINS_AS_ARRAY.test(first.head.toString('utf8', 0, LOOKED_AT_BYTES))) {
      throw fileError(first.name, 'line 1: expected one object on each line, found an array that holds them all');
    }
    return readTable(parts, await openJsonl(first));
  },
};
