import type { ObjectOf } from '../../keras-format/keras-object.js';
import type { Schedule, ScheduleConfigs } from '../../keras-format/schedules.js';

/** The rate of an update, from the number of updates made before it. */
type Rate<Name extends keyof ScheduleConfigs> = (config: ScheduleConfigs[Name], step: number) => number;

/** Keras computes in float32 and rounds after each operation, which decides on which side of a step's edge a number falls. */
const f = Math.fround;
const power = (base: number, exponent: number) => f(f(base) ** exponent);
const PI = f(Math.PI);
/**
 * In a graph TensorFlow divides by a constant as a product with its reciprocal, and multiplies constants beforehand:
 * tensorflow/core/grappler/optimizers/constant_folding.cc.
 */
const over = (dividend: number, constant: number) => f(dividend * f(1 / constant));

/** Formulas of keras/src/optimizers/schedules/learning_rate_schedule.py. */
const RATES: { readonly [Name in keyof ScheduleConfigs]: Rate<Name> } = {
  ExponentialDecay: (config, step) =>
    f(f(config.initial_learning_rate) * power(config.decay_rate, periods(config, step))),
  InverseTimeDecay: (config, step) =>
    f(f(config.initial_learning_rate) / f(1 + f(f(config.decay_rate) * periods(config, step)))),
  PiecewiseConstantDecay: ({ boundaries, values }, step) => {
    const piece = boundaries.findIndex((boundary) => step <= Math.trunc(boundary));
    return f(values.at(piece) ?? 0);
  },
  PolynomialDecay: polynomialDecay,
  CosineDecay: cosineDecay,
  CosineDecayRestarts: cosineDecayRestarts,
};

/** The learning rate of an update, a float32 number; `step` is the number of updates made before it. */
export function scheduledRate(schedule: Schedule, step: number): number {
  return dispatch(schedule, step);
}

function dispatch<Name extends keyof ScheduleConfigs>(
  { class_name, config }: ObjectOf<ScheduleConfigs, Name>,
  step: number,
): number {
  return RATES[class_name](config, step);
}

function periods({ decay_steps, staircase }: ScheduleConfigs['ExponentialDecay'], step: number): number {
  const done = over(f(step), f(decay_steps));
  return staircase ? Math.floor(done) : done;
}

function polynomialDecay(config: ScheduleConfigs['PolynomialDecay'], step: number): number {
  const end = f(config.end_learning_rate);
  const span = f(config.decay_steps);
  const cycles = step === 0 ? 1 : Math.ceil(over(f(step), span));
  const length = config.cycle ? f(span * cycles) : span;
  const done = config.cycle ? f(f(step) / length) : over(Math.min(f(step), length), length);
  return f(f(f(f(config.initial_learning_rate) - end) * power(f(1 - done), f(config.power))) + end);
}

function cosineDecay(config: ScheduleConfigs['CosineDecay'], step: number): number {
  const { alpha, warmup_target } = config;
  const initial = f(config.initial_learning_rate);
  const span = f(config.decay_steps);
  if (warmup_target === null) return cosine(initial, Math.min(f(step), span), span, alpha);
  const warmup = f(config.warmup_steps);
  const target = f(warmup_target);
  const now = Math.min(f(step), f(span + warmup));
  if (now < warmup) return f(f(f(target - initial) * over(now, warmup)) + initial);
  return cosine(target, f(now - warmup), span, alpha);
}

/** From the rate down to its part `alpha`, along half a cosine of `span` steps. */
function cosine(rate: number, step: number, span: number, alpha: number): number {
  const wave = f(0.5 * f(1 + f(Math.cos(f(step * f(PI * f(1 / span)))))));
  return f(rate * f(f(f(1 - alpha) * wave) + f(alpha)));
}

function cosineDecayRestarts(config: ScheduleConfigs['CosineDecayRestarts'], step: number): number {
  const alpha = f(config.alpha);
  const { restarts, done } = restartsUntil(over(f(step), f(config.first_decay_steps)), f(config.t_mul));
  const height = f(0.5 * power(config.m_mul, restarts));
  const wave = f(height * f(1 + f(Math.cos(f(PI * done)))));
  return f(f(config.initial_learning_rate) * f(f(f(1 - alpha) * wave) + alpha));
}

/** How many periods are over, each `growth` times as long as the one before, and how much of the present one is. */
function restartsUntil(periods: number, growth: number): { restarts: number; done: number } {
  if (growth === 1) return { restarts: Math.floor(periods), done: f(periods - Math.floor(periods)) };
  const grown = f(Math.log(f(1 - f(periods * f(1 - growth)))));
  const restarts = Math.floor(over(grown, f(Math.log(growth))));
  const length = power(growth, restarts);
  const before = over(f(1 - length), f(1 - growth));
  return { restarts, done: f(f(periods - before) / length) };
}
