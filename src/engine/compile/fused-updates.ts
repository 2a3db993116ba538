import type { ObjectOf } from '../../keras-format/keras-object.js';
import type { Optimizer, OptimizerConfigs } from '../../keras-format/optimizers.js';
import type { Ref } from './graph.js';
import type { StepWriter } from './step-writer.js';

/** What a fused update works on inside a loop: handles of variables, and a gradient. */
export interface FusedUpdateInputs {
  readonly weight: Ref;
  readonly slots: readonly Ref[];
  /** A variable of the weight's shape that may be written to, where `needsScratch` says so. */
  readonly scratch: readonly Ref[];
  readonly gradient: Ref;
  /** What must have run before a variable may change. */
  readonly after: readonly Ref[];
}

/** Adds the one operation that updates a weight and its slots in place, and gives its node. */
export type FusedUpdate = (inputs: FusedUpdateInputs) => Ref;

type Fusing<Config> = (write: StepWriter, config: Config) => FusedUpdate | undefined;
type FusingTable = { readonly [Name in keyof OptimizerConfigs]: Fusing<OptimizerConfigs[Name]> };

/** TensorFlow's own in-place updates (tensorflow/core/kernels/training_ops.cc), where they are Keras's rule to the letter. */
const FUSED: FusingTable = {
  SGD: fuseSgd,
  Adagrad:
    (write) =>
    ({ weight, slots, gradient, after }) =>
      write.apply('ResourceApplyAdagrad', [weight, ...slots, write.learningRate, gradient], after, {
        update_slots: true,
      }),
  Adadelta: (write, { rho, epsilon }) => {
    const settings = [write.learningRate, write.constant(rho), write.constant(epsilon)];
    return ({ weight, slots, gradient, after }) =>
      write.apply('ResourceApplyAdadelta', [weight, ...slots, ...settings, gradient], after);
  },
  RMSprop: fuseRmsprop,
  Adam: fuseAdam,
  AdamW: fuseAdam,
  Adamax: (write, { beta_1, beta_2, epsilon }) => {
    const settings = [write.constant(0), write.stepSize, ...[beta_1, beta_2, epsilon].map((x) => write.constant(x))];
    return ({ weight, slots, gradient, after }) =>
      write.apply('ResourceApplyAdaMax', [weight, ...slots, ...settings, gradient], after);
  },
  Nadam: () => undefined,
  Ftrl: fuseFtrl,
  Lion: () => undefined,
};

/** The in-place update of an optimizer; undefined where its formulas have to be recorded. */
export function fusedUpdate(write: StepWriter, optimizer: Optimizer): FusedUpdate | undefined {
  return isFused(optimizer) ? fuse(write, optimizer) : undefined;
}

/** Whether the in-place update of an optimizer writes to a variable that nobody reads: RMSprop's has a momentum always. */
export function needsScratch(optimizer: Optimizer): boolean {
  return isFused(optimizer) && optimizer.class_name === 'RMSprop' && optimizer.config.momentum === 0;
}

/** With gradient accumulation most steps update nothing, which an update in place cannot choose. */
function isFused({ config }: Optimizer): boolean {
  return config.gradient_accumulation_steps === null;
}

function fuse<Name extends keyof OptimizerConfigs>(
  write: StepWriter,
  { class_name, config }: ObjectOf<OptimizerConfigs, Name>,
): FusedUpdate | undefined {
  return FUSED[class_name](write, config);
}

function fuseSgd(write: StepWriter, { momentum, nesterov }: OptimizerConfigs['SGD']): FusedUpdate {
  const rate = write.learningRate;
  return ({ weight, slots, gradient, after }) =>
    momentum === 0
      ? write.apply('ResourceApplyGradientDescent', [weight, rate, gradient], after)
      : write.apply('ResourceApplyKerasMomentum', [weight, ...slots, rate, gradient, write.constant(momentum)], after, {
          use_nesterov: nesterov,
        });
}

function fuseRmsprop(write: StepWriter, config: OptimizerConfigs['RMSprop']): FusedUpdate {
  const { rho, momentum, epsilon, centered } = config;
  const settings = [write.learningRate, ...[rho, momentum, epsilon].map((x) => write.constant(x))];
  return ({ weight, slots, scratch, gradient, after }) => {
    const [velocity = '', ...others] = slots;
    const [moved = ''] = momentum > 0 ? others : scratch;
    const means = centered ? others.slice(-1) : [];
    const operation = centered ? 'ResourceApplyCenteredRMSProp' : 'ResourceApplyRMSProp';
    return write.apply(operation, [weight, ...means, velocity, moved, ...settings, gradient], after);
  };
}

function fuseAdam(write: StepWriter, config: OptimizerConfigs['Adam'] | OptimizerConfigs['AdamW']): FusedUpdate {
  const { beta_1, beta_2, epsilon, amsgrad } = config;
  const operation = amsgrad ? 'ResourceApplyAdamWithAmsgrad' : 'ResourceApplyAdam';
  // The step size corrects for the powers of both betas already.
  const powers = [write.constant(0), write.constant(0)];
  const settings = [...powers, write.stepSize, ...[beta_1, beta_2, epsilon].map((x) => write.constant(x))];
  return ({ weight, slots, gradient, after }) =>
    write.apply(operation, [weight, ...slots, ...settings, gradient], after);
}

/** TensorFlow refuses a rate of 0, which a schedule may come to; Keras's beta is a part of l2 that follows from the rate. */
function fuseFtrl(write: StepWriter, config: OptimizerConfigs['Ftrl']): FusedUpdate | undefined {
  if (typeof config.learning_rate !== 'number' || config.learning_rate === 0) return undefined;
  const own = write.constant(config.l2_regularization_strength);
  const l2 =
    config.beta === 0
      ? own
      : write.scalar('AddV2', own, write.scalar('RealDiv', write.constant(config.beta / 2), write.learningRate));
  const settings = [
    write.learningRate,
    write.constant(config.l1_regularization_strength),
    l2,
    write.constant(config.l2_shrinkage_regularization_strength),
    write.constant(config.learning_rate_power),
  ];
  return ({ weight, slots, gradient, after }) =>
    write.apply('ResourceApplyFtrlV2', [weight, ...slots, gradient, ...settings], after, {
      multiply_linear_by_lr: false,
    });
}
