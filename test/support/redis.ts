import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { packageRoot } from '../../src/database/package-root.js';
import { atEnd } from './cleanup.js';
import { temporaryFolder } from './temporary-folder.js';
import { waitFor } from './wait-for.js';

/** A Redis server of a test's own, which it may stop, kill and start again; it keeps its address, and nothing else. */
export interface TestRedis {
  readonly url: string;
  start(): Promise<void>;
  /** In order: connections are closed. */
  stop(): Promise<void>;
  /** As by kill -9. */
  kill(): Promise<void>;
  /** Runs one command, as by redis-cli: `run('FLUSHALL')`. */
  run(command: string, ...args: string[]): Promise<unknown>;
}

const PROGRAM = join(packageRoot, 'node_modules', '.fitserve', 'redis-server');

/** Starts a redis-server for this test file alone (some 50 ms); ended when the file's tests are over. */
export async function startTestRedis({ password }: { readonly password?: string } = {}): Promise<TestRedis> {
  const folder = await temporaryFolder();
  const port = await freePort();
  const url = `redis://${password === undefined ? '' : `:${password}@`}127.0.0.1:${port}`;
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  if (password !== undefined) settings.push('--requirepass', password);
  let child: ChildProcess | undefined;

  const run = async (command: string, ...args: string[]): Promise<unknown> => {
    const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await client.call(command, ...args);
    } finally {
      client.disconnect();
    }
  };
  const end = async (signal: NodeJS.Signals) => {
    const ending = child;
    child = undefined;
    if (ending === undefined || ending.exitCode !== null) return;
    const ended = once(ending, 'exit');
    ending.kill(signal);
    await ended;
  };
  const endWithUs = () => child?.kill('SIGKILL');
  const start = async () => {
    child ??= spawn(PROGRAM, settings, { stdio: 'ignore' });
    await waitFor('Redis', () => run('PING'));
  };

  process.once('exit', endWithUs);
  atEnd(async () => {
    await end('SIGKILL');
    process.off('exit', endWithUs);
  });
  await start();
  return { url, start, stop: () => end('SIGTERM'), kill: () => end('SIGKILL'), run };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
