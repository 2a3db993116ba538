import type { Logger } from '../logger.js';

/** Exit codes: a second signal ends the process as the shell would; 70 is EX_SOFTWARE of sysexits.h. */
const EXIT_INTERRUPTED = 130;
const EXIT_STUCK = 70;
/** One Ctrl-C may come twice: from the terminal, and from the npm that was started there. */
const SAME_SIGNAL_MS = 500;
/** Beyond the grace, for what is closed after the work in hand. */
const MARGIN_MS = 5_000;

/**
 * Stops the process in order at the first SIGINT or SIGTERM, or when the process that forked it is gone; exit code 0.
 * A second signal ends it at once, and so does a `stop` that takes longer than the grace and 5 s more.
 */
export function stopOnSignal(stop: () => Promise<void>, graceMs: number, logger: Logger): void {
  let stoppingSince: number | undefined;
  const begin = (why: string) => {
    if (stoppingSince !== undefined) return;
    stoppingSince = performance.now();
    logger.info({ why }, 'stopping');
    setTimeout(() => {
      logger.error('stopping takes too long: what is left is dropped');
      process.exit(EXIT_STUCK);
    }, graceMs + MARGIN_MS).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'stopping failed');
        process.exit(EXIT_STUCK);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      const isSecond = stoppingSince !== undefined && performance.now() - stoppingSince > SAME_SIGNAL_MS;
      if (isSecond) process.exit(EXIT_INTERRUPTED);
      begin(signal);
    });
  }
  const orphaned = () => begin('the process that started this one is gone');
  process.on('disconnect', orphaned);
  // It may have gone while this process was still loading its modules.
  if (process.send !== undefined && !process.connected) orphaned();
}
