import { z } from 'zod';
import { MAX_JSON_DEPTH } from '../data/json-text.js';
import { sizeOf } from '../engine/plan/network-plan.js';
import { MalformedError } from '../errors.js';
import { isNestedDeeper } from '../http/json-body.js';
import { parsePart } from '../http/validation.js';
import type { BodyForm, ParsedBody } from './body-form.js';
import { type CheckpointChoice, checkpointChoiceSchema, predictFieldsSchema } from './inference-schemas.js';
import { type NumberRows, readNumberRows } from './number-rows-body.js';
import { layOutRows } from './predict-rows.js';

interface PredictFields {
  readonly checkpoint: CheckpointChoice;
  readonly top_k?: number | undefined;
}

/** What a body says that has rows only. */
const BARE_FIELDS: PredictFields = { checkpoint: predictFieldsSchema.parse({}).checkpoint };

/** The body of a predict: JSON with `instances` or `inputs`, and the choice of the weights. */
export const PREDICT_FORM: BodyForm<PredictFields> = {
  name: 'predict',
  fieldsSchema: z.object({ checkpoint: checkpointChoiceSchema, top_k: z.int().optional() }),
  parse: (bytes) => {
    const numbers = readNumberRows(bytes);
    return numbers === undefined ? parseFields(bytes) : parsedNumbers(numbers, bytes);
  },
};

function parseFields(bytes: Uint8Array): ParsedBody<PredictFields> {
  const { checkpoint, top_k, ...posted } = parsePart(predictFieldsSchema, parseJsonBody(bytes));
  return { fields: { checkpoint, top_k }, layOut: (layouts) => layOutRows(posted, layouts) };
}

/** Rows that were read already, where the model takes such; for others, and for what is wrong with them, the bytes are read again. */
function parsedNumbers({ values, rows }: NumberRows, bytes: Uint8Array): ParsedBody<PredictFields> {
  return {
    fields: BARE_FIELDS,
    layOut: (layouts) => {
      const [layout, ...others] = layouts;
      const isAsPosted = layout !== undefined && others.length === 0 && layout.cells === undefined;
      return isAsPosted && values.length === rows * sizeOf(layout.shape) && rows <= layout.maxRows
        ? { inputs: [values], rows }
        : parseFields(bytes).layOut(layouts);
    },
  };
}

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
