import { getHeapStatistics } from 'node:v8';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Config } from '../config.js';
import { ServiceError } from '../errors.js';

export type LoadConfig = Pick<Config, 'MAX_LOOP_DELAY_MS' | 'SERVER_MEMORY_BYTES'>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answers under load too, as the routes without a key do: it is cheap, and what people look at then. */
    vital?: boolean;
  }
}

const LOOK_EVERY_MS = 500;
/** How often the event loop is asked for a turn. */
const TURN_MS = 50;
/** Late in one look may be a pause of the machine or of the collector of garbage; late in two is load. */
const LATE_LOOKS = 2;
/** Beyond this V8 spends its time on finding garbage, and ends the process a little later. */
const FULL_HEAP = 0.92;
/** What of a container's memory the server may take itself; children and buffers of the system need the rest. */
const OWN_SHARE = 0.8;
/** The limit that systems without one tell. */
const UNLIMITED = 2 ** 50;
const RETRY_AFTER_S = 2;

/**
 * Refuses requests early, with 503, while the event loop is late or memory runs out: the work in hand ends, and who is refused knows at once.
 * To be called before whatever costs something.
 */
export function shedLoad(app: FastifyInstance, config: LoadConfig): void {
  const watch = new LoadWatch(config, app.log);
  app.addHook('onClose', async () => watch.close());
  app.addHook('onRequest', (request, _reply, done) => {
    const { open, vital } = request.routeOptions.config;
    const isRefused = watch.strain !== undefined && open !== true && vital !== true;
    done(isRefused ? new OverloadedError(watch.strain ?? '') : undefined);
  });
}

/** Looks twice a second at how this process gets on. */
class LoadWatch {
  /** Why requests are refused now, for logs and answers. */
  strain: string | undefined;
  readonly #config: LoadConfig;
  readonly #logger: FastifyBaseLogger;
  readonly #timer: NodeJS.Timeout;
  readonly #memoryBytes: number;
  #lateLooks = 0;
  #lookedAt = performance.now();
  #lastTurn = performance.now();
  #turns = 0;
  /** Of all turns since the last look together. */
  #delayMs = 0;

  constructor(config: LoadConfig, logger: FastifyBaseLogger) {
    this.#config = config;
    this.#logger = logger;
    this.#memoryBytes = config.SERVER_MEMORY_BYTES ?? OWN_SHARE * containerBytes();
    this.#timer = setInterval(() => this.#turn(), TURN_MS).unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #turn(): void {
    const now = performance.now();
    this.#delayMs += Math.max(0, now - this.#lastTurn - TURN_MS);
    this.#turns += 1;
    this.#lastTurn = now;
    if (now - this.#lookedAt < LOOK_EVERY_MS) return;
    this.#lookedAt = now;
    this.#look();
  }

  #look(): void {
    const strain = this.#lateness() ?? this.#fullness();
    if (strain !== undefined && this.strain === undefined) this.#logger.warn({ strain }, 'requests are refused');
    if (strain === undefined && this.strain !== undefined) this.#logger.info('requests are accepted again');
    this.strain = strain;
  }

  #lateness(): string | undefined {
    const delayMs = this.#delayMs / this.#turns;
    this.#delayMs = 0;
    this.#turns = 0;
    this.#lateLooks = delayMs > this.#config.MAX_LOOP_DELAY_MS ? this.#lateLooks + 1 : 0;
    return this.#lateLooks >= LATE_LOOKS ? 'it is too busy' : undefined;
  }

  #fullness(): string | undefined {
    const { used_heap_size, heap_size_limit } = getHeapStatistics();
    const isFull = used_heap_size > FULL_HEAP * heap_size_limit || process.memoryUsage.rss() > this.#memoryBytes;
    return isFull ? 'its memory is full' : undefined;
  }
}

/** Infinite where the system sets no limit, or does not tell. */
function containerBytes(): number {
  const limit = process.constrainedMemory() ?? 0;
  return limit > 0 && limit < UNLIMITED ? limit : Number.POSITIVE_INFINITY;
}

class OverloadedError extends ServiceError {
  constructor(strain: string) {
    super(503, 'overloaded', `The service takes no more requests for a moment: ${strain}.`, {
      headers: { 'retry-after': String(RETRY_AFTER_S) },
    });
  }
}
