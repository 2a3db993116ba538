import { z } from 'zod';
import { type ModelItem, nameOf } from './model-item.js';
import { estimateMemory } from './model-limits.js';
import { activationsPerRow, kerasShape, type NetworkPlan, sizeOf, sizesOf } from './network-plan.js';

/** Keras's summary: a line a layer, and the sums. Shapes are null while the input shape is unknown. */
export const summarySchema = z
  .object({
    layers: z.array(
      z.object({
        name: z.string(),
        class_name: z.string(),
        output_shape: z.array(z.int().nullable()).nullable().describe('null stands for the number of rows'),
        params: z.int(),
        trainable: z.boolean(),
      }),
    ),
    total_params: z.int(),
    trainable_params: z.int(),
    non_trainable_params: z.int(),
    estimated_memory_bytes: z.int().describe('of one training step on 32 rows'),
  })
  .meta({ id: 'Summary', description: "Keras's summary of a model" });
export type Summary = z.infer<typeof summarySchema>;

/**
 * Summarizes a model as Keras does: a nested model has one line, the InputLayer of a Sequential model none. Without a plan
 * nothing is counted yet.
 */
export function summarize(architecture: ModelItem, plan: NetworkPlan | undefined): Summary {
  const layers = architecture.config.layers.flatMap((layer) => {
    if (layer.class_name === 'InputLayer' && architecture.class_name === 'Sequential') return [];
    const name = nameOf(layer);
    const shape = plan && (plan.models.get(name) ?? plan.layers.find((planned) => planned.name === name))?.outputShape;
    return [
      {
        name,
        class_name: layer.class_name,
        output_shape: shape ? [null, ...shape] : null,
        params: plan ? paramsBelow(plan, name) : 0,
        trainable: layer.config.trainable ?? true,
      },
    ];
  });
  const weights = plan?.weights ?? [];
  const total = weights.reduce((sum, weight) => sum + sizeOf(weight.shape), 0);
  const trainable = weights.filter((weight) => weight.trainable).reduce((sum, weight) => sum + sizeOf(weight.shape), 0);
  return {
    layers,
    total_params: total,
    trainable_params: trainable,
    non_trainable_params: total - trainable,
    estimated_memory_bytes: plan ? estimateMemory(total, activationsPerRow(plan)) : 0,
  };
}

function paramsBelow({ weights }: NetworkPlan, name: string): number {
  return sizesOf(weights.filter((weight) => weight.name.startsWith(`${name}/`)).map(({ shape }) => shape));
}

/** Keras's table of a model, as `model.summary()` prints it. */
export function summaryTable(modelName: string, summary: Summary): string {
  const head = ['Layer (type)', 'Output Shape', 'Param #'];
  const rows = summary.layers.map((layer) => [
    `${layer.name} (${layer.class_name})`,
    layer.output_shape ? kerasShape(layer.output_shape.slice(1).map(Number)) : '?',
    layer.output_shape ? grouped(layer.params) : '0 (unbuilt)',
  ]);
  const widths = head.map(
    (title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)) + 2,
  );
  const rule = (left: string, fill: string, middle: string, right: string) =>
    left + widths.map((width) => fill.repeat(width)).join(middle) + right;
  const line = (cells: readonly string[], bar: string) =>
    bar +
    cells
      .map((cell, column) => {
        const inner = (widths[column] ?? 0) - 2;
        return ` ${column === 2 ? cell.padStart(inner) : cell.padEnd(inner)} `;
      })
      .join(bar) +
    bar;
  const body = rows.flatMap((row, index) =>
    index === 0 ? [line(row, '│')] : [rule('├', '─', '┼', '┤'), line(row, '│')],
  );
  return [
    `Model: "${modelName}"`,
    rule('┏', '━', '┳', '┓'),
    line(head, '┃'),
    rule('┡', '━', '╇', '┩'),
    ...body,
    rule('└', '─', '┴', '┘'),
    ` Total params: ${counted(summary.total_params)}`,
    ` Trainable params: ${counted(summary.trainable_params)}`,
    ` Non-trainable params: ${counted(summary.non_trainable_params)}`,
    '',
  ].join('\n');
}

const grouped = (count: number) => count.toLocaleString('en-US');

/** `79,510 (310.59 KB)`, sized as Keras does: four bytes a parameter, in steps of 1,024. */
function counted(params: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let size = params * 4;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${grouped(params)} (${size.toFixed(2)} ${units[unit]})`;
}
