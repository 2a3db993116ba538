import type { ObjectOf } from '../../keras-format/keras-object.js';
import type { Optimizer, OptimizerConfigs } from '../../keras-format/optimizers.js';
import { adadelta } from './adadelta.js';
import { adagrad } from './adagrad.js';
import { adam } from './adam.js';
import { adamax } from './adamax.js';
import { ftrl } from './ftrl.js';
import { type Gradient, sumOf } from './gradient.js';
import { lion } from './lion.js';
import { nadam } from './nadam.js';
import type { OptimizerRule, SlotPlan, Updated, UpdateInputs } from './optimizer-rule.js';
import { rmsprop } from './rmsprop.js';
import { sgd } from './sgd.js';

const RULES: { readonly [Name in keyof OptimizerConfigs]: OptimizerRule<OptimizerConfigs[Name]> } = {
  SGD: sgd,
  Adagrad: adagrad,
  Adadelta: adadelta,
  RMSprop: rmsprop,
  Adam: adam,
  AdamW: adam,
  Adamax: adamax,
  Nadam: nadam,
  Ftrl: ftrl,
  Lion: lion,
};

/** The slots that an optimizer's own rule keeps for each trainable weight. */
export function slotsOf<Name extends keyof OptimizerConfigs>(
  optimizer: ObjectOf<OptimizerConfigs, Name>,
): readonly SlotPlan[] {
  return RULES[optimizer.class_name].slots(optimizer.config);
}

/** Whether an optimizer's update does not ask which look-ups a gradient comes from. */
export function takesWholeGradient({ class_name }: Optimizer): boolean {
  return RULES[class_name].wholeGradient === true;
}

/** One update of one weight by the optimizer's own rule, as new tensors. */
export function updateWeight<Name extends keyof OptimizerConfigs>(
  optimizer: ObjectOf<OptimizerConfigs, Name>,
  {
    gradient,
    ...inputs
  }: Omit<UpdateInputs<OptimizerConfigs[Name]>, 'config' | 'gradient' | 'sumOf'> & {
    readonly gradient: Gradient;
  },
): Updated {
  return RULES[optimizer.class_name].update({
    ...inputs,
    config: optimizer.config,
    gradient: gradient.sum,
    sumOf: (change) => sumOf(gradient, change),
  });
}
