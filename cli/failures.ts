import {
  ApiError,
  AuthenticationError,
  ConnectionError,
  FitserveError,
  InvalidRequestError,
  JobEndedError,
  NotFoundError,
} from '../client/src/index.js';

/** Exit codes: what scripts may rely on. */
export const EXIT = { ok: 0, failed: 1, usage: 2, unreachable: 3, interrupted: 130 } as const;

/** Something on this side is missing or wrong; `next` says what to do about it. */
export class SetupFailure extends Error {
  override readonly name = 'SetupFailure';
  readonly next: string;

  constructor(message: string, next: string) {
    super(message);
    this.next = next;
  }
}

/** A failure as a person reads it, and the exit code that tells a program. */
export function describeFailure(error: unknown): { text: string; exitCode: number } {
  if (error instanceof SetupFailure) return told(error.message, error.next, EXIT.usage);
  if (error instanceof ConnectionError) {
    return told(error.message, 'is the service up? start one with: fitserve start', EXIT.unreachable);
  }
  if (error instanceof AuthenticationError && error.status === 403)
    return told(error.message, 'take a key that may do this: npm run keys -- create --scopes ...', EXIT.failed);
  if (error instanceof AuthenticationError)
    return told(error.message, 'log in with a key that holds: fitserve login --key KEY', EXIT.failed);
  if (error instanceof NotFoundError)
    return told(
      error.message,
      'see what there is: fitserve models ls, fitserve datasets ls, fitserve jobs ls',
      EXIT.failed,
    );
  if (error instanceof JobEndedError) {
    const next = `go on from its last checkpoint: fitserve jobs resume ${error.job}`;
    return told(error.message, next, EXIT.failed);
  }
  if (error instanceof ApiError && error.status === 409 && error.code === 'model_not_trained') {
    return told(error.message, 'train it first: fitserve fit MODEL DATASET --watch', EXIT.failed);
  }
  if (error instanceof InvalidRequestError && error.errors.some(({ pointer }) => pointer === '/options/target')) {
    return told(error.message, 'name the column: --target COLUMN', EXIT.failed);
  }
  if (error instanceof FitserveError) return told(error.message, undefined, EXIT.failed);
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('E')) {
    return told(error.message, NEXT_OF_FILES.get(error.code), EXIT.usage);
  }
  return told(error instanceof Error ? (error.stack ?? error.message) : String(error), undefined, EXIT.failed);
}

const NEXT_OF_FILES: ReadonlyMap<string, string> = new Map([
  ['EEXIST', 'take another name: -o FILE'],
  ['ENOENT', 'name a file that is there, or - for the standard input'],
]);

function told(message: string, next: string | undefined, exitCode: number) {
  return { text: `fitserve: ${message}\n${next === undefined ? '' : `  next: ${next}\n`}`, exitCode };
}
