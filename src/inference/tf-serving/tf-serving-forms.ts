import { z } from 'zod';
import { jsonError } from '../../data/json-rows.js';
import { type Fault, InvalidError, toPointer } from '../../errors.js';
import { parsePart } from '../../http/validation.js';
import type { BodyForm } from '../body-form.js';
import type { InputLayout, PredictRows } from '../input-layout.js';
import { isPicture } from '../picture-rows.js';
import { parseJsonBody } from '../predict-body.js';
import { layOutRows } from '../predict-rows.js';
import { isObject, own } from '../row-parts.js';
import { textsOf } from './base64-values.js';
import { tfExamplesSchema, tfPredictSchema } from './tf-serving-schemas.js';

const METHODS = ['predict', 'classify', 'regress'] as const;

/** The body of TensorFlow Serving's `:predict`; the answer has the form of the question, rows or columns. */
export const TF_PREDICT_FORM: BodyForm<{ readonly form: 'row' | 'column' }> = {
  name: 'tf-predict',
  fieldsSchema: z.object({ form: z.enum(['row', 'column']) }),
  parse: (bytes) => {
    const { signature_name, ...posted } = parsePart(tfPredictSchema, parseJsonBody(bytes));
    checkSignature(signature_name, ['predict']);
    return {
      fields: { form: posted.instances === undefined && posted.inputs !== undefined ? 'column' : 'row' },
      layOut: (layouts) => layOutRows(textsOf(posted, layouts), layouts),
    };
  },
};

/** The body of `:classify` and `:regress`: examples, whose features are columns or inputs of the model. */
export const TF_EXAMPLES_FORM: BodyForm<Record<never, never>> = {
  name: 'tf-examples',
  fieldsSchema: z.object({}),
  parse: (bytes) => {
    const { signature_name, context, examples } = parsePart(tfExamplesSchema, parseJsonBody(bytes));
    checkSignature(signature_name, ['classify', 'regress']);
    return { fields: {}, layOut: (layouts) => layOutExamples(context, examples, layouts) };
  },
};

function checkSignature(name: string | undefined, methods: readonly (typeof METHODS)[number][]): void {
  const known = ['', 'serving_default', ...methods.map((method) => `tensorflow/serving/${method}`)];
  if (name === undefined || known.includes(name)) return;
  throw jsonError(
    '/signature_name',
    `Serving signature name: ${JSON.stringify(name)} not found in signature def`,
    name,
  );
}

function layOutExamples(context: unknown, examples: unknown, layouts: readonly InputLayout[]): PredictRows {
  if (context !== undefined && !isObject(context))
    throw jsonError('/context', 'must be an object of features', context);
  if (!Array.isArray(examples)) throw jsonError('/examples', 'must be a list of examples', examples);
  const columns = new Set(layouts.flatMap((layout) => layout.columns ?? []));
  const instances = examples.map((example: unknown, index) =>
    asPicture(rowOf(context, example, `/examples/${index}`, columns), layouts),
  );
  try {
    return layOutRows(textsOf({ instances }, layouts), layouts);
  } catch (error) {
    throw error instanceof InvalidError ? pointingInto(error, '/instances', '/examples') : error;
  }
}

/** An example as a row: with the features of the context, and a list of one value as the value, where it is one of a column. */
function rowOf(context: object | undefined, example: unknown, pointer: string, columns: ReadonlySet<string>): object {
  if (!isObject(example)) throw jsonError(pointer, 'must be an object of features', example);
  const twice = context && Object.keys(example).find((key) => Object.hasOwn(context, key));
  if (twice !== undefined) throw jsonError(pointer + toPointer([twice]), 'stands in the context, too');
  const merged = { ...context, ...example };
  return Object.fromEntries(
    Object.keys(merged).map((key) => {
      const value = own(merged, key);
      return [key, columns.has(key) && Array.isArray(value) && value.length === 1 ? value[0] : value];
    }),
  );
}

/** An example whose one feature is a picture, as a row that is one. */
function asPicture(row: object, layouts: readonly InputLayout[]): object {
  const [feature, ...others]: unknown[] = Object.values(row);
  const [layout] = layouts;
  return layout?.picture !== undefined && others.length === 0 && isPicture(feature, layout) ? feature : row;
}

/** The same error about a field by another name. */
function pointingInto(error: InvalidError, from: string, to: string): InvalidError {
  const faults = (error.errors ?? []).map(
    (fault): Fault =>
      fault.pointer.startsWith(from) ? { ...fault, pointer: to + fault.pointer.slice(from.length) } : fault,
  );
  return new InvalidError(faults, error.code);
}
