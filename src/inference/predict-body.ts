import { z } from 'zod';
import { MalformedError } from '../errors.js';
import { isNestedDeeper, MAX_JSON_DEPTH } from '../http/json-body.js';
import { parsePart } from '../http/validation.js';
import type { BodyForm } from './body-form.js';
import { type CheckpointChoice, checkpointChoiceSchema, predictFieldsSchema } from './inference-schemas.js';
import { layOutRows } from './predict-rows.js';

/** The body of a predict: JSON with `instances` or `inputs`, and the choice of the weights. */
export const PREDICT_FORM: BodyForm<{ readonly checkpoint: CheckpointChoice }> = {
  name: 'predict',
  fieldsSchema: z.object({ checkpoint: checkpointChoiceSchema }),
  parse: (bytes) => {
    const { checkpoint, ...posted } = parsePart(predictFieldsSchema, parseJsonBody(bytes));
    return { fields: { checkpoint }, layOut: (layouts) => layOutRows(posted, layouts) };
  },
};

/** Parses a body that must be JSON. @throws {MalformedError} when it is none. */
export function parseJsonBody(bytes: Uint8Array): unknown {
  if (bytes.length === 0) throw new MalformedError('The body is empty; this route takes JSON.');
  if (isNestedDeeper(bytes, MAX_JSON_DEPTH)) {
    throw new MalformedError(`The body's JSON is nested deeper than ${MAX_JSON_DEPTH} levels.`);
  }
  return parseJson(decode(bytes));
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
