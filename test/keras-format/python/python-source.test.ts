import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { NO_LIMITS } from '../../../src/engine/plan/model-limits.js';
import { planNetwork } from '../../../src/engine/plan/plan-network.js';
import { summarize } from '../../../src/engine/plan/summary.js';
import { type Architecture, postedArchitectureSchema, toArchitecture } from '../../../src/keras-format/architecture.js';
import { compileSchema } from '../../../src/keras-format/compile.js';
import { fitSchema } from '../../../src/keras-format/fit.js';
import { withModules } from '../../../src/keras-format/keras-modules.js';
import { isOperation } from '../../../src/keras-format/layers/merging.js';
import { pythonSource } from '../../../src/keras-format/python/python-source.js';
import { kerasSummaries, pythonWithKeras } from './keras-python.js';

const GOLDEN = join(import.meta.dirname, '../../../../test/fixtures/golden');
const fixtureSchema = z.object({ name: z.string(), model: postedArchitectureSchema, compile: compileSchema });
const python = pythonWithKeras();
const read = (architecture: unknown) => toArchitecture(postedArchitectureSchema.parse(architecture));

/** Without what Keras does not count among `model.layers`: inputs, and operations. */
function summaryOf(architecture: Architecture) {
  const plan = planNetwork(architecture, { layersPointer: '', limits: NO_LIMITS });
  const operations = new Set(architecture.config.layers.filter(isOperation).map(({ config }) => config.name));
  return summarize(architecture, plan)
    .layers.filter(({ name, class_name }) => class_name !== 'InputLayer' && !operations.has(name))
    .map(({ name, class_name, output_shape, params }) => [name, class_name, output_shape, params]);
}

/** Keras lists layers by their depth, which is another where operations that computed a mask are left out. */
const hasMasks = (posted: string) => posted.includes('"NotEqual"');

/** Layers whose shapes only the data will tell have names and classes alone here; Keras leaves the open sizes open. */
function assertSameSummary(
  ofKeras: unknown,
  { architecture, posted }: { architecture: Architecture; posted: string },
  message: string,
): void {
  const own = summaryOf(architecture);
  const rows = z.array(z.array(z.unknown())).parse(ofKeras);
  const known = rows.map((row, index) => (own[index]?.[2] === null ? [...row.slice(0, 2), null, 0] : row));
  const byName = (rows: readonly unknown[][]) =>
    rows.toSorted(([one], [other]) => (String(one) < String(other) ? -1 : 1));
  if (hasMasks(posted)) assert.deepEqual(byName(known), byName(own), message);
  else assert.deepEqual(known, own, message);
}

