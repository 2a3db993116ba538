const MAX_SHOWN = 200;
const CUT = '…';

/**
 * The value as an error shows it: itself where its JSON has at most 200 characters, else the first of them and `…`.
 * What JSON cannot hold (NaN, an infinity, a bigint, a function) is a string. Only own properties are looked at.
 */
export function shownValue(value: unknown): unknown {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'string') return cut(value);
  if (typeof value !== 'object') return cut(String(value));
  const pieces: string[] = [];
  const whole = writeJson(value, pieces, MAX_SHOWN) >= 0;
  const text = pieces.join('');
  if (!whole || text.length > MAX_SHOWN) return cut(text);
  const parsed: unknown = JSON.parse(text);
  return parsed;
}

/** What stands at `path` in `root`, by own properties only; undefined where nothing does. */
export function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const key of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined;
    value = Object.getOwnPropertyDescriptor(value, key)?.value;
  }
  return value;
}

function cut(text: string): string {
  return text.length <= MAX_SHOWN ? text : text.slice(0, MAX_SHOWN - CUT.length) + CUT;
}

/** Writes JSON until `room` characters are used up, so that a body of megabytes costs nothing; negative when it did not fit. */
function writeJson(value: unknown, pieces: string[], room: number): number {
  if (room < 0) return room;
  if (Array.isArray(value)) {
    return writeList('[', value, ']', pieces, room, (item, left) => writeJson(item, pieces, left));
  }
  if (value !== null && typeof value === 'object') {
    return writeList('{', ownEntries(value), '}', pieces, room, ([key, item], left) => {
      return writeJson(item, pieces, write(`${JSON.stringify(key)}:`, pieces, left));
    });
  }
  return write(JSON.stringify(shownValue(value)), pieces, room);
}

function writeList<T>(
  open: string,
  items: Iterable<T>,
  close: string,
  pieces: string[],
  room: number,
  writeItem: (item: T, room: number) => number,
): number {
  let left = write(open, pieces, room);
  let first = true;
  for (const item of items) {
    if (!first) left = write(',', pieces, left);
    first = false;
    left = writeItem(item, left);
    if (left < 0) return left;
  }
  return write(close, pieces, left);
}

function* ownEntries(value: object): Iterable<[string, unknown]> {
  for (const key in value) {
    if (Object.hasOwn(value, key)) yield [key, Object.getOwnPropertyDescriptor(value, key)?.value];
  }
}

function write(text: string, pieces: string[], room: number): number {
  if (room < 0) return room;
  pieces.push(text);
  return room - text.length;
}
