import '@tensorflow/tfjs-backend-cpu';
import { text } from 'node:stream/consumers';
import { io, setBackend, tensor } from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { z } from 'zod';
import { type Opened, type TfjsTask, tfjsTaskSchema } from './open-in-tfjs.js';

// Run as a process of its own: the test's may hold another TensorFlow.js, and two do not share their tensors.
await setBackend('cpu');
const tasks = z.array(tfjsTaskSchema).parse(JSON.parse(await text(process.stdin)));
const opened: Opened[] = [];
for (const task of tasks) opened.push(await open(task));
process.stdout.write(JSON.stringify(opened));

async function open(task: TfjsTask): Promise<Opened> {
  const model =
    'url' in task
      ? await loadLayersModel(task.url, { requestInit: { headers: task.headers } })
      : await loadLayersModel(fromFiles(task));
  const inputs = [task, ...(task.more ?? [])].map(({ inputs, shape }) => tensor(inputs, shape));
  const made = model.predict(inputs);
  const outputs = (Array.isArray(made) ? made : [made]).map((output) => ({
    shape: output.shape,
    values: [...output.dataSync()],
  }));
  const [first, ...more] = outputs;
  if (!first) throw new Error('the model has no output');
  return {
    ...first,
    more,
    layers: model.layers.map((layer) => layer.name),
    metadata: model.getUserDefinedMetadata() ?? null,
  };
}

function fromFiles({ modelJson, weights }: Extract<TfjsTask, { modelJson: unknown }>): io.IOHandler {
  return io.fromMemory({
    modelTopology: modelJson.modelTopology,
    weightSpecs: z.array(z.custom<io.WeightsManifestEntry>()).parse(modelJson.weightsManifest[0]?.weights),
    weightData: new Uint8Array(Buffer.from(weights, 'base64')).buffer,
    userDefinedMetadata: modelJson.userDefinedMetadata,
  });
}