describe('the Python of a model', () => {
  it('builds, compiles and fits it with the arguments that are not the default', () => {
    const architecture = toArchitecture(
      postedArchitectureSchema.parse({
        layers: [
          { class_name: 'Dense', config: { units: 5, activation: 'relu', kernel_initializer: 'he_normal', name: 'a' } },
          { class_name: 'Dense', config: { units: 1, trainable: false } },
        ],
      }),
    );
    const source = pythonSource({
      architecture,
      compile: compileSchema.parse({
        optimizer: { class_name: 'Adam', config: { learning_rate: 0.01 } },
        loss: { class_name: 'BinaryCrossentropy', config: { from_logits: true } },
        metrics: ['accuracy'],
      }),
      inputShape: [4],
      fit: fitSchema.parse({ dataset: 'ds_1', epochs: 3, class_weight: { 1: 2 }, seed: 7 }),
    });
    assert.equal(
      source,
      `import keras

keras.utils.set_random_seed(7)

model = keras.Sequential(
    [
        keras.Input(shape=(4,)),
        keras.layers.Dense(name="a", units=5, activation="relu", kernel_initializer=keras.initializers.HeNormal()),
        keras.layers.Dense(trainable=False, units=1, name="dense"),
    ],
    name="sequential",
)

model.compile(
    optimizer=keras.optimizers.Adam(learning_rate=0.01),
    loss=keras.losses.BinaryCrossentropy(from_logits=True),
    metrics=["accuracy"],
)


def fit(x, y, **options):
    """Trains the model; x and y are NumPy arrays (by name where there are several)."""
    return model.fit(x, y, batch_size=32, epochs=3, validation_split=0, shuffle=True, class_weight={1: 2}, **options)
`,
    );
  });

  it('gives no variable a name that Python or the source itself needs', () => {
    const inner = (name: string) => ({
      class_name: 'Sequential',
      config: { name, layers: [{ class_name: 'Dense', config: { units: 1 } }] },
    });
    const layers = ['class', 'None', 'keras', 'model', 'fit', '2d'].map(inner);
    const architecture = toArchitecture(postedArchitectureSchema.parse({ layers }));
    const source = pythonSource({ architecture, compile: null, inputShape: [4], fit: null });
    assert.deepEqual(
      [...source.matchAll(/^(\w+) = /gm)].map(([, variable]) => variable),
      ['class_1', 'None_1', 'keras_1', 'model_1', 'fit_1', '_2d', 'model'],
    );
  });

  it('leaves rows that were held out at random to its reader, since Keras holds out the last ones', () => {
    const source = pythonSource({
      architecture: toArchitecture(
        postedArchitectureSchema.parse({ layers: [{ class_name: 'Dense', config: { units: 1 } }] }),
      ),
      compile: null,
      inputShape: [4],
      fit: fitSchema.parse({ dataset: 'ds_1', validation_split: 0.2, split: { stratify: true } }),
    });
    assert.match(
      source,
      /\n# The rows that were held out were drawn at random: pass such rows as validation_data.\ndef fit/,
    );
    assert.doesNotMatch(source, /validation_split|split=/);
  });

  it('takes states out of their lists only where cells that stand on one another give them', () => {
    const posted = readFileSync(join(GOLDEN, 'wrapped_cells_states.json'), 'utf8');
    const { model, compile } = fixtureSchema.parse(JSON.parse(posted));
    const source = pythonSource({ architecture: toArchitecture(model), compile, inputShape: null, fit: null });
    assert.match(source, /\nrnn_out = keras\.tree\.flatten\(rnn\(a, /);
    assert.match(source, /\nsecond_out = second\(b, /);
  });

  const fixtures = readdirSync(GOLDEN).filter((name) => name.endsWith('.json'));
  it(`is written for every model of the golden fixtures, and builds them in Keras (${python ?? 'no Keras here: text alone'})`, () => {
    assert.ok(fixtures.length > 30);
    const built = fixtures.map((file) => {
      const posted = readFileSync(join(GOLDEN, file), 'utf8');
      const { model, compile } = fixtureSchema.parse(JSON.parse(posted));
      const architecture = toArchitecture(model);
      const source = pythonSource({ architecture, compile, inputShape: null, fit: null });
      assert.match(source, /^model = keras\.(Sequential|Model)\(/m);
      return { architecture, posted, source };
    });
    if (python === undefined) return;
    const summaries = kerasSummaries(
      python,
      built.map(({ source }) => source),
    );
    built.forEach((one, index) => {
      assertSameSummary(summaries[index], one, one.source);
    });
  });

  it(`is the same model as what is answered as its architecture, which Keras reads (${python ?? 'no Keras here: text alone'})`, () => {
    const models = fixtures.map((file) => {
      const posted = readFileSync(join(GOLDEN, file), 'utf8');
      return { file, posted, architecture: toArchitecture(fixtureSchema.parse(JSON.parse(posted)).model) };
    });
    for (const { architecture } of models)
      assert.deepEqual(read(JSON.parse(JSON.stringify(withModules(architecture)))), architecture);
    if (python === undefined) return;
    const sources = models.map(({ architecture }) => {
      const json = JSON.stringify(JSON.stringify(withModules(architecture)));
      return `import keras\nmodel = keras.models.model_from_json(${json})\n`;
    });
    const summaries = kerasSummaries(python, sources);
    models.forEach((one, index) => {
      assertSameSummary(summaries[index], one, one.file);
    });
  });
});
