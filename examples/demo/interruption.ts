import { constants } from 'node:os';

/** The first SIGINT, SIGTERM or SIGHUP, or the end of whoever reads the output; a second one ends the process at once. */
export class Interruption {
  private readonly controller = new AbortController();
  /** Rejects when it happens; never resolves. */
  readonly happens: Promise<never>;
  /** As a shell says it: 130 for Ctrl-C. */
  exitCode = 0;

  constructor() {
    const { signal } = this.controller;
    this.happens = new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    this.happens.catch(() => undefined);
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(name, () => this.interrupt(128 + constants.signals[name]));
    }
    process.stdout.on('error', () => {
      if (!this.signal.aborted) this.interrupt(128 + constants.signals.SIGPIPE);
    });
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  private interrupt(exitCode: number): void {
    if (this.signal.aborted) process.exit(exitCode);
    this.exitCode = exitCode;
    this.controller.abort();
  }
}
