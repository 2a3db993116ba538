import { openSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { checkSize, gatherRows, inFileOrder, type RowFile } from './gather-rows.js';
import { type FromReader, readerSetupSchema, type ToReader, toReaderSchema } from './reader-messages.js';

/** Main of a thread that reads the rows of one block after another while TensorFlow computes. */

const { rows, tensors } = readerSetupSchema.parse(workerData);
let files: readonly { readonly file: RowFile; readonly block: Uint8Array }[] | undefined;

function open() {
  return tensors.map(({ name, path, rowBytes, memory }) => {
    const file = { name, rowBytes, descriptor: openSync(path, 'r') };
    checkSize(file, rows);
    return { file, block: new Uint8Array(memory) };
  });
}

function answer(message: ToReader): FromReader {
  try {
    files ??= open();
    const wanted = inFileOrder(message.rows);
    for (const { file, block } of files) gatherRows(file, wanted, block);
    return { failed: undefined };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', (message: unknown) => {
  parentPort?.postMessage(answer(toReaderSchema.parse(message)));
});
