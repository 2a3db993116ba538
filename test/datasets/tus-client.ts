import { connect, type Socket } from 'node:net';
import { z } from 'zod';

export const TUS = { 'tus-resumable': '1.0.0' };
export const PIECE = { ...TUS, 'content-type': 'application/offset+octet-stream' };

/** What the API says of an upload. */
export const uploadView = z.object({
  id: z.string(),
  file_name: z.string(),
  status: z.string(),
  size_bytes: z.int(),
  received_bytes: z.int(),
  read_bytes: z.int(),
  rows_stored: z.int(),
  dataset: z.string().nullable(),
  problem: z.looseObject({ code: z.string(), detail: z.string() }).nullable(),
  expires_at: z.iso.datetime(),
});

/** An answer of the uploads' routes. */
export interface TusAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Requests of the tus protocol, one by one. */
export function tusRequests(url: string, authorization: string) {
  const send = async (
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body?: Uint8Array<ArrayBuffer>,
  ): Promise<TusAnswer> => {
    const response = await fetch(url + path, {
      method,
      headers: { authorization, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
  };
  const create = (sizeBytes: number, fileName: string, headers: Record<string, string> = {}) =>
    send('POST', '/v1/uploads', {
      ...TUS,
      'upload-length': String(sizeBytes),
      'upload-metadata': `filename ${Buffer.from(fileName).toString('base64')}`,
      ...headers,
    });
  const patch = (path: string, offset: number, bytes: Uint8Array<ArrayBuffer>) =>
    send('PATCH', path, { ...PIECE, 'upload-offset': String(offset) }, bytes);
  return {
    send,
    create,
    patch,
    /** Begins an upload. @returns its address. */
    begin: async (sizeBytes: number, fileName: string) =>
      (await create(sizeBytes, fileName)).headers.get('location') ?? '',
    /** Sends a whole file. @returns the id of its upload. */
    sendFile: async (fileName: string, bytes: Uint8Array<ArrayBuffer>) => {
      const path = (await create(bytes.length, fileName)).headers.get('location') ?? '';
      await patch(path, 0, bytes);
      return idOf(path);
    },
    look: async (id: string) => uploadView.parse((await send('GET', `/v1/uploads/${id}`)).body),
    /** Begins a PATCH whose body goes on for as long as the test writes to the socket. */
    openPatch: async (
      path: string,
      offset: number,
      bodyBytes: number,
    ): Promise<{ socket: Socket; heard: () => string }> => {
      const { hostname, port } = new URL(url);
      const socket = connect(Number(port), hostname);
      let heard = '';
      socket.on('data', (text) => {
        heard += String(text);
      });
      socket.on('error', () => undefined);
      const head = { host: 'test', authorization, ...PIECE, 'upload-offset': offset, 'content-length': bodyBytes };
      const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`);
      socket.write(`PATCH ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      return { socket, heard: () => heard };
    },
  };
}

export function idOf(path: string): string {
  return path.replace('/v1/uploads/', '');
}
