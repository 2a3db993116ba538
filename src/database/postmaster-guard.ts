import { spawn } from 'node:child_process';

/** For the service's other processes to notice that they are alone and end in order. */
const GRACE_S = 3;

/** Waits until the pipe closes, which is when the process that holds its other end is gone, however it went. */
const SCRIPT = `read -r _; sleep ${GRACE_S}; kill -INT "$0"`;

/**
 * Has Postgres shut down when this process is killed and can no longer do it: by a shell that waits on a pipe of ours.
 * @returns ends the guard, for when Postgres has ended by itself.
 */
export function guardPostmaster(pid: number): () => void {
  const guard = spawn('/bin/sh', ['-c', SCRIPT, String(pid)], {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Without a shell there is no guard; the next start on the folder ends what was left behind.
  guard.on('error', () => undefined);
  return () => {
    guard.kill('SIGKILL');
  };
}
