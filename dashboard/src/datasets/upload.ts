import { apiError, ConnectionError, type Dataset, type UploadOptions } from '../../../client/src/index.js';
import { nextKey, refused } from '../shell/session.js';

/** Sends files as the client's `upload` does, but by XMLHttpRequest: fetch does not tell how much of a body has gone. */
export async function upload(
  files: readonly File[],
  options: UploadOptions,
  onProgress: (part: number) => void,
): Promise<Dataset> {
  const form = new FormData();
  form.append('options', new Blob([JSON.stringify(options)], { type: 'application/json' }));
  for (const file of files) form.append('file', file, file.name);
  const repeatSafely = crypto.randomUUID();
  for (;;) {
    const key = await nextKey(undefined);
    const { status, body } = await send(form, key, repeatSafely, onProgress);
    if (status === 201) return body as Dataset;
    if (status !== 401) throw apiError('POST /v1/datasets', status, body, undefined);
    refused(key);
  }
}

function send(
  form: FormData,
  key: string,
  repeatSafely: string,
  onProgress: (part: number) => void,
): Promise<{ status: number; body: object }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/v1/datasets');
    request.setRequestHeader('authorization', `Bearer ${key}`);
    request.setRequestHeader('idempotency-key', repeatSafely);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onerror = () => reject(new ConnectionError('The upload was cut off before the service had answered.'));
    request.onload = () => resolve({ status: request.status, body: jsonIn(request.responseText) });
    request.send(form);
  });
}

function jsonIn(text: string): object {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? body : {};
  } catch {
    return { detail: text };
  }
}
