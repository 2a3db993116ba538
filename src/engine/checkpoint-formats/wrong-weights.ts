/** A file of weights that is broken, or holds others than the model's; the message says where. */
export class WrongWeightsError extends Error {
  override readonly name = 'WrongWeightsError';
}
