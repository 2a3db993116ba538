import { z } from 'zod';
import { type ConfigsOf, kerasObject, nameSchema } from './keras-object.js';

const MAX_PIECES = 1_000;

/** A learning rate: Keras takes any number, a rate below 0 would climb. */
export const rateSchema = z.number().min(0).max(1e6);

const name = nameSchema.nullable().optional();
const steps = z
  .number()
  .positive()
  .max(2 ** 31 - 1);
const common = { initial_learning_rate: rateSchema, name };
const decaying = {
  ...common,
  decay_steps: steps,
  decay_rate: z.number().min(0).max(1e6),
  staircase: z.boolean().default(false),
};

/** Learning rate schedules with Keras 3's fields and defaults (keras/src/optimizers/schedules/learning_rate_schedule.py). */
export const scheduleSchema = z
  .discriminatedUnion('class_name', [
    kerasObject('ExponentialDecay', decaying),
    kerasObject('InverseTimeDecay', decaying),
    kerasObject('PiecewiseConstantDecay', {
      boundaries: z.array(z.number().min(0)).min(1).max(MAX_PIECES),
      values: z
        .array(rateSchema)
        .min(2)
        .max(MAX_PIECES + 1),
      name,
    }),
    kerasObject('PolynomialDecay', {
      ...common,
      decay_steps: steps,
      end_learning_rate: rateSchema.default(0.0001),
      power: z.number().min(0).max(1e3).default(1),
      cycle: z.boolean().default(false),
    }),
    kerasObject('CosineDecay', {
      ...common,
      decay_steps: steps,
      alpha: z.number().min(0).max(1).default(0),
      warmup_target: rateSchema.nullable().default(null),
      warmup_steps: z
        .int()
        .min(0)
        .max(2 ** 31 - 1)
        .default(0),
    }),
    kerasObject('CosineDecayRestarts', {
      ...common,
      first_decay_steps: steps,
      t_mul: z.number().positive().max(1e6).default(2),
      m_mul: z.number().min(0).max(1e6).default(1),
      alpha: z.number().min(0).max(1).default(0),
    }),
  ])
  .superRefine((schedule, context) => {
    if (schedule.class_name !== 'PiecewiseConstantDecay') return;
    const { boundaries, values } = schedule.config;
    if (values.length !== boundaries.length + 1) {
      context.addIssue({
        code: 'custom',
        path: ['config', 'values'],
        message: `must be one more than the ${boundaries.length} boundaries`,
        input: values,
      });
    }
    const late = boundaries.findIndex((boundary, index) => boundary <= (boundaries[index - 1] ?? -1));
    if (late >= 0) {
      context.addIssue({
        code: 'custom',
        path: ['config', 'boundaries', late],
        message: 'must be larger than the boundary before it',
        input: boundaries[late],
      });
    }
  })
  .meta({ id: 'LearningRateSchedule', description: 'A learning rate that follows from the number of updates made' });
export type Schedule = z.infer<typeof scheduleSchema>;
export type ScheduleName = Schedule['class_name'];
export type ScheduleConfigs = ConfigsOf<Schedule>;

/** The `learning_rate` of an optimizer: a number, or a schedule as an object. */
export const learningRateSchema = (fallback: number) => z.union([rateSchema, scheduleSchema]).default(fallback);
