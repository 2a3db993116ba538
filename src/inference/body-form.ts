import type { z } from 'zod';
import type { InputLayout, PredictRows } from './input-layout.js';

/** How the body of a request for predictions is written; each name has its form in body-forms.ts. */
export const BODY_FORM_NAMES = ['predict', 'npy', 'arrow', 'tf-predict', 'tf-examples', 'infer'] as const;
export type BodyFormName = (typeof BODY_FORM_NAMES)[number];

/** What a form needs to know beside the bytes. */
export interface BodyHints {
  /** Bytes of JSON at the beginning, where the numbers of tensors come after it. */
  readonly jsonBytes?: number | undefined;
}

/** A body that is parsed; its rows wait for the layout of the model that they are for. */
export interface ParsedBody<Fields> {
  /** What stands around the rows. */
  readonly fields: Fields;
  /** @throws {InvalidError} that points at the element that is wrong. */
  layOut(layouts: readonly InputLayout[]): PredictRows;
}

/** A form that is read on the thread for large bodies alone, however small they are. */
export interface FormOnThread<Fields> {
  readonly name: BodyFormName;
  /** The fields, as they come from the thread. */
  readonly fieldsSchema: z.ZodType<Fields>;
}

/** A way to write rows that are to be predicted. */
export interface BodyForm<Fields> extends FormOnThread<Fields> {
  /**
   * Parses a body; in one synchronous step of about 10 ms for each megabyte. The rows are not looked at.
   * @throws {MalformedError} when it cannot be read; {InvalidError} for a wrong field.
   */
  parse(bytes: Uint8Array, hints: BodyHints): ParsedBody<Fields>;
}
