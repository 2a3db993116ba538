import { request } from 'node:http';
import { z } from 'zod';
import type { Cluster } from './cluster.js';

export interface Heard {
  /** Kept events, of all kinds. */
  readonly events: number;
  /** Numbers of the epochs that were told, as they came. */
  readonly epochs: readonly number[];
}

const epochSchema = z.object({ epoch: z.int() });

/** Follows the events of a job by one stream to its end. */
export function listen({ servers, key }: Pick<Cluster, 'servers' | 'key'>, id: string): Promise<Heard> {
  const url = servers[0]?.url;
  if (url === undefined) throw new Error('there is no server');
  return new Promise((resolve, reject) => {
    const asked = request(
      new URL(`/v1/jobs/${id}/events`, url),
      { headers: { authorization: `Bearer ${key}` }, agent: false },
      (answer) => {
        if (answer.statusCode !== 200) reject(new Error(`a listener was answered ${answer.statusCode}`));
        const epochs: number[] = [];
        let events = 0;
        let kind = '';
        let rest = '';
        answer.setEncoding('utf8').on('data', (text: string) => {
          const lines = (rest + text).split('\n');
          rest = lines.pop() ?? '';
          for (const line of lines) {
            if (line.startsWith('id:')) events++;
            if (line.startsWith('event:')) kind = line.slice('event:'.length).trim();
            if (line.startsWith('data:') && kind === 'epoch')
              epochs.push(epochSchema.parse(JSON.parse(line.slice('data:'.length))).epoch);
          }
        });
        answer.once('end', () => resolve({ events, epochs }));
        answer.once('error', reject);
      },
    );
    asked.once('error', reject).end();
  });
}
