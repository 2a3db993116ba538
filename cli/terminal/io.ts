import type { Screen } from './progress-bar.js';

/** What a command reads and writes: the process's own streams, or a test's. */
export interface Terminal {
  readonly stdin: AsyncIterable<Uint8Array | string> & { readonly isTTY?: boolean };
  readonly stdout: Screen;
  readonly stderr: Screen;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative names of files are in. */
  readonly cwd: string;
  /** Ctrl-C. */
  readonly signal: AbortSignal;
}
