const CODES: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** What a client is told where a file could not grow. */
export const DISK_FULL = 'The server has no room left on its disk; the request can be sent again later.';

/** Whether a file could not be written because the disk, a quota or a limit of the process is full. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && CODES.has(error.code);
}
