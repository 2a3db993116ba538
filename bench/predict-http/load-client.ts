import { connect, type Socket } from 'node:net';
import { z } from 'zod';

/**
 * Posts the same body over and over on some connections, each waiting for its answer: a process of its own, with as little work
 * of its own as can be, so that what is measured is the server. Its argument says what; it prints what it found.
 */
const { url, headers, body, connections, seconds } = z
  .object({
    url: z.url(),
    headers: z.record(z.string(), z.string()),
    body: z.string(),
    connections: z.int(),
    seconds: z.number(),
  })
  .parse(JSON.parse(await textOf(process.stdin)));
const { hostname, port, pathname } = new URL(url);
const fields = Object.entries({ ...headers, 'content-type': 'application/json', 'content-length': body.length });
const request = Buffer.from(
  `POST ${pathname} HTTP/1.1\r\nhost: ${hostname}\r\n${fields.map((pair) => pair.join(': ')).join('\r\n')}\r\n\r\n${body}`,
);
const HEAD_END = Buffer.from('\r\n\r\n');

const times: number[] = [];
let failed = 0;
const beganAt = performance.now();
await Promise.all(Array.from({ length: connections }, () => ask()));
const tookS = (performance.now() - beganAt) / 1000;
times.sort((a, b) => a - b);
const part = (fraction: number) => times[Math.min(times.length - 1, Math.floor(times.length * fraction))] ?? 0;
const found = { perSecond: times.length / tookS, medianMs: part(0.5), p99Ms: part(0.99), mostMs: part(1), failed };
console.log(JSON.stringify(found));

/** One connection, until the time is over. */
function ask(): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ host: hostname, port: Number(port), noDelay: true });
    let received: Buffer = Buffer.alloc(0);
    let sentAt = 0;
    const send = () => {
      sentAt = performance.now();
      if (sentAt - beganAt > seconds * 1000) {
        socket.end();
        resolve();
        return;
      }
      socket.write(request);
    };
    socket.on('connect', send).on('error', reject);
    socket.on('data', (piece) => {
      received = received.length === 0 ? piece : Buffer.concat([received, piece]);
      const headEnd = received.indexOf(HEAD_END);
      if (headEnd === -1) return;
      const head = received.toString('latin1', 0, headEnd);
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN);
      if (Number.isNaN(length)) reject(new Error(`an answer without a length: ${head}`));
      if (received.length < headEnd + HEAD_END.length + length) return;
      times.push(performance.now() - sentAt);
      if (!head.startsWith('HTTP/1.1 200')) failed++;
      received = Buffer.alloc(0);
      send();
    });
  });
}

async function textOf(stream: AsyncIterable<unknown>): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of stream) pieces.push(String(piece));
  return pieces.join('');
}
