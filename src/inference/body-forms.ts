import { ARROW_READER } from './arrow-body.js';
import type { BodyForm, BodyFormName } from './body-form.js';
import { NPY_FORM } from './npy-body.js';
import { INFER_FORM } from './open-inference/infer-form.js';
import { PREDICT_FORM } from './predict-body.js';
import { TF_EXAMPLES_FORM, TF_PREDICT_FORM } from './tf-serving/tf-serving-forms.js';

/** The form of each name, for the thread that is told the name only. */
export const BODY_FORMS = {
  predict: PREDICT_FORM,
  npy: NPY_FORM,
  arrow: ARROW_READER,
  'tf-predict': TF_PREDICT_FORM,
  'tf-examples': TF_EXAMPLES_FORM,
  infer: INFER_FORM,
} as const satisfies Record<BodyFormName, BodyForm<unknown>>;
