import { InvalidError, TooLargeError, toPointer } from '../errors.js';

/** A dataset has a handful of fields and at most 200 named tensors. */
const MOST_FIELDS = 1000;

/** The fields of the objects of a body that is being gone through. */
export class JsonFieldNames {
  /** The fields so far of each object that is open, the outermost first. */
  readonly #open: Set<string>[] = [];
  #count = 0;
  #repeated: string | undefined;

  open(): void {
    // More could not all have fields.
    if (this.#open.length <= MOST_FIELDS) this.#open.push(new Set());
  }

  close(): void {
    this.#open.pop();
  }

  /** @param quoted the name as it stands in the text. */
  add(quoted: Buffer): void {
    this.#count++;
    const names = this.#open.at(-1);
    if (names === undefined || this.#count > MOST_FIELDS) return;
    const name = nameOf(quoted);
    if (names.has(name)) this.#repeated ??= toPointer([...this.#path(), name]);
    names.add(name);
  }

  /** @throws {TooLargeError} {InvalidError} */
  check(): void {
    if (this.#count > MOST_FIELDS) throw new TooLargeError(`The body has more than ${MOST_FIELDS} fields.`);
    if (this.#repeated === undefined) return;
    throw new InvalidError([{ pointer: this.#repeated, detail: 'is given twice' }]);
  }

  /** The fields that the innermost open object stands in. */
  #path(): string[] {
    return this.#open.slice(0, -1).map((names) => [...names].at(-1) ?? '');
  }
}

/** A name without its quotes and escapes; one that is no JSON stays as it is, for the parser to find. */
function nameOf(quoted: Buffer): string {
  const text = quoted.toString('utf8');
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}
