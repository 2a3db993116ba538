import * as tf from '@tensorflow/tfjs-core';
import { nativeBackend } from '../native-backend.js';

/**
 * Gives `tf.image.transform` what it lacks: a kernel on native TensorFlow, whose own operation is the same, and a gradient, which
 * transforms back (as tensorflow/python/ops/image_ops.py does). Only matrices that leave lines parallel.
 */
export function registerImageTransform(backendName: string): void {
  tf.registerGradient({
    kernelName: tf.Transform,
    inputsToSave: ['transforms'],
    gradFunc: (dy, [transforms], attrs) => {
      if (Array.isArray(dy) || !transforms) throw new TypeError('an image transform gives one tensor');
      return {
        image: () =>
          tensorOf(
            tf
              .engine()
              .runKernel(tf.Transform, { image: dy, transforms: inverse(transforms) }, { ...attrs, fillValue: 0 }),
          ),
        transforms: () => tf.zerosLike(transforms),
      };
    },
  });
  if (backendName !== 'tensorflow') return;
  tf.registerKernel({
    kernelName: tf.Transform,
    backendName,
    kernelFunc: ({ inputs, attrs }) =>
      transformNatively(tensorOf(inputs.image), tensorOf(inputs.transforms), attrs ?? {}),
  });
}

function transformNatively(image: tf.Tensor, transforms: tf.Tensor, attrs: tf.NamedAttrMap): tf.Tensor {
  const backend = nativeBackend();
  const { binding } = backend;
  const text = (name: string, value: unknown) => ({
    name,
    type: binding.TF_ATTR_STRING,
    value: String(value).toUpperCase(),
  });
  const size = tf.tensor1d([image.shape[1] ?? 1, image.shape[2] ?? 1], 'int32');
  const fill = tf.scalar(Number(attrs.fillValue));
  const attributes = [
    { name: 'dtype', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    text('interpolation', attrs.interpolation),
    text('fill_mode', attrs.fillMode),
  ];
  const made = backend.executeSingleOutput('ImageProjectiveTransformV3', attributes, [image, transforms, size, fill]);
  tf.dispose([size, fill]);
  return made;
}

/** Matrices (a0, a1, a2, b0, b1, b2, 0, 0) that lead back. */
function inverse(transforms: tf.Tensor): tf.Tensor {
  const column = (place: number) => tf.slice(transforms, [0, place], [transforms.shape[0] ?? 1, 1]);
  const [a0, a1, a2] = [column(0), column(1), column(2)];
  const [b0, b1, b2] = [column(3), column(4), column(5)];
  const determinant = tf.sub(tf.mul(a0, b1), tf.mul(a1, b0));
  const none = tf.zerosLike(determinant);
  const columns = [
    b1,
    tf.neg(a1),
    tf.sub(tf.mul(a1, b2), tf.mul(a2, b1)),
    tf.neg(b0),
    a0,
    tf.sub(tf.mul(a2, b0), tf.mul(a0, b2)),
    none,
    none,
  ];
  return tf.div(tf.concat(columns, 1), determinant);
}

function tensorOf(value: unknown): tf.Tensor {
  if (value instanceof tf.Tensor) return value;
  throw new TypeError('a kernel takes and gives one tensor');
}
