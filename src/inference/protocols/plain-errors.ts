import { z } from 'zod';
import type { App } from '../../http/app-type.js';
import { keyIn, masked } from '../../http/masked.js';
import { PROBLEM_TYPE, problemSchema, toServiceError } from '../../http/problem.js';

/** How TensorFlow Serving and the Open Inference Protocol tell an error. */
export const plainErrorSchema = z
  .object({ error: z.string().describe('what is wrong, as a sentence') })
  .meta({ id: 'PlainError', description: 'An error, as clients of TensorFlow Serving and of KServe know it' });

const STATUSES = {
  400: 'The request cannot be read, or is not what the model takes',
  401: 'No API key, or one that is not valid',
  403: 'The key lacks the scope',
  404: 'There is no such model, version or label in this project',
  409: 'The model has no weights yet',
  413: 'More bytes than the service takes',
  429: 'Too many; see `Retry-After`',
  503: 'A part of the service is down; the request can be sent again',
} as const;
type PlainStatus = keyof typeof STATUSES;

/**
 * The errors that a route of these protocols may answer with, for its response schemas. Past the rate of a project all do. Where a part of the
 * address is not what the protocol knows, the answer is that of the rest of the API.
 */
export function plainErrors(...statuses: readonly PlainStatus[]) {
  const content = { 'application/json': { schema: plainErrorSchema }, [PROBLEM_TYPE]: { schema: problemSchema } };
  return Object.fromEntries(
    [...statuses, 429 as const].map((status) => [status, { description: STATUSES[status], content }]),
  );
}

/** Makes the routes of a scope answer every error as `{"error": "..."}`. These protocols know no 422: what is invalid is 400. */
export function answerPlainErrors(app: App): void {
  app.setErrorHandler((error, request, reply) => {
    const told = toServiceError(error);
    if (told.status >= 500) request.log[told.status === 503 ? 'warn' : 'error']({ err: error }, 'request failed');
    return reply
      .code(told.status === 422 ? 400 : told.status)
      .headers({ ...told.headers, 'x-request-id': request.id })
      .type('application/json')
      .serializer(String)
      .send(masked(JSON.stringify({ error: told.message }), keyIn(request)));
  });
}
