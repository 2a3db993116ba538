import { z } from 'zod';
import type { InferenceApp } from './inference-app.js';

const idSchema = z.object({ id: z.string() });

/** An array in NumPy's format. */
export function npy(descr: string, shape: readonly number[], content: Uint8Array): Buffer {
  const dict = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`;
  const length = Math.ceil((dict.length + 11) / 64) * 64 - 10;
  const head = Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, length & 255, length >> 8]);
  return Buffer.concat([head, Buffer.from(`${dict.padEnd(length - 1)}\n`), content]);
}

export const floats = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);

/** Datasets of files, and models of known weights on them. */
export function uploaded(api: InferenceApp) {
  const upload = async (options: object, ...files: readonly [name: string, content: Uint8Array][]): Promise<string> => {
    const form = new FormData();
    form.append('options', JSON.stringify(options));
    for (const [name, content] of files) form.append('file', new Blob([Uint8Array.from(content)]), name);
    const headers = { authorization: api.authorization };
    const answer = await fetch(`${api.url}/v1/datasets`, { method: 'POST', headers, body: form });
    return idSchema.parse(await answer.json()).id;
  };

  /** A model that answers 1, 10, 100, ... times each number of a row, summed up. */
  const sumModel = async (dataset: string, inputShape: readonly number[]): Promise<string> => {
    const width = inputShape.reduce((product, size) => product * size, 1);
    const layers = [
      { class_name: 'Flatten', config: { input_shape: inputShape } },
      { class_name: 'Dense', config: { units: 1, use_bias: false } },
    ];
    const model = await api.model(layers, { loss: 'mse' });
    await api.trained(model, { dataset, epochs: [[Array.from({ length: width }, (_, index) => 10 ** index)]] });
    return model;
  };

  return { upload, sumModel };
}
