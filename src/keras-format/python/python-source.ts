import type { Architecture } from '../architecture.js';
import type { Compile } from '../compile.js';
import type { Fit } from '../fit.js';
import { modelLines } from './python-model.js';
import { pythonValue } from './python-value.js';

/** A model as far as it is defined, and the fit to show with it. */
export interface PythonSourceInput {
  readonly architecture: Architecture;
  readonly compile: Compile | null;
  /** Shape of a row, where the architecture names none and a dataset did. */
  readonly inputShape: readonly number[] | null;
  /** The newest job's; Keras's defaults where there is none. */
  readonly fit: Partial<Fit> | null;
}

/** Arguments of Keras's `fit` that the service has under the same name. */
const FIT_ARGUMENTS = ['batch_size', 'epochs', 'validation_split', 'shuffle', 'class_weight', 'callbacks'] as const;

/** The Python that builds, compiles and fits the same model in Keras 3. */
export function pythonSource({ architecture, compile, inputShape, fit }: PythonSourceInput): string {
  const seed = fit?.seed === undefined ? [] : [`keras.utils.set_random_seed(${fit.seed})`, ''];
  return [
    'import keras',
    '',
    ...seed,
    ...modelLines(architecture, 'model', inputShape ?? undefined),
    ...(compile ? ['', ...compileLines(compile)] : []),
    '',
    '',
    ...splitLines(fit?.split),
    ...prepareLines(fit?.prepare),
    'def fit(x, y, **options):',
    '    """Trains the model; x and y are NumPy arrays (by name where there are several)."""',
    `    return model.fit(x, y, ${[...fitArguments(fit ?? {}), '**options'].join(', ')})`,
    '',
  ].join('\n');
}

function compileLines({ optimizer, loss, metrics, weighted_metrics, loss_weights }: Compile): string[] {
  const given = {
    optimizer: pythonValue(optimizer, ['optimizers']),
    loss: pythonValue(loss, ['losses']),
    metrics: pythonValue(metrics, ['metrics']),
    weighted_metrics: pythonValue(weighted_metrics, ['metrics']),
    loss_weights: pythonValue(loss_weights),
  };
  const shown = Object.entries(given).filter(([, value]) => value !== 'None' && value !== '[]');
  return ['model.compile(', ...shown.map(([name, value]) => `    ${name}=${value},`), ')'];
}

/** Keras holds out the last rows only. */
function splitLines(split: Fit['split']): string[] {
  if (split?.method !== 'random') return [];
  return ['# The rows that were held out were drawn at random: pass such rows as validation_data.'];
}

/** The rows that Keras is given have to be prepared before. */
function prepareLines(prepare: Fit['prepare']): string[] {
  if (prepare === undefined) return [];
  return ['# The rows were prepared before: GET /v1/jobs/{id}/preparation says how, and by which figures.'];
}

function fitArguments(fit: Partial<Fit>): string[] {
  return FIT_ARGUMENTS.flatMap((name) => {
    if (name === 'validation_split' && fit.split?.method === 'random') return [];
    const value = fit[name];
    if (value === undefined || (Array.isArray(value) && value.length === 0)) return [];
    if (name === 'class_weight' && typeof value === 'object') {
      const classes = Object.entries(value).map(([number, weight]) => `${Number(number)}: ${pythonValue(weight)}`);
      return [`class_weight={${classes.join(', ')}}`];
    }
    return [`${name}=${pythonValue(value, ['callbacks'])}`];
  });
}
