import { type Signature, type SignaturePort, signatureOf } from '../protocols/signature.js';
import type { TrainedModel } from '../trained-models.js';
import type { TensorFlowMetadata, TensorInfo } from './tf-serving-schemas.js';

const SIGNATURE = 'serving_default';

/** What TensorFlow Serving would tell of a model's signature. */
export function metadataOf(name: string, version: number | null, model: TrainedModel): TensorFlowMetadata {
  const signature: Signature = signatureOf(model);
  return {
    // A checkpoint that is served before its job has succeeded has no version yet.
    model_spec: { name, signature_name: '', version: String(version ?? 0) },
    metadata: {
      signature_def: {
        signature_def: {
          [SIGNATURE]: {
            inputs: infosOf(signature.inputs, (port) => `${SIGNATURE}_${port.name}:0`),
            outputs: infosOf(signature.outputs, (_, index) => `StatefulPartitionedCall:${index}`),
            method_name: 'tensorflow/serving/predict',
          },
        },
      },
    },
  };
}

function infosOf(
  ports: readonly SignaturePort[],
  tensorName: (port: SignaturePort, index: number) => string,
): Record<string, TensorInfo> {
  return Object.fromEntries(
    ports.map((port, index) => [
      port.name,
      {
        dtype: port.kind === 'number' ? 'DT_FLOAT' : 'DT_STRING',
        tensor_shape: {
          dim: [-1, ...port.shape].map((size) => ({ size: String(size), name: '' })),
          unknown_rank: false,
        },
        name: tensorName(port, index),
      },
    ]),
  );
}
