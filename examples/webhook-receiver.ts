import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { buffer, text } from 'node:stream/consumers';
import { z } from 'zod';
import { Fitserve } from '../client/src/index.js';

// Hears of jobs by a webhook, until one has ended: node dist/examples/webhook-receiver.js http://127.0.0.1:3000 <<< "$KEY"

/** A signature that is older than this may have been overheard and sent again. */
const OLDEST_S = 300;
const eventSchema = z.object({ type: z.string(), data: z.object({ id: z.string() }) });

const [baseUrl = 'http://127.0.0.1:3000'] = process.argv.slice(2);
const client = new Fitserve({ baseUrl, apiKey: (await text(process.stdin)).trim() });
const seen = new Set<string>();
let secret = '';

const server = createServer(async (request, response) => {
  const body = await buffer(request);
  const id = String(request.headers['webhook-id']);
  if (!isSigned(request.headers, body)) {
    response.writeHead(401).end();
    return;
  }
  // Anything from 200 to 299 says that it was taken; the same one may come again all the same.
  response.writeHead(204).end();
  if (seen.has(id)) return;
  seen.add(id);
  const { type, data } = eventSchema.parse(JSON.parse(body.toString('utf8')));
  process.stdout.write(`${type} of ${data.id}, signature right\n`);
  await client.request('delete', '/v1/webhooks/{id}', { params: { id: webhook.id } });
  process.exit();
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = server.address();
const port = typeof address === 'object' ? address?.port : undefined;
const webhook = await client.request('post', '/v1/webhooks', {
  body: { url: `http://127.0.0.1:${port}/`, events: ['job.succeeded', 'job.failed', 'job.cancelled'] },
});
secret = webhook.secret;
process.stdout.write('listening, and asked for a webhook\n');

/** Whether the body is the service's own, by https://www.standardwebhooks.com; one of its libraries does the same. */
function isSigned(headers: IncomingHttpHeaders, body: Buffer): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': given } = headers;
  if (Math.abs(Date.now() / 1000 - Number(time)) > OLDEST_S) return false;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const right = createHmac('sha256', key).update(`${id}.${time}.`).update(body).digest();
  return String(given)
    .split(' ')
    .map((signature) => Buffer.from(signature.replace('v1,', ''), 'base64'))
    .some((signature) => signature.length === right.length && timingSafeEqual(signature, right));
}
