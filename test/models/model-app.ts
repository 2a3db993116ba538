import type { LightMyRequestResponse } from 'fastify';
import type { Database } from '../../src/database/client.js';
import { modelRoutes } from '../../src/models/model-routes.js';
import { commonApp } from '../http/common-app.js';
import { testConfig } from '../support/config.js';
import { testDatabase } from '../support/postgres.js';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface ModelApp {
  readonly database: Database;
  /** Sends a request with the key of the test's own project; a string is sent as it is, anything else as JSON. */
  send(method: Method, url: string, body?: unknown, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  /** A key of another project. */
  foreignKey(): Promise<string>;
  /** Puts a job of the model straight into the database. */
  addJob(modelId: string, status: string): Promise<string>;
}

/** An app with the routes of models alone, on a database of its own. */
export async function modelApp(settings: Readonly<Record<string, string>> = {}): Promise<ModelApp> {
  const database = await testDatabase();
  const config = testConfig(settings);
  const { app, keys, authorization } = await commonApp(database, (scope) => modelRoutes(scope, { database, config }));
  let jobs = 0;
  return {
    database,
    send: (method, url, body, headers = {}) =>
      app.inject({
        method,
        url,
        headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    foreignKey: async () => (await keys.create('foreign', 'another project')).key,
    addJob: async (modelId, status) => {
      const id = `job_${String(jobs++).padStart(26, '0')}`;
      await database.pool.query(
        `INSERT INTO jobs (id, project_id, model_id, status, fit, definition, progress)
         SELECT $1, project_id, id, $3::"JobStatus", '{}', '{}', '{}' FROM models WHERE id = $2`,
        [id, modelId, status],
      );
      return id;
    },
  };
}

/** The chapter's network: 784 inputs, 100 sigmoid units, 10 softmax outputs. */
export const CHAPTER = {
  layers: [
    { class_name: 'Dense', config: { units: 100, activation: 'sigmoid', input_shape: [784] } },
    { class_name: 'Dense', config: { units: 10, activation: 'softmax' } },
  ],
};
