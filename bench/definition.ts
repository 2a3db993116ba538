import type { ModelDefinition } from '../src/engine/training-spec.js';
import { postedArchitectureSchema, toArchitecture } from '../src/keras-format/architecture.js';
import { compileSchema } from '../src/keras-format/compile.js';
import type { TrainingCase } from './cases.js';

/** A case as this engine takes it. */
export function definitionOf({ inputShape, layers, optimizer }: TrainingCase): ModelDefinition {
  return {
    architecture: toArchitecture(postedArchitectureSchema.parse({ layers })),
    compile: compileSchema.parse({ optimizer, loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] }),
    inputShape: [...inputShape],
  };
}
