import type { Callback } from '../../keras-format/callbacks.js';
import type { CompiledMetric } from '../../keras-format/compile.js';
import { EarlyStopping } from './early-stopping.js';
import { ModelCheckpoint } from './model-checkpoint.js';
import { ReduceLROnPlateau } from './reduce-lr-on-plateau.js';
import { TerminateOnNaN } from './terminate-on-nan.js';
import type { CallbackState, TrainingCallback } from './training-callback.js';

/** A callback ready to work, as it was left where `earlier` says so. */
export function makeCallback(
  callback: Callback,
  metrics: readonly CompiledMetric[],
  earlier?: CallbackState,
): TrainingCallback {
  switch (callback.class_name) {
    case 'EarlyStopping':
      return new EarlyStopping(callback.config, metrics, earlier);
    case 'ReduceLROnPlateau':
      return new ReduceLROnPlateau(callback.config, metrics, earlier);
    case 'TerminateOnNaN':
      return new TerminateOnNaN(callback.config);
    case 'ModelCheckpoint':
      return new ModelCheckpoint(callback.config, metrics, earlier);
  }
}
