import { z } from 'zod';
import { PROBLEM_TYPE, problemSchema } from './problem.js';

const DESCRIPTION = {
  400: 'The request cannot be read',
  401: 'No API key, or one that is not valid',
  403: 'The key may not do this, or the project has its fill',
  404: 'There is no such thing in this project',
  409: 'The state does not allow it',
  412: 'A version of the tus protocol that this server does not speak',
  413: 'More bytes than the service takes',
  415: 'A Content-Type that this route does not take',
  422: 'Understood, but invalid; `errors` names each wrong field',
  429: 'Too many; see `Retry-After`',
  503: 'A part of the service is down; the request can be sent again',
} as const;
type ProblemStatus = keyof typeof DESCRIPTION;

interface ProblemResponse {
  readonly description: string;
  readonly content: { readonly [PROBLEM_TYPE]: { readonly schema: typeof problemSchema } };
}

/** The problems that a route may answer with, for its response schemas: `{ 200: answer, ...problemResponses(404, 422) }`. */
export function problemResponses<const Status extends ProblemStatus>(
  ...statuses: readonly Status[]
): Record<Status, ProblemResponse> {
  const entries = statuses.map((status) => [
    status,
    { description: DESCRIPTION[status], content: { [PROBLEM_TYPE]: { schema: problemSchema } } },
  ]);
  return Object.fromEntries(entries);
}

/** The answer of a route that sends nothing back (204). */
export const noContent = z.undefined().describe('Done; there is nothing to send back');

/** The answer to a client that holds this version already (304). */
export const notModified = z.undefined().describe('Nothing has changed since the version that `If-None-Match` names');
