import { MalformedError } from '../errors.js';
import { isNestedDeeper, MAX_JSON_DEPTH } from '../http/json-body.js';
import { parsePart } from '../http/validation.js';
import { type CheckpointChoice, predictFieldsSchema } from './inference-schemas.js';
import type { InputLayout, PredictRows } from './input-layout.js';
import type { PostedRows } from './predict-rows.js';

/** The body of a predict whose fields are known; its rows wait for the layout of the model that they are for. */
export interface PredictBody {
  readonly checkpoint: CheckpointChoice;
  /** Lays the rows out; once. @throws {InvalidError} that points at the element that is wrong. */
  read(layouts: readonly InputLayout[]): Promise<PredictRows>;
  /** Lets go of the body, read or not. */
  close(): void;
}

/**
 * Parses the body of a predict; in one synchronous step of about 10 ms for each megabyte.
 * @throws {MalformedError} when it is no JSON; {InvalidError} for a wrong field. The rows are not looked at.
 */
export function parsePredict(bytes: Uint8Array): PostedRows & { readonly checkpoint: CheckpointChoice } {
  if (bytes.length === 0) throw new MalformedError('The body is empty; this route takes JSON.');
  if (isNestedDeeper(bytes, MAX_JSON_DEPTH)) {
    throw new MalformedError(`The body's JSON is nested deeper than ${MAX_JSON_DEPTH} levels.`);
  }
  return parsePart(predictFieldsSchema, parseJson(decode(bytes)));
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new MalformedError('The body is not UTF-8 text.');
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const at = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
    throw new MalformedError(`The body is not valid JSON${at === undefined ? '' : ` (at character ${at})`}.`);
  }
}
