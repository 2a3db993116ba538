import type { ModelDefinition } from '../src/engine/training-spec.js';
import { postedArchitectureSchema, toArchitecture } from '../src/keras-format/architecture.js';
import { compileSchema } from '../src/keras-format/compile.js';
import type { TrainingCase } from './cases.js';

/** A case as this engine takes it. */
export function definitionOf({ inputs, units, activation, optimizer }: TrainingCase): ModelDefinition {
  const layers = units.map((count, index) => ({
    class_name: 'Dense',
    config: { units: count, activation: index === units.length - 1 ? 'softmax' : activation },
  }));
  return {
    architecture: toArchitecture(postedArchitectureSchema.parse({ layers })),
    compile: compileSchema.parse({ optimizer, loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] }),
    inputShape: [inputs],
  };
}

/** The case that a contender was started for. @throws when its argument names none. */
export function caseNamed(cases: readonly TrainingCase[], name: string | undefined): TrainingCase {
  const found = cases.find((one) => one.name === name);
  if (!found) throw new Error(`there is no case ${name}`);
  return found;
}
