import { Worker } from 'node:worker_threads';
import { TooLargeError, UnavailableError } from '../errors.js';
import type { UploadedFile } from './file-content.js';
import type { Ingested, IngestRequest } from './ingest.js';
import { IngestSession } from './ingest-session.js';
import type { BlockSink } from './tensor-writer.js';

/** Uploads that are read at once; slow clients hold a place for long, so there are more of them than cores. */
const MOST_UPLOADS = 8;
/** Kept for the next uploads: a start costs 50 ms, an idle thread 15 MB. */
const MOST_IDLE = 4;
const WAIT_MS = 30_000;
/** A JSON body of 64 MiB, parsed, takes up to 1 GB; an upload that needs more ends alone. */
const MOST_HEAP_MB = 1536;

/** Threads that read uploads, apart from the thread that answers requests. */
export interface IngestPool {
  /**
   * Like `ingest` of ingest.ts, on another thread. Once the promise has settled, `files` is not read any further.
   * @throws {UnavailableError} when too many uploads are under way.
   */
  ingest(files: AsyncIterable<UploadedFile>, request: IngestRequest, sink: BlockSink): Promise<Ingested>;
  /** Ends all threads; uploads in hand fail. */
  close(): Promise<void>;
}

export function openIngestPool(): IngestPool {
  const waiting: (() => void)[] = [];
  const threads = new Set<Worker>();
  const idle: Worker[] = [];
  let places = MOST_UPLOADS;

  const takePlace = async () => {
    if (places === 0) await nextPlace(waiting);
    else places--;
  };
  const givePlace = () => {
    const next = waiting.shift();
    if (next === undefined) places++;
    else next();
  };
  const newThread = (): Worker => {
    const thread = startThread();
    threads.add(thread);
    // Without a listener an error of an idle thread would end the process.
    thread.on('error', () => undefined);
    thread.once('exit', () => {
      threads.delete(thread);
      const index = idle.indexOf(thread);
      if (index >= 0) idle.splice(index, 1);
    });
    return thread;
  };
  const takeThread = (): Worker => {
    const thread = idle.pop() ?? newThread();
    thread.ref();
    return thread;
  };
  const giveThread = async (thread: Worker, isFree: boolean) => {
    if (isFree && idle.length < MOST_IDLE && threads.has(thread)) {
      thread.unref();
      idle.push(thread);
    } else {
      await thread.terminate();
    }
  };

  return {
    ingest: async (files, request, sink) => {
      await takePlace();
      const thread = takeThread();
      const session = new IngestSession(thread, request, sink);
      const died = (error: unknown) => session.fail(outOfMemory(error));
      const exited = () => session.fail(new Error('the thread that reads the upload ended'));
      thread.once('error', died).once('exit', exited);
      try {
        return await session.run(files);
      } finally {
        thread.off('error', died).off('exit', exited);
        await giveThread(thread, session.threadIsFree);
        givePlace();
      }
    },
    close: async () => {
      idle.length = 0;
      await Promise.all([...threads].map((thread) => thread.terminate()));
    },
  };
}

function startThread(): Worker {
  return new Worker(new URL('./ingest-thread.js', import.meta.url), {
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
  });
}

function nextPlace(waiting: (() => void)[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const take = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      waiting.splice(waiting.indexOf(take), 1);
      reject(new UnavailableError('Too many uploads are under way.', { retryAfterS: 10 }));
    }, WAIT_MS);
    waiting.push(take);
  });
}

function outOfMemory(error: unknown): unknown {
  const isMemory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return isMemory ? new TooLargeError('The upload needs more memory than one upload is given.') : error;
}
