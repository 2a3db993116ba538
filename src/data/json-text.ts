import { MalformedError, TooLargeError } from '../errors.js';
import { JsonFieldNames } from './json-field-names.js';

/** JSON nested deeper than this is refused: validating it would need a deep stack, and nothing here is that deep. */
export const MAX_JSON_DEPTH = 200;
/** Each array costs the parser far more than the numbers in it: 20 million empty ones take a minute and a gigabyte. */
const MOST_ARRAYS = 2_000_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const CLOSE_BRACKET = 0x5d;

/**
 * The value of a JSON body, parsed whole in one synchronous step: about 10 ms for each megabyte of numbers.
 * @throws {MalformedError} when it is no JSON, or nested too deep; {TooLargeError} when it has too many arrays or fields to be parsed so;
 * {InvalidError} when it says a field twice, of which the parser would keep the last in silence.
 */
export async function parseJsonBody(body: AsyncIterable<Uint8Array>): Promise<unknown> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(Uint8Array.from(piece));
  const bytes = Buffer.concat(pieces);
  refuseSwarms(bytes);
  const text = decodeUtf8(bytes);
  if (text.trim() === '') throw new MalformedError('The body is empty; this route takes JSON or multipart/form-data.');
  try {
    return JSON.parse(text);
  } catch (error) {
    const at = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
    throw new MalformedError(`The body is not valid JSON${at === undefined ? '' : ` (at character ${at})`}.`);
  }
}

function refuseSwarms(json: Buffer): void {
  let arrays = 0;
  let depth = 0;
  const fields = new JsonFieldNames();
  let lastString: Buffer | undefined;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at];
    if (byte === QUOTE) {
      const end = endOfString(json, at);
      lastString = json.subarray(at, end + 1);
      at = end;
    } else if (byte === OPEN_BRACKET || byte === OPEN_BRACE) {
      arrays++;
      depth++;
      if (depth > MAX_JSON_DEPTH) {
        throw new MalformedError(`The body's JSON is nested deeper than ${MAX_JSON_DEPTH} levels.`);
      }
      if (byte === OPEN_BRACE) fields.open();
    } else if (byte === CLOSE_BRACKET || byte === CLOSE_BRACE) {
      depth--;
      if (byte === CLOSE_BRACE) fields.close();
    } else if (byte === COLON && lastString !== undefined) fields.add(lastString);
  }
  if (arrays > MOST_ARRAYS) {
    throw new TooLargeError(`The body has more than ${MOST_ARRAYS} rows or arrays in rows; upload them as a file.`);
  }
  fields.check();
}

function endOfString(json: Buffer, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== QUOTE) at += json[at] === BACKSLASH ? 2 : 1;
  return at;
}

function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new MalformedError('The body is not UTF-8 text.');
  }
}
