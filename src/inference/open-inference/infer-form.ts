import { z } from 'zod';
import { jsonError } from '../../data/json-rows.js';
import { MalformedError } from '../../errors.js';
import { parsePart } from '../../http/validation.js';
import type { BodyForm } from '../body-form.js';
import { parseJsonBody } from '../predict-body.js';
import { type InferRequest, inferRequestSchema } from './infer-schemas.js';
import { rowsOfTensors } from './tensor-rows.js';
import { readTensors } from './tensors.js';

const askedOutputSchema = z.object({
  name: z.string(),
  /** Undefined: as the request has it for all of them. */
  binary: z.boolean().optional(),
  /** So many of the likeliest classes instead of the output. */
  classes: z.int().positive().optional(),
});

const inferFieldsSchema = z.object({
  id: z.string().optional(),
  /** Undefined: all outputs. */
  outputs: z.array(askedOutputSchema).optional(),
  binary: z.boolean(),
});
export type InferFields = z.infer<typeof inferFieldsSchema>;

/** The body of the Open Inference Protocol's infer: JSON, and the binary data of tensors after it. */
export const INFER_FORM: BodyForm<InferFields> = {
  name: 'infer',
  fieldsSchema: inferFieldsSchema,
  parse: (bytes, { jsonBytes = bytes.length }) => {
    if (jsonBytes > bytes.length) {
      throw new MalformedError(`Inference-Header-Content-Length is ${jsonBytes}; the body has ${bytes.length} bytes.`);
    }
    const request = parsePart(inferRequestSchema, parseJsonBody(bytes.subarray(0, jsonBytes)));
    const binary = bytes.subarray(jsonBytes);
    return {
      fields: fieldsOf(request),
      layOut: (layouts) => rowsOfTensors(readTensors(request.inputs, binary), layouts),
    };
  },
};

function fieldsOf({ id, parameters, outputs }: InferRequest): InferFields {
  return {
    ...(id !== undefined && { id }),
    binary: booleanAt(parameters, 'binary_data_output', '/parameters') ?? false,
    ...(outputs !== undefined &&
      outputs.length > 0 && {
        outputs: outputs.map(({ name, parameters: own }, index) => {
          const pointer = `/outputs/${index}/parameters`;
          const classes = own?.classification;
          if (classes !== undefined && !z.int().positive().safeParse(classes).success) {
            throw jsonError(`${pointer}/classification`, 'must be a number of classes, at least 1', classes);
          }
          if (own !== undefined && Object.hasOwn(own, 'shared_memory_region')) {
            throw jsonError(`${pointer}/shared_memory_region`, 'shared memory is not offered here');
          }
          const binary = booleanAt(own, 'binary_data', pointer);
          return {
            name,
            ...(binary !== undefined && { binary }),
            ...(classes !== undefined && { classes: Number(classes) }),
          };
        }),
      }),
  };
}

function booleanAt(parameters: InferRequest['parameters'], name: string, pointer: string): boolean | undefined {
  const value = parameters?.[name];
  if (value === undefined || typeof value === 'boolean') return value;
  throw jsonError(`${pointer}/${name}`, 'must be true or false', value);
}
