import { z } from 'zod';
import { colorSchema } from '../data/images/picture-form.js';
import { InvalidError, MalformedError, type ServiceError } from '../errors.js';
import { BODY_FORM_NAMES } from './body-form.js';
import { cellRuleSchema } from './posted-cells.js';

/** What the server's thread tells the body thread about one body: its bytes, their end, and then one of the others. */
export const toBodyThreadSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('bytes'), bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array) }),
  z.object({
    type: z.literal('end'),
    form: z.enum(BODY_FORM_NAMES),
    hints: z.object({ jsonBytes: z.int().optional() }),
  }),
  z.object({
    type: z.literal('layouts'),
    /** One for each input of the model. */
    layouts: z.array(
      z.object({
        shape: z.array(z.int()),
        names: z.array(z.string()),
        columns: z.array(z.string()).optional(),
        cells: z.array(cellRuleSchema).optional(),
        picture: z.object({ height: z.int(), width: z.int(), color: colorSchema }).optional(),
        maxRows: z.int(),
      }),
    ),
  }),
  /** The rows are not wanted. */
  z.object({ type: z.literal('close') }),
]);
export type ToBodyThread = z.infer<typeof toBodyThreadSchema>;

const faultSchema = z.object({ pointer: z.string(), detail: z.string(), received: z.unknown().optional() });
const refusalSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('malformed'), detail: z.string() }),
  z.object({ kind: z.literal('invalid'), code: z.string(), faults: z.array(faultSchema) }),
]);
type Refusal = z.infer<typeof refusalSchema>;

/** What the body thread answers: `fields` to the end of the bytes, `rows` to the layouts; the others end it. */
export const fromBodyThreadSchema = z.discriminatedUnion('type', [
  /** `fields` are those of the form. */
  z.object({ type: z.literal('fields'), fields: z.unknown() }),
  z.object({
    type: z.literal('rows'),
    inputs: z.array(z.instanceof(Float32Array)),
    rows: z.int(),
    pictures: z.array(z.object({ row: z.int(), file: z.instanceof(Uint8Array), pointer: z.string() })).optional(),
  }),
  z.object({ type: z.literal('refused'), refusal: refusalSchema }),
  z.object({ type: z.literal('failed'), detail: z.string() }),
]);
export type FromBodyThread = z.infer<typeof fromBodyThreadSchema>;

/** How an error travels to the server's thread. */
export function toFailure(error: unknown): FromBodyThread {
  if (error instanceof InvalidError) {
    return { type: 'refused', refusal: { kind: 'invalid', code: error.code, faults: [...(error.errors ?? [])] } };
  }
  if (error instanceof MalformedError)
    return { type: 'refused', refusal: { kind: 'malformed', detail: error.message } };
  return { type: 'failed', detail: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

/** The error that a refusal stands for. */
export function fromRefusal(refusal: Refusal): ServiceError {
  return refusal.kind === 'invalid'
    ? new InvalidError(refusal.faults, refusal.code)
    : new MalformedError(refusal.detail);
}
