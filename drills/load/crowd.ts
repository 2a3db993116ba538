import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../support/cluster.js';

export interface Ask {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: object;
}

/** What a crowd of clients was answered. */
export interface Crowd {
  /** Answers by their status; `reset` where there was none. */
  readonly statuses: ReadonlyMap<string, number>;
  /** Milliseconds until each answer was there, sorted. */
  readonly times: readonly number[];
}

/** Who is asked. */
export interface Target {
  readonly url: string;
  readonly key: string;
}

/** The first server of a service. */
export function targetOf({ servers, key }: Pick<Cluster, 'servers' | 'key'>): Target {
  const url = servers[0]?.url;
  if (url === undefined) throw new Error('there is no server');
  return { url, key };
}

/** Many clients, each with a connection of its own, that ask over and over until `isOver`, with a pause after each answer. */
export async function askInCrowd(
  { url, key }: Target,
  clients: number,
  pauseMs: number,
  isOver: () => boolean,
  nextAsk: () => Ask,
): Promise<Crowd> {
  const statuses = new Map<string, number>();
  const times: number[] = [];
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const ask = async () => {
    // Not all at once.
    await sleep(Math.random() * pauseMs);
    while (!isOver()) {
      const began = performance.now();
      const status = await once(agent, url, key, nextAsk());
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      times.push(performance.now() - began);
      if (pauseMs > 0) await sleep(pauseMs);
    }
  };
  await Promise.all(Array.from({ length: clients }, ask));
  agent.destroy();
  times.sort((a, b) => a - b);
  return { statuses, times };
}

function once(agent: Agent, url: string, key: string, { method, path, body }: Ask): Promise<string> {
  return new Promise((resolve) => {
    const headers = { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) };
    const asked = request(new URL(path, url), { method, agent, headers }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(String(answer.statusCode)));
      answer.once('error', () => resolve('reset'));
    });
    asked.once('error', () => resolve('reset'));
    asked.end(body && JSON.stringify(body));
  });
}

/** The time within which this part of the answers was there. */
export function percentile({ times }: Pick<Crowd, 'times'>, part: number): number {
  return times[Math.min(times.length - 1, Math.floor(part * times.length))] ?? Number.NaN;
}

/** `1200 of 200, 3 of 503`. */
export function shownStatuses({ statuses }: Pick<Crowd, 'statuses'>): string {
  return [...statuses].map(([status, count]) => `${count} of ${status}`).join(', ');
}
