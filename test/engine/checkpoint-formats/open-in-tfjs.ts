import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const numbers = { inputs: z.array(z.number()), shape: z.array(z.int()) };
/** What goes into the model's first input, and into those after it. */
const batch = { ...numbers, more: z.array(z.object(numbers)).optional() };
const modelJsonSchema = z.looseObject({
  modelTopology: z.record(z.string(), z.unknown()),
  weightsManifest: z.array(z.object({ paths: z.array(z.string()), weights: z.array(z.unknown()) })),
  userDefinedMetadata: z.record(z.string(), z.unknown()),
});

/** What tfjs is to open (an address, or files; bytes in base64) and predict: numbers, and the shape that they are laid out in. */
export const tfjsTaskSchema = z.union([
  z.object({ url: z.string(), headers: z.record(z.string(), z.string()), ...batch }),
  z.object({ modelJson: modelJsonSchema, weights: z.string(), ...batch }),
]);
export type TfjsTask = z.infer<typeof tfjsTaskSchema>;

const output = { shape: z.array(z.int()), values: z.array(z.number()) };
const openedSchema = z.object({
  ...output,
  more: z.array(z.object(output)),
  layers: z.array(z.string()),
  metadata: z.unknown(),
});
/** What tfjs made of a model: its prediction (`more` is that of its outputs after the first), its layers' names and what it says of itself. */
export type Opened = z.infer<typeof openedSchema>;

const CHILD = fileURLToPath(new URL('tfjs-child.js', import.meta.url));

/** Opens models with the real `tf.loadLayersModel`, in a process of its own, and predicts. @throws what tfjs said when it could not. */
export async function openAllInTfjs(tasks: readonly TfjsTask[]): Promise<Opened[]> {
  const child = spawn(process.execPath, [CHILD], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.end(JSON.stringify(tasks));
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  if (child.exitCode !== 0) throw new Error(`tfjs could not open the model: ${errors}`);
  return z.array(openedSchema).parse(JSON.parse(output));
}

/** The same for one model. */
export async function openInTfjs(task: TfjsTask): Promise<Opened> {
  const [opened] = await openAllInTfjs([task]);
  if (opened === undefined) throw new Error('tfjs answered nothing');
  return opened;
}
