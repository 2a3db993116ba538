import type { BodyForm, BodyFormName } from './body-form.js';
import { PREDICT_FORM } from './predict-body.js';

/** The form of each name, for the thread that is told the name only. */
export const BODY_FORMS = {
  predict: PREDICT_FORM,
} as const satisfies Record<BodyFormName, BodyForm<unknown>>;
