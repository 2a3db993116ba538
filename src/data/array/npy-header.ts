import { fileError, quoted } from '../faults.js';
import type { FileContent } from '../file-content.js';
import { type ArrayHeader, arrayHeader, type ElementType } from './array-header.js';
import { NUMBER_KINDS, type NumberKindName } from './number-kinds.js';

const MAGIC = Buffer.from('\x93NUMPY', 'latin1');
const VERSION_AT = MAGIC.length;
const LENGTH_AT = VERSION_AT + 2;
/** What NumPy itself takes. */
const MOST_HEADER_BYTES = 10_000;

const REFUSED_TYPES: ReadonlyMap<string, string> = new Map([
  ['O', 'Python objects; save an array of numbers or of text'],
  ['V', 'records; save an array of numbers or of text'],
  ['c', 'complex numbers'],
  ['M', 'dates; save them as numbers'],
  ['m', 'times; save them as numbers'],
]);

export function looksLikeNpy(head: Buffer): boolean {
  return head.subarray(0, MAGIC.length).equals(MAGIC);
}

/**
 * The header of NumPy's own format, a Python dict after magic number, version and length (numpy/lib/format.py).
 * @throws {InvalidError} when it is not whole, or the array is of a kind that is not read.
 */
export function readNpyHeader(file: Pick<FileContent, 'name' | 'head'>): ArrayHeader {
  const { head } = file;
  const refuse = (detail: string) => fileError(file.name, detail);
  if (!looksLikeNpy(head)) {
    const found = head.length === 0 ? 'nothing' : head.subarray(0, MAGIC.length).toString('hex');
    throw refuse(`byte 0: expected NPY's magic number (934e554d5059), found ${found}`);
  }
  const version = head[VERSION_AT] ?? 0;
  if (head.length > VERSION_AT && (version < 1 || version > 3)) {
    throw refuse(`byte ${VERSION_AT}: expected version 1, 2 or 3 of NPY, found ${version}`);
  }
  const start = LENGTH_AT + (version === 1 ? 2 : 4);
  if (head.length < start) throw refuse(`byte ${head.length}: the file ends within its header`);
  const length = version === 1 ? head.readUInt16LE(LENGTH_AT) : head.readUInt32LE(LENGTH_AT);
  if (length > MOST_HEADER_BYTES) {
    throw refuse(`byte ${LENGTH_AT}: a header of ${length} bytes; ${MOST_HEADER_BYTES} are the most`);
  }
  const bytes = start + length;
  if (head.length < bytes) {
    throw refuse(`byte ${head.length}: the file ends within its header of ${bytes} bytes`);
  }
  const text = head.toString(version === 3 ? 'utf8' : 'latin1', start, bytes);
  const shape = /'shape'\s*:\s*\(([\dL,\s]*)\)/d.exec(text);
  const order = /'fortran_order'\s*:\s*(True|False)/d.exec(text);
  const descr = /'descr'\s*:\s*(?:'([^']*)'|\[)/d.exec(text);
  const [shapeAt] = shape?.indices?.[1] ?? [];
  if (shape === null || order === null || descr === null || shapeAt === undefined) {
    throw refuse(
      `byte ${start}: expected a dict of 'descr', 'fortran_order' and 'shape', found ${quoted(text.trim())}`,
    );
  }
  const numbers = [...(shape[1] ?? '').matchAll(/\d+/g)];
  const sizes = numbers.map(([digits]) => Number(digits));
  const element = elementType(file, descr[1], start + descr.index);
  // Where at most one dimension is longer than 1 both orders are the same.
  const isTurned = order[1] === 'True' && sizes.filter((size) => size > 1).length > 1;
  const at = (dimension: number) => start + shapeAt + (numbers[dimension]?.index ?? 0);
  return arrayHeader(file, {
    element,
    sizes,
    at,
    dimensionsAt: start + shapeAt,
    bytes,
    order: isTurned ? 'columns' : 'rows',
  });
}

/** @param descr undefined for a list of fields. */
function elementType(file: Pick<FileContent, 'name'>, descr: string | undefined, at: number): ElementType {
  const refuse = (found: string) =>
    fileError(file.name, `byte ${at}: expected an array of booleans, integers, floats or text, found ${found}`);
  if (descr === undefined) throw refuse(REFUSED_TYPES.get('V') ?? '');
  const [, order, type = '', digits] = /^([<>=|]?)([a-zA-Z?])(\d*)/.exec(descr) ?? [];
  const refused = REFUSED_TYPES.get(type);
  if (refused !== undefined) throw refuse(`the type ${quoted(descr)}: ${refused}`);
  const bigEndian = order === '>';
  if (type === 'U' || type === 'S' || type === 'a') {
    const characters = Number(digits);
    if (characters === 0) throw refuse(`the type ${quoted(descr)}: text of no character`);
    return { kind: 'text', bigEndian, characters, wide: type === 'U' };
  }
  const kind = `${type}${digits}`;
  if (!isNumberKind(kind)) throw refuse(`the type ${quoted(descr)}`);
  return { kind, bigEndian };
}

function isNumberKind(kind: string): kind is NumberKindName {
  return Object.hasOwn(NUMBER_KINDS, kind);
}
