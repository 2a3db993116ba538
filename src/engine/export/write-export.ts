import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InputScaling } from '../../data/preparing/in-graph.js';
import { kerasConfigJson, kerasMetadataJson } from '../checkpoint-formats/keras-archive.js';
import { writeKerasH5 } from '../checkpoint-formats/keras-h5.js';
import { planDefinition } from '../plan/plan-definition.js';
import { readWeights } from '../training/read-weights.js';
import type { CheckpointFile, ModelDefinition } from '../training-spec.js';
import type { ExportFormat } from './export-formats.js';

export interface ExportTask {
  readonly format: ExportFormat;
  readonly engine: 'auto' | 'tensorflow' | 'cpu';
  readonly definition: ModelDefinition;
  readonly checkpoint: CheckpointFile;
  /** What a graph does to its inputs first. */
  readonly scaling: InputScaling;
  /** Texts that a graph's file keeps, by name. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Where the files are put. */
  readonly folder: string;
}

/**
 * Writes a checkpoint in another program's format and gives the names of the files.
 * @throws {TrainingError} `not_in_onnx`, `not_in_savedmodel` or `no_tensorflow`, saying what cannot be written and why.
 */
export async function writeExport(task: ExportTask): Promise<string[]> {
  const { definition, checkpoint, folder, format } = task;
  const plan = planDefinition(definition);
  const values = await readWeights(plan.weights, checkpoint);
  switch (format) {
    case 'weights_h5':
    case 'keras': {
      const name = 'model.weights.h5';
      await writeFile(join(folder, name), await writeKerasH5(definition.architecture, plan, values));
      if (format === 'weights_h5') return [name];
      await writeFile(join(folder, 'metadata.json'), kerasMetadataJson(new Date()));
      await writeFile(join(folder, 'config.json'), kerasConfigJson(definition));
      return ['metadata.json', 'config.json', name];
    }
    case 'onnx':
    case 'savedmodel': {
      // Loading the engine takes longer than the rest, and Keras's files do without it.
      const { writeGraph } = await import('./write-graph.js');
      return writeGraph({ ...task, format, plan, values });
    }
  }
}
