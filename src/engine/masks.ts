import type * as tf from '@tensorflow/tfjs-core';

type MaskOf = (tensor: tf.Tensor) => tf.Tensor | undefined;

/**
 * Keras's masks of the tensors in one pass. Keras works them out twice (keras/src/layers/layer.py, steps 6 and 7): once as the
 * model is built, and again in each pass, where MultiHeadAttention takes them off the tensors that it is given. A layer of one
 * input with an argument `mask` is called with what was found as the model was built; all else looks at the tensors.
 */
export class Masks {
  private readonly carried = new WeakMap<tf.Tensor, tf.Tensor>();
  /** With the model in which it was worked out: a model that stands in another knows nothing of that one's. */
  private readonly built = new WeakMap<tf.Tensor, { readonly mask: tf.Tensor; readonly model: string }>();

  /** The mask that the tensor carries at this point of the pass. */
  of(tensor: tf.Tensor): tf.Tensor | undefined {
    return this.carried.get(tensor);
  }

  /** The mask that a layer of the model is called with. */
  givenIn(model: string, tensor: tf.Tensor): tf.Tensor | undefined {
    return this.builtIn(model, tensor) ?? this.carried.get(tensor);
  }

  set(tensor: tf.Tensor, mask: tf.Tensor, model: string): void {
    this.carried.set(tensor, mask);
    this.built.set(tensor, { mask, model });
  }

  /** Gives the output the mask that follows from those of the inputs. */
  pass(output: tf.Tensor, model: string, follow: (maskOf: MaskOf) => tf.Tensor | undefined): void {
    let differ = false;
    const mask = follow((tensor) => {
      const carried = this.carried.get(tensor);
      differ ||= carried !== this.builtIn(model, tensor);
      return carried;
    });
    if (mask) this.carried.set(output, mask);
    const built = differ ? follow((tensor) => this.builtIn(model, tensor)) : mask;
    if (built) this.built.set(output, { mask: built, model });
  }

  takeOff(tensor: tf.Tensor): void {
    this.carried.delete(tensor);
  }

  /** A model is called as a layer is, and puts the mask that it is called with on its input: keras/src/models/functional.py. */
  enterModel(from: string, tensor: tf.Tensor): void {
    const mask = this.builtIn(from, tensor);
    if (mask) this.carried.set(tensor, mask);
  }

  private builtIn(model: string, tensor: tf.Tensor): tf.Tensor | undefined {
    const built = this.built.get(tensor);
    return built?.model === model ? built.mask : undefined;
  }
}
