import type { Database } from '../../src/database/client.js';
import { datasetRoutes } from '../../src/datasets/dataset-routes.js';
import { commonApp } from '../http/common-app.js';
import { silentLogger, testConfig } from '../support/config.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** An answer of the API, its body read as JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A file of an upload: its name and its bytes. */
export type TestFile = readonly [name: string, content: string | Uint8Array];

/** The dataset routes behind a real socket, and a client with a key. */
export async function datasetClient(database: Database, settings: Readonly<Record<string, string>> = {}) {
  const folder = await temporaryFolder('datasets');
  const config = testConfig({ DATA_DIR: folder, ...settings });
  const { app, keys, authorization } = await commonApp(
    database,
    (app) => datasetRoutes(app, { config, database, logger: silentLogger }),
    settings,
  );
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return { app, keys, url, authorization, folder, ...requests(url, authorization) };
}

/** A client of another key. */
export function requests(url: string, authorization: string) {
  const send = async (
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer> | FormData,
    headers: Record<string, string> = {},
  ) => {
    const response = await fetch(url + path, {
      method,
      headers: { authorization, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    const answer: Answer = {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : JSON.parse(text),
    };
    return answer;
  };
  return {
    send,
    get: (path: string) => send('GET', path),
    postJson: (body: unknown, headers: Record<string, string> = {}) =>
      send('POST', '/v1/datasets', typeof body === 'string' ? body : JSON.stringify(body), {
        'content-type': 'application/json',
        ...headers,
      }),
    upload: (options: unknown, files: readonly TestFile[], headers: Record<string, string> = {}) =>
      send('POST', '/v1/datasets', formOf(options, files), headers),
  };
}

/** A form with the part `options`, unless they are undefined, and the files. */
export function formOf(options: unknown, files: readonly TestFile[]): FormData {
  const form = new FormData();
  if (options !== undefined) form.append('options', typeof options === 'string' ? options : JSON.stringify(options));
  for (const [name, content] of files) form.append('file', new Blob([new Uint8Array(Buffer.from(content))]), name);
  return form;
}
