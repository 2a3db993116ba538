import { lookup as lookUp } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { signatureOf } from './signature.js';

export interface WebhookRequest {
  readonly id: string;
  readonly url: string;
  /** The key in base64. */
  readonly secret: string;
  readonly payload: unknown;
}

/** What became of a request: an HTTP status, or why there was none. */
export type WebhookAnswer =
  | { readonly answered: number; readonly error?: string }
  | { readonly answered?: undefined; readonly error: string };

export interface WebhookSender {
  /** Posts once; resolves also when it fails, and within `timeoutMs`. */
  send(request: WebhookRequest): Promise<WebhookAnswer>;
  close(): void;
}

/** What stands for the errors of the system in the list of deliveries, which a project's users may read. */
const SENTENCES: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'the address refused the connection'],
  ['ECONNRESET', 'the connection was cut'],
  ['EHOSTUNREACH', 'the address cannot be reached'],
  ['ENETUNREACH', 'the address cannot be reached'],
  ['ENOTFOUND', 'the name of the address is unknown'],
  ['EAI_AGAIN', 'the name of the address cannot be looked up for now'],
  ['ETIMEDOUT', 'the address did not answer in time'],
]);

/**
 * Posts signed events. The addresses are judged when they are connected to, by the IP address that the name stands for at that
 * moment, so that a name cannot be made to stand for another one after it was checked.
 * @param allowPrivate lets loopback, private and link-local addresses be reached as well.
 * @param lookup what a name stands for; the system's own unless a test knows names of its own.
 */
export function openWebhookSender(
  timeoutMs: number,
  allowPrivate: boolean,
  lookup: LookupFunction = lookUp,
): WebhookSender {
  const filter = { allowPrivateIPAddress: allowPrivate, allowMetaIPAddress: false };
  const agents = { http: new RequestFilteringHttpAgent(filter), https: new RequestFilteringHttpsAgent(filter) };

  const send = ({ id, url, secret, payload }: WebhookRequest): Promise<WebhookAnswer> => {
    const body = JSON.stringify(payload);
    const timestamp = Math.floor(Date.now() / 1000);
    const isSecure = new URL(url).protocol === 'https:';
    return new Promise((resolve) => {
      const options = {
        method: 'POST',
        agent: isSecure ? agents.https : agents.http,
        lookup,
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'fitserve',
          'webhook-id': id,
          'webhook-timestamp': timestamp,
          'webhook-signature': signatureOf(secret, { id, timestamp, body }),
        },
      };
      const request = (isSecure ? https : http).request(url, options, (response) => {
        const answered = response.statusCode ?? 0;
        // What it says besides is of no interest, and may be endless.
        response.destroy();
        const isTaken = answered >= 200 && answered < 300;
        resolve(isTaken ? { answered } : { answered, error: `the address answered ${answered}` });
      });
      request.on('error', (error) => resolve({ error: sentenceOf(error, timeoutMs) }));
      request.end(body);
    });
  };

  return {
    send,
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

function sentenceOf(error: Error, timeoutMs: number): string {
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return `no answer within ${timeoutMs} ms`;
  if (error.message.startsWith('DNS lookup')) return 'the address is not public';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return SENTENCES.get(code) ?? `the request failed${code === '' ? '' : ` (${code})`}`;
}
