import type { FastifyRequest } from 'fastify';

/** The client has closed its connection. */
export class ClientGoneError extends Error {
  override readonly name = 'ClientGoneError';
}

/** Does work that ends early, by the signal, when the client goes away and nobody waits for it any more. */
export async function whileClientWaits<Result>(
  { raw: { socket } }: FastifyRequest,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const gone = new AbortController();
  const abort = () => gone.abort(new ClientGoneError('The client has gone away.'));
  socket.once('close', abort);
  try {
    if (socket.destroyed) abort();
    return await work(gone.signal);
  } finally {
    socket.off('close', abort);
  }
}
