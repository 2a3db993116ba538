import { type ChildProcess, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Fitserve } from '../../client/src/index.js';
import { answerRuns } from '../answer-runs.js';
import { startOwnService } from '../own-service.js';

/** Uploads the same files to a service of its own, by a client in another process, while a third asks for other things. */
const caseSchema = z.object({
  options: z.looseObject({}),
  files: z.array(z.string()),
  /** What a run tells: how long the upload took, or after how long 99 of 100 other requests were answered, with or without one. */
  tells: z.enum(['upload', 'others', 'quiet']),
});
const { options, files, tells } = caseSchema.parse(JSON.parse(process.argv[2] ?? ''));
const QUIET_MS = 5_000;
const LABELS = {
  upload: 'POST /v1/datasets of a service',
  others: '99 of 100 answers to other requests during the upload',
  quiet: 'the same requests without an upload',
};
const uploadedSchema = z.object({ id: z.string(), milliseconds: z.number() });
const probedSchema = z.object({ answers: z.number(), p99: z.number() });

const { service, end } = await startOwnService();
try {
  const { url } = service;
  const key = service.apiKey ?? '';
  const client = new Fitserve({ baseUrl: url, apiKey: key });
  const upload = async () => {
    const job = JSON.stringify({ url, key, options, files });
    const uploaded = uploadedSchema.parse(await printed(start('upload-client', job)));
    await client.datasets.delete(uploaded.id);
    return uploaded.milliseconds;
  };
  const others = async (meanwhile: Promise<unknown>) => {
    const probe = start('probe', url, key);
    await meanwhile;
    probe.stdin?.end();
    return probedSchema.parse(await printed(probe)).p99;
  };
  const measures = { upload, others: () => others(upload()), quiet: () => others(sleep(QUIET_MS)) };
  const measure = measures[tells];
  await measure();
  await answerRuns(LABELS[tells], measure);
  await end();
} catch (error) {
  console.error(error);
  await end(1);
}

function start(program: string, ...args: string[]): ChildProcess {
  const path = new URL(`../datasets/${program}.js`, import.meta.url).pathname;
  return spawn(process.execPath, [path, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
}

async function printed({ stdout }: ChildProcess): Promise<unknown> {
  if (stdout === null) throw new Error('the child has an output');
  return JSON.parse(await text(stdout));
}
