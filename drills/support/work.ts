import type { DrillClient } from './client.js';
import { promised } from './drill.js';

/** With a batch size of 1 an epoch of so many rows lasts about half a second. */
const ROWS = 10_000;
const FEATURES = 4;
/** A training process has to load TensorFlow after each kill; on a busy machine that alone may take half a minute. */
const PATIENCE_MS = 600_000;

/** Dropout and Adam: what is random and what is kept between steps must survive too. */
const MODEL = {
  name: 'drill',
  architecture: {
    layers: [
      { class_name: 'Dense', config: { units: 16, activation: 'relu' } },
      { class_name: 'Dropout', config: { rate: 0.2 } },
      { class_name: 'Dense', config: { units: 3, activation: 'softmax' } },
    ],
  },
  compile: { optimizer: 'adam', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] },
};

/** What jobs of a drill train, and what they must come to. */
export class DrillWork {
  readonly #client: DrillClient;
  readonly #model: string;
  readonly #dataset: string;
  readonly #fit: Readonly<Record<string, unknown>>;

  private constructor(client: DrillClient, model: string, dataset: string, fit: Readonly<Record<string, unknown>>) {
    this.#client = client;
    this.#model = model;
    this.#dataset = dataset;
    this.#fit = fit;
  }

  /** @param fit over the fit that all of its jobs have: `epochs`, and `batch_size` (1 makes epochs long). */
  static async prepare(
    client: DrillClient,
    fit: { epochs: number; batch_size: number },
    rows = ROWS,
  ): Promise<DrillWork> {
    const inputs = Array.from({ length: rows }, (_, row) =>
      Array.from({ length: FEATURES }, (_, column) => (row % 3) * (column + 1) + Math.sin(row * 7 + column)),
    );
    const targets = inputs.map((_, row) => row % 3);
    const dataset = await client.createDataset({ name: 'drill', inputs, targets });
    const model = await client.createModel(MODEL);
    return new DrillWork(client, model, dataset, { ...fit, validation_split: 0.2 });
  }

  /** Where its model predicts rows of four numbers. */
  get predictPath(): string {
    return `/v1/models/${this.#model}/predict`;
  }

  /** A new job; those of one seed must end with the same bytes. */
  start(seed: number): Promise<string> {
    return this.#client.fit(this.#model, { dataset: this.#dataset, ...this.#fit, seed });
  }

  /** Asks once for a new job, and does not insist. @returns the answer; undefined where no server was there. */
  attempt(seed: number): Promise<{ status: number; text: string } | undefined> {
    return this.#client.attempt('POST', `/v1/models/${this.#model}/fit`, {
      dataset: this.#dataset,
      ...this.#fit,
      seed,
    });
  }

  /** What a job of the seed leaves when nothing disturbs it. */
  async undisturbed(seed: number): Promise<string> {
    const id = await this.start(seed);
    await this.#succeeded(id);
    return this.#client.remains(id);
  }

  /** Waits for the end of a job, and checks that it has everything that an undisturbed one has, and no event twice. */
  async checked(id: string, remains: string): Promise<{ attempts: number }> {
    const { attempts } = await this.#succeeded(id);
    promised((await this.#client.remains(id)) === remains, `${id} ended with other bytes or another history`);
    const events = await this.#client.events(id);
    promised(
      events.length > 0 && events.every((event, index) => event === index + 1),
      `${id} tells its events as ${events.join()}`,
    );
    return { attempts };
  }

  async #succeeded(id: string): Promise<{ attempts: number }> {
    const { status, error, attempts } = await this.#client.end(id, PATIENCE_MS);
    promised(status === 'succeeded', `${id} ended as ${status}: ${error?.detail ?? 'no error'}`);
    return { attempts };
  }
}
