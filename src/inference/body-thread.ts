import { MessagePort, parentPort } from 'node:worker_threads';
import { z } from 'zod';
import { type FromBodyThread, toBodyThreadSchema, toFailure } from './body-messages.js';
import { parsePredict } from './predict-body.js';
import { layOutRows, type PostedRows } from './predict-rows.js';

// The program of the thread that parses large bodies of predict, so that the server's own thread stays free to answer.

const bodySchema = z.object({ bytes: z.instanceof(Uint8Array), port: z.instanceof(MessagePort) });

parentPort?.on('message', (message: unknown) => {
  const { bytes, port } = bodySchema.parse(message);
  const tell = (answer: FromBodyThread, transfer: ArrayBuffer[] = []) => port.postMessage(answer, transfer);
  try {
    const { checkpoint, ...posted } = parsePredict(bytes);
    port.once('message', (request: unknown) => answerLayout(request, posted, port, tell));
    tell({ type: 'fields', checkpoint });
  } catch (error) {
    tell(toFailure(error));
    port.close();
  }
});

function answerLayout(
  message: unknown,
  posted: PostedRows,
  port: MessagePort,
  tell: (answer: FromBodyThread, transfer?: ArrayBuffer[]) => void,
): void {
  try {
    const request = toBodyThreadSchema.parse(message);
    if (request.type === 'close') return;
    const { inputs, rows } = layOutRows(posted, request.layout);
    // The numbers move to the other thread; nothing is copied.
    tell({ type: 'rows', inputs, rows }, [inputs.buffer]);
  } catch (error) {
    tell(toFailure(error));
  } finally {
    port.close();
  }
}
