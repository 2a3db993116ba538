import { WrongWeightsError } from '../../engine/checkpoint-formats/wrong-weights.js';
import { TrainingError } from '../../engine/training-spec.js';
import { openParentChannel } from '../../trainer/parent-channel.js';
import { type ConversionAnswer, type ConversionTask, toConversionSchema } from './conversion-messages.js';

/** Main of a conversion process: does one piece of work, of which files of other programs are the source or the result. */

const channel = openParentChannel<ConversionAnswer, ConversionTask>(toConversionSchema, (task) => void answer(task));

async function answer(task: ConversionTask): Promise<void> {
  try {
    await channel.send(await work(task));
  } catch (error) {
    await channel.send({ type: 'failed', ...explain(error) });
  }
}

async function work(task: ConversionTask): Promise<ConversionAnswer> {
  // Only what the work needs is loaded: most of it does without the engine, which takes longer than all the rest.
  if (task.type === 'export') {
    const { writeExport } = await import('../../engine/export/write-export.js');
    return { type: 'exported', files: await writeExport(task) };
  }
  const { importWeights } = await import('../../engine/import/import-weights.js');
  return { type: 'imported', ...(await importWeights(task)) };
}

function explain(error: unknown): { code?: string; detail: string } {
  if (error instanceof WrongWeightsError) return { code: 'wrong_weights', detail: error.message };
  if (error instanceof TrainingError) return { code: error.code, detail: error.message };
  return { detail: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
