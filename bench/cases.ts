/** A layer as Keras names and configures it, which every peer builds in its own way. */
export interface CaseLayer {
  readonly class_name: 'Dense' | 'Conv2D' | 'MaxPooling2D' | 'Flatten' | 'LSTM';
  readonly config: Readonly<Record<string, string | number | readonly number[]>>;
}

/** A network and how it is trained, in words that every peer understands. */
export interface TrainingCase {
  readonly name: string;
  /** Sizes of one row. */
  readonly inputShape: readonly number[];
  readonly layers: readonly CaseLayer[];
  readonly optimizer: 'sgd' | 'adam';
  readonly batchSize: number;
  readonly rows: number;
  /** Steps of one measurement of tfjs, which takes too long for whole epochs. */
  readonly tfjsSteps: number;
}

/** The last layer of every case: a softmax over this many classes. */
export const CLASSES = 10;

const dense = (units: number, activation: string): CaseLayer => ({
  class_name: 'Dense',
  config: { units, activation },
});
const convolution = (filters: number): CaseLayer => ({
  class_name: 'Conv2D',
  config: { filters, kernel_size: [3, 3], activation: 'relu' },
});
const pool: CaseLayer = { class_name: 'MaxPooling2D', config: { pool_size: [2, 2] } };
const flatten: CaseLayer = { class_name: 'Flatten', config: {} };
const closing = dense(CLASSES, 'softmax');

const COMMON = { batchSize: 32, rows: 8000, tfjsSteps: 50, inputShape: [784] } as const;
const CHAPTER = { ...COMMON, layers: [dense(100, 'sigmoid'), closing] } as const;

export const TRAINING_CASES: readonly TrainingCase[] = [
  { name: 'mlp-sgd', ...CHAPTER, optimizer: 'sgd' },
  { name: 'mlp-adam', ...CHAPTER, optimizer: 'adam' },
  {
    name: 'deep-mlp',
    ...COMMON,
    layers: [...Array.from({ length: 4 }, () => dense(256, 'relu')), closing],
    optimizer: 'adam',
  },
  {
    name: 'cnn',
    ...COMMON,
    rows: 1600,
    tfjsSteps: 10,
    inputShape: [28, 28, 1],
    layers: [convolution(32), pool, convolution(64), pool, flatten, closing],
    optimizer: 'sgd',
  },
  {
    name: 'lstm',
    ...COMMON,
    rows: 1600,
    tfjsSteps: 3,
    inputShape: [80, 16],
    layers: [{ class_name: 'LSTM', config: { units: 32 } }, closing],
    optimizer: 'adam',
  },
];

/** Rows in one call of predict, on the chapter's network. */
export const PREDICT_ROWS: readonly number[] = [1, 32, 1024];

/** Cases that are trained as a job of the service, too: pictures of 28 x 28 pixels. */
export const THROUGH_SERVICE: readonly string[] = ['mlp-sgd', 'mlp-adam'];

/** The case that a contender was started for. @throws when its argument names none. */
export function caseNamed(name: string | undefined): TrainingCase {
  const found = TRAINING_CASES.find((one) => one.name === name);
  if (!found) throw new Error(`there is no case ${name}`);
  return found;
}
