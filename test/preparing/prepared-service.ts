import { z } from 'zod';
import { jobRoutes } from '../../src/jobs/job-routes.js';
import { inferenceApp } from '../inference/inference-app.js';
import { Supervision } from '../trainer/supervised.js';

const createdSchema = z.object({ id: z.string() });
const problemSchema = z.object({
  errors: z.array(z.looseObject({ pointer: z.string(), detail: z.string() })).optional(),
});

/** The whole way of a dataset: uploaded, trained on by a real child, evaluated and predicted. */
export async function preparedService() {
  const api = await inferenceApp({}, async (app, { config, database }) => jobRoutes(app, { config, database }));
  const supervision = await Supervision.open(api.database);

  const created = (answer: { statusCode: number; body: string; json(): unknown }, status: number): string => {
    if (answer.statusCode !== status) throw new Error(answer.body);
    return createdSchema.parse(answer.json()).id;
  };
  const send = (path: string, body: object) => api.send('POST', path, body);

  return {
    ...api,
    supervision,
    /** Uploads a CSV file. */
    upload: async (options: object, csv: string) => {
      const form = new FormData();
      form.set('options', JSON.stringify(options));
      form.append('file', new Blob([csv]), 'table.csv');
      const { authorization } = api;
      const answer = await fetch(`${api.url}/v1/datasets`, { method: 'POST', body: form, headers: { authorization } });
      const body = await answer.text();
      return { statusCode: answer.status, body, json: (): unknown => JSON.parse(body) };
    },
    created,
    /** A linear model: one Dense layer. */
    linear: (units = 1, compile: object = { loss: 'mse', metrics: ['mae'] }) =>
      api.model([{ class_name: 'Dense', config: { units } }], compile),
    /** A queued job. */
    fit: async (model: string, body: object) =>
      created(await send(`/v1/models/${model}/fit`, { seed: 3, ...body }), 202),
    /** Trains a job to its end. */
    train: async (job: string) => {
      await supervision.supervisor().run(job);
      const { rows } = await api.database.pool.query('SELECT status, error, preparation FROM jobs WHERE id = $1', [
        job,
      ]);
      return rows[0] as Record<string, unknown>;
    },
    /** The faults that a request is refused with. */
    refused: async (path: string, body: object) => {
      const answer = await send(path, body);
      if (answer.statusCode !== 422) throw new Error(answer.body);
      return (problemSchema.parse(answer.json()).errors ?? []).map(({ pointer, detail }) => `${pointer}: ${detail}`);
    },
    /** The weights of a job's last epoch. */
    weights: async (job: string): Promise<Float32Array> => {
      const { rows } = await api.database.pool.query<{ bytes: Buffer }>(
        `SELECT bytes FROM checkpoint_chunks WHERE job_id = $1
           AND epoch = (SELECT max(epoch) FROM checkpoints WHERE job_id = $1) ORDER BY index`,
        [job],
      );
      return new Float32Array(new Uint8Array(Buffer.concat(rows.map(({ bytes }) => bytes))).buffer);
    },
    post: async (path: string, body: object): Promise<unknown> => {
      const answer = await send(path, body);
      if (answer.statusCode !== 200) throw new Error(answer.body);
      return answer.json();
    },
  };
}
