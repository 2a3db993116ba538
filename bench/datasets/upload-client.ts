import { createReadStream } from 'node:fs';
import { request } from 'node:http';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';

// A client in a process of its own: posts the files as curl does, and prints the dataset's id and how long it took.

const jobSchema = z.object({
  url: z.string(),
  key: z.string(),
  options: z.looseObject({}),
  files: z.array(z.string()),
});
const { url, key, options, files } = jobSchema.parse(JSON.parse(process.argv[2] ?? ''));
const BOUNDARY = 'fitserve-bench';
const READ_BYTES = 2 ** 18;

const began = performance.now();
const answer = await post();
const milliseconds = performance.now() - began;
console.log(JSON.stringify({ id: z.object({ id: z.string() }).parse(JSON.parse(answer)).id, milliseconds }));

function post(): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };
    const sent = request(`${url}/v1/datasets`, { method: 'POST', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
      response.on('end', () => (response.statusCode === 201 ? resolve(text) : reject(new Error(text))));
    });
    pipeline(Readable.from(body()), sent).catch(reject);
  });
}

async function* body() {
  yield `--${BOUNDARY}\r\ncontent-disposition: form-data; name="options"\r\n\r\n${JSON.stringify(options)}\r\n`;
  for (const file of files) {
    yield `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="${basename(file)}"\r\n\r\n`;
    yield* createReadStream(file, { highWaterMark: READ_BYTES });
    yield '\r\n';
  }
  yield `--${BOUNDARY}--\r\n`;
}
