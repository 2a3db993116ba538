import { loadConfig } from '../../src/config.js';
import { InvalidError } from '../../src/errors.js';
import { defineModel, limitsOf } from '../../src/models/definition.js';
import { newModelSchema } from '../../src/models/model-schemas.js';
import { refuseManyLayers } from '../../src/models/posted-layers.js';
import { median } from '../median.js';
import { largeModels } from './large-models.js';

const MEGABYTE = 2 ** 20;

/**
 * Refuses models that are too large as the route for them does, from the text of the body on, and prints the first and the median
 * time, how many times as long that is as reading the JSON alone, and what the memory of the process grew by.
 */
export function measureRefusals(rounds: number): void {
  const config = loadConfig(undefined, { LOG_LEVEL: 'error' });
  const refuse = (text: string) => {
    const body: unknown = JSON.parse(text);
    refuseManyLayers(body, config.MAX_MODEL_LAYERS);
    const posted = newModelSchema.safeParse(body);
    if (posted.success) defineModel(posted.data, limitsOf(config));
    throw new Error('a model that is too large was not refused');
  };
  console.log('\nrefusals: milliseconds');
  console.log(
    `  ${'too much'.padEnd(18)}${['first', 'median', 'of JSON.parse', 'MB'].map((name) => name.padStart(15)).join('')}`,
  );
  for (const [what, text] of largeModels()) {
    const before = process.memoryUsage.rss();
    const times = Array.from({ length: rounds }, () => timeOf(() => expectRefusal(() => refuse(text))));
    const grown = (process.memoryUsage.rss() - before) / MEGABYTE;
    const [first = Number.NaN] = times;
    const middle = median(times);
    const parsing = median(Array.from({ length: rounds }, () => timeOf(() => JSON.parse(text))));
    const figures = [first.toFixed(1), middle.toFixed(1), (middle / parsing).toFixed(1), grown.toFixed(0)];
    console.log(`  ${what.padEnd(18)}${figures.map((figure) => figure.padStart(15)).join('')}`);
  }
}

function expectRefusal(refuse: () => void): void {
  try {
    refuse();
  } catch (error) {
    if (!(error instanceof InvalidError)) throw error;
  }
}

function timeOf(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
