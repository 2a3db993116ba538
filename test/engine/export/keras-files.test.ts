import assert from 'node:assert/strict';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { test } from 'node:test';
import yazl from 'yazl';
import { kerasConfigJson, kerasMetadataJson } from '../../../src/engine/checkpoint-formats/keras-archive.js';
import { readKerasH5, writeKerasH5 } from '../../../src/engine/checkpoint-formats/keras-h5.js';
import { goldenModels } from '../../support/golden-models.js';
import { runPython } from '../../support/python.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const root = await temporaryFolder('keras-files');

test('.keras files of all layers hold every weight once, and Keras predicts with them what it did', async () => {
  for (const { name, definition, plan, values, inputs, predictions } of goldenModels()) {
    const weights = await writeKerasH5(definition.architecture, plan, values);
    assert.deepEqual(await readKerasH5(definition.architecture, plan, weights), values, name);
    const zip = new yazl.ZipFile();
    zip.addBuffer(Buffer.from(kerasMetadataJson(new Date())), 'metadata.json');
    zip.addBuffer(Buffer.from(kerasConfigJson(definition)), 'config.json');
    zip.addBuffer(Buffer.from(weights), 'model.weights.h5');
    zip.end();
    const file = createWriteStream(join(root, `${name}.keras`));
    zip.outputStream.pipe(file);
    await finished(file);
    await writeFile(join(root, `${name}.json`), JSON.stringify({ inputs, predictions }));
  }
  await runPython('keras_files.py', [root]);
});
