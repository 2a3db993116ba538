import { useCallback, useEffect, useState } from 'preact/hooks';
import { type EpochResult, type Job, type JobEvent, NotFoundError } from '../../../client/src/index.js';
import { wait } from '../../../client/src/transport.js';
import { fitserve } from '../shell/session.js';

export type DurableEvent = Exclude<JobEvent, { type: 'progress' }>;

export interface FollowedJob {
  readonly job: Job | undefined;
  /** By number of the epoch: one that was trained again replaces what was told of it before. */
  readonly epochs: ReadonlyMap<number, EpochResult>;
  readonly events: readonly DurableEvent[];
  readonly error: unknown;
}

const NOTHING: FollowedJob = { job: undefined, epochs: new Map(), events: [], error: undefined };
/** How long a stream that the service has refused is left alone. */
const PAUSE_MS = 3000;
/** Epochs that are past, and those of a small model, come by hundreds: they are drawn together. */
const TOLD_EVERY_MS = 250;

/** A job and all that its stream tells, from its first event on; `again` follows a job that had ended. */
export function useFollowed(id: string): FollowedJob & { again(): void } {
  const [followed, setFollowed] = useState(NOTHING);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    void follow(id, abort.signal, (change) => {
      if (!abort.signal.aborted) setFollowed(change);
    });
    return () => abort.abort();
  }, [id, turn]);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  return { ...followed, again };
}

type Change = (change: (before: FollowedJob) => FollowedJob) => void;

async function follow(id: string, signal: AbortSignal, change: Change): Promise<void> {
  let last = 0;
  let told: JobEvent[] = [];
  const tell = () => {
    const batch = told;
    told = [];
    if (batch.length > 0) change((before) => withEvents(before, batch));
  };
  const refresh = async () => {
    const job = await fitserve.jobs.get(id, { signal });
    change((before) => ({ ...before, job, error: undefined }));
  };
  change((before) => ({ ...before, epochs: new Map(), events: [] }));
  while (!signal.aborted) {
    try {
      await refresh();
      for await (const event of fitserve.jobs.events(id, { after: last, signal })) {
        if ('id' in event) last = event.id;
        if (told.length === 0) setTimeout(tell, TOLD_EVERY_MS);
        told.push(event);
        if (event.type === 'status') void refresh().catch(() => undefined);
      }
      tell();
      return await refresh();
    } catch (error) {
      if (signal.aborted) return;
      change((before) => ({ ...before, error }));
      if (error instanceof NotFoundError) return;
      await wait(PAUSE_MS, signal).catch(() => undefined);
    }
  }
}

function withEvents(before: FollowedJob, batch: readonly JobEvent[]): FollowedJob {
  const events = [...before.events];
  const epochs = new Map(before.epochs);
  let { job } = before;
  for (const event of batch) {
    if (event.type === 'progress') {
      const { metrics, ...progress } = event.data;
      job = job && { ...job, progress, metrics };
      continue;
    }
    events.push(event);
    if (event.type === 'epoch') epochs.set(event.data.epoch, event.data);
    if (event.type === 'status') job = job && { ...job, ...event.data };
  }
  return { ...before, job, epochs, events };
}
