import { createHash } from 'node:crypto';
import { realpath, unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Held by a process on a folder until it is released or the process ends, however it ends. */
export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Takes the folder for this process alone; undefined when a living process has it. The lock is a listening socket, which
 * the kernel closes with its process: a killed run leaves nothing behind, unlike a file with a process id in it, which
 * after a restart of a container may name another process.
 */
export async function lockFolder(folder: string): Promise<FolderLock | undefined> {
  const name = `fitserve-${createHash('sha256')
    .update(await realpath(folder))
    .digest('hex')
    .slice(0, 32)}`;
  // Linux has sockets without a file; elsewhere the file of a dead process is found by nobody answering, and removed.
  const address = process.platform === 'linux' ? `\0${name}` : join(tmpdir(), `${name}.sock`);
  let server = await listen(address);
  if (server === undefined && !(await answers(address))) {
    await unlink(address).catch(() => undefined);
    server = await listen(address);
  }
  const held = server;
  if (held === undefined) return undefined;
  return {
    release: () =>
      new Promise((resolve) => {
        held.close(() => resolve());
      }),
  };
}

function listen(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.unref();
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(address, () => resolve(server));
  });
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
