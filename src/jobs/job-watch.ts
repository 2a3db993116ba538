import type { Notifications } from '../database/notifications.js';

/** Tells those who watch a job, in this process, that it has changed. */
export interface JobWatch {
  /** Calls `changed` after each change that commits from now on; the answer takes it off again. */
  watch(jobId: string, changed: () => void): () => void;
  close(): void;
}

/** Watches jobs over the process's one connection for notifications: a job that nobody watches here costs nothing. */
export async function openJobWatch(notifications: Pick<Notifications, 'listen' | 'onReconnect'>): Promise<JobWatch> {
  const watchers = new Map<string, Set<() => void>>();
  const wake = (jobId: string) => {
    for (const changed of [...(watchers.get(jobId) ?? [])]) changed();
  };
  const offReconnect = notifications.onReconnect(() => {
    for (const jobId of [...watchers.keys()]) wake(jobId);
  });
  const offListen = await notifications.listen('fitserve_job', wake);
  return {
    watch: (jobId, changed) => {
      const set = watchers.get(jobId) ?? new Set();
      watchers.set(jobId, set);
      set.add(changed);
      return () => {
        set.delete(changed);
        if (set.size === 0 && watchers.get(jobId) === set) watchers.delete(jobId);
      };
    },
    close: () => {
      offListen();
      offReconnect();
      watchers.clear();
    },
  };
}
