import { join } from 'node:path';

/** Folders that a program of ours may read and write; what is not named it cannot open. */
export interface OpenedFolders {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

/** The root of the package: programs and what they import lie in dist/ and node_modules/. */
const PACKAGE = join(import.meta.dirname, '../../..');

/**
 * Node's own options that keep the program's JavaScript from other files, from starting programs and, from Node 25 on, from the network.
 * Native code (TensorFlow) is not bound by them: what the system itself guards is, see confinement.ts.
 */
export function permissionOptions({ reads, writes }: OpenedFolders): string[] {
  const name = process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission';
  return [
    name,
    '--allow-addons',
    '--allow-worker',
    ...[PACKAGE, '/proc', ...reads, ...writes].map((folder) => `--allow-fs-read=${folder}`),
    ...writes.map((folder) => `--allow-fs-write=${folder}`),
    // They are printed at every start, and say that these very options are new or powerful.
    '--disable-warning=ExperimentalWarning',
    '--disable-warning=SecurityWarning',
  ];
}
