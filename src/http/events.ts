import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';

const HEARTBEAT_MS = 15_000;
/** How long a browser waits before it connects again. */
const RETRY_MS = 1_000;
/** How long a server that closes waits for a client to take the rest of its stream. */
const CLOSE_GRACE_MS = 1_000;

/** One server-sent event; `data` is sent as JSON. An event without `id` cannot be asked for again. */
export interface ServerEvent {
  readonly id?: string | number;
  readonly event: string;
  readonly data: unknown;
}

/** The sending end of a stream of server-sent events. */
export interface EventStream {
  /** Aborted when the client has gone, the server closes, or the stream was ended: then stop and let go of what feeds it. */
  readonly signal: AbortSignal;
  /** Sends an event; resolves when the client's buffer has room for the next, and at once when the stream is over. */
  send(event: ServerEvent): Promise<void>;
  /** Ends the answer, after what was sent. */
  end(): void;
}

declare module 'fastify' {
  interface FastifyReply {
    /** Answers with a stream of server-sent events; the handler then returns the reply. */
    eventStream(): EventStream;
  }
}

/** Adds `reply.eventStream()`. Closing the server ends the streams that are open, so that it need not wait for them. */
export function sendEvents(app: FastifyInstance): void {
  const open = new Map<EventStream, FastifyReply>();
  app.addHook('preClose', async () => {
    for (const [stream, { raw }] of open) {
      stream.end();
      setTimeout(() => raw.destroy(), CLOSE_GRACE_MS).unref();
    }
  });
  app.decorateReply('eventStream', function eventStream(this: FastifyReply) {
    const stream = openEventStream(this);
    open.set(stream, this);
    this.raw.on('close', () => open.delete(stream));
    return stream;
  });
}

function openEventStream(reply: FastifyReply): EventStream {
  const body = new PassThrough();
  const over = new AbortController();
  const heartbeat = setInterval(() => {
    if (!body.writableNeedDrain) body.write(': still here\n\n');
  }, HEARTBEAT_MS);
  const end = () => {
    if (over.signal.aborted) return;
    clearInterval(heartbeat);
    over.abort();
    body.end();
  };
  reply.raw.on('close', end);
  body.on('error', end);
  reply
    .type('text/event-stream')
    .header('cache-control', 'no-store')
    // A proxy that gathers the answer first would hold the events back.
    .header('x-accel-buffering', 'no')
    // The stream's end is the connection's end: a server that closes waits for no idle connection.
    .header('connection', 'close')
    .send(body);
  body.write(`retry: ${RETRY_MS}\n\n`);
  return {
    signal: over.signal,
    send: async (event) => {
      if (over.signal.aborted) return;
      if (!body.write(frame(event))) {
        await once(body, 'drain', { signal: over.signal }).catch((error) => {
          if (!over.signal.aborted) throw error;
        });
      }
    },
    end,
  };
}

/** An event on the wire: JSON has no line breaks of its own, so that its data is one line. */
function frame({ id, event, data }: ServerEvent): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
