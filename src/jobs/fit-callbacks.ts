import { type Fault, InvalidError } from '../errors.js';
import type { Callback } from '../keras-format/callbacks.js';
import { type Compile, type CompiledMetric, compiledMetrics } from '../keras-format/compile.js';
import { directionOf, historyKeys } from '../keras-format/monitors.js';
import { resolveOptimizer } from '../keras-format/optimizers.js';

/**
 * Checks that what callbacks watch will be in the history, and that a rate which they would set can be set.
 * @throws {InvalidError} below `pointer` (`/callbacks`).
 */
export function checkCallbacks(
  callbacks: readonly Callback[],
  compile: Compile,
  outputs: readonly string[],
  validates: boolean,
  pointer: string,
): void {
  const keys = historyKeys(compile, outputs, validates);
  const faults = callbacks.flatMap((callback, index) => {
    const at = `${pointer}/${index}`;
    return [
      ...faultsOfMonitor(callback, keys, compiledMetrics(compile, outputs), at),
      ...faultsOfRate(callback, compile, at),
    ];
  });
  if (faults.length > 0) throw new InvalidError(faults);
}

function faultsOfMonitor(
  callback: Callback,
  keys: readonly string[],
  metrics: readonly CompiledMetric[],
  at: string,
): Fault[] {
  // A ModelCheckpoint that keeps every epoch watches nothing.
  if (callback.class_name === 'TerminateOnNaN') return [];
  if (callback.class_name === 'ModelCheckpoint' && !callback.config.save_best_only) return [];
  const { monitor, mode } = callback.config;
  if (!keys.includes(monitor)) {
    const names = keys.map((key) => JSON.stringify(key)).join(', ');
    const detail = `the history of this fit will not have ${JSON.stringify(monitor)}; it will have ${names}${hint(monitor, keys)}`;
    return [{ pointer: `${at}/config/monitor`, detail, received: monitor }];
  }
  if (directionOf(monitor, mode, metrics) !== undefined) return [];
  const detail = `nothing says whether ${JSON.stringify(monitor)} should rise or fall: give "min" or "max"`;
  return [{ pointer: `${at}/config/mode`, detail, received: mode }];
}

function hint(monitor: string, keys: readonly string[]): string {
  const isValidation = monitor.startsWith('val_') && keys.includes(monitor.slice('val_'.length));
  return isValidation ? '. For the others give validation_split or validation_dataset' : '';
}

function faultsOfRate({ class_name }: Callback, compile: Compile, at: string): Fault[] {
  if (class_name !== 'ReduceLROnPlateau') return [];
  if (typeof resolveOptimizer(compile.optimizer).config.learning_rate === 'number') return [];
  const detail = "the optimizer's learning_rate follows a schedule, and cannot be set by ReduceLROnPlateau";
  return [{ pointer: at, detail, received: class_name }];
}
