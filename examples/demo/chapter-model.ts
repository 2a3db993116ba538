import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { CompileInput, NewModelInput } from '../../client/src/index.js';
import { type IdxFile, readIdx } from './digits.js';

/** From dist/examples/demo to the sources' examples/data. */
const DATA = new URL('../../../examples/data/', import.meta.url);

/** What the demo makes, by names that an ordinary user does not give: they are how it finds its own leftovers. */
export const NAMES = { model: 'demo-digits', train: 'demo-digits-train', test: 'demo-digits-test' } as const;

/** The chapter's network: 784 pixels, a hidden layer and one output for each digit. */
export const ARCHITECTURE: NewModelInput['architecture'] = {
  layers: [
    { class_name: 'Dense', config: { units: 100, activation: 'sigmoid', input_shape: [784] } },
    { class_name: 'Dense', config: { units: 10, activation: 'softmax' } },
  ],
};

/** Labels are class numbers, so that the loss is the sparse one. */
export const COMPILE: CompileInput = {
  optimizer: 'adam',
  loss: 'sparse_categorical_crossentropy',
  metrics: ['accuracy'],
};

export const FIT = { epochs: 20, batch_size: 32, validation_split: 0.2, seed: 1 };

/** Accuracy on the test digits below which something is wrong; Keras reaches 0.942 with the same network. */
export const LEAST_ACCURACY = 0.93;

/** A pair of files of examples/data: pictures and labels. */
export interface DigitFiles {
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }[];
  readonly images: IdxFile;
  readonly labels: IdxFile;
}

/** Reads the digits to train on, or those to test with. */
export async function readDigits(part: 'train' | 't10k'): Promise<DigitFiles> {
  const names = [`${part}-images-idx3-ubyte.gz`, `${part}-labels-idx1-ubyte.gz`] as const;
  const [images, labels] = await Promise.all([read(names[0]), read(names[1])]);
  return {
    files: [
      { name: names[0], bytes: images },
      { name: names[1], bytes: labels },
    ],
    images: readIdx(images),
    labels: readIdx(labels),
  };
}

async function read(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return Uint8Array.from(await readFile(fileURLToPath(new URL(name, DATA))));
}
