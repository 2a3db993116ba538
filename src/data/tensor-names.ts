/** Most inputs, and most targets, that a dataset can have. */
export const MOST_TENSORS = 100;

const TENSOR_NAME = /^[A-Za-z][\w./-]{0,199}$/;

/** What a name must be, for a sentence. */
export const TENSOR_NAME_RULE = 'a name must begin with a letter and go on with letters, digits, or any of _ . / -';

/** Whether a name can be that of one of several inputs or targets. */
export function isTensorName(name: string): boolean {
  return TENSOR_NAME.test(name);
}
