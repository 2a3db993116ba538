/** A network and how it is trained, in words that every peer understands. */
export interface TrainingCase {
  readonly name: string;
  readonly inputs: number;
  /** Units of the layers; the last one is a softmax over that many classes. */
  readonly units: readonly number[];
  readonly activation: 'sigmoid' | 'relu';
  readonly optimizer: 'sgd' | 'adam';
  readonly batchSize: number;
  readonly rows: number;
}

const CHAPTER = { inputs: 784, units: [100, 10], activation: 'sigmoid', batchSize: 32, rows: 8000 } as const;

export const TRAINING_CASES: readonly TrainingCase[] = [
  { name: 'mlp-sgd', ...CHAPTER, optimizer: 'sgd' },
  { name: 'mlp-adam', ...CHAPTER, optimizer: 'adam' },
  {
    name: 'deep-mlp',
    inputs: 784,
    units: [256, 256, 256, 256, 10],
    activation: 'relu',
    optimizer: 'adam',
    batchSize: 32,
    rows: 8000,
  },
];

/** Rows in one call of predict, on the chapter's network. */
export const PREDICT_ROWS: readonly number[] = [1, 32, 1024];
