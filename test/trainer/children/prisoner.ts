import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { openParentChannel } from '../../../src/trainer/parent-channel.js';
import { type FromPrisoner, type ToPrisoner, toPrisonerSchema } from './prisoner-protocol.js';

/** A program in the place of the trainer's, which tries to get out. */
const channel = openParentChannel<FromPrisoner, ToPrisoner>(toPrisonerSchema, (message) => {
  void attempts(message).then((results) => channel.send(results));
});

async function attempts({ outside, own, reads, port }: ToPrisoner): Promise<FromPrisoner> {
  const results: Record<string, string> = {};
  for (const path of outside) results[`read ${path}`] = attempt(() => readFileSync(path));
  for (const path of reads) {
    results[`read ${path}`] = attempt(() => readFileSync(path));
    results[`write ${path}`] = attempt(() => writeFileSync(path, 'changed'));
  }
  results['write own'] = attempt(() => writeFileSync(join(own, 'made'), 'x'));
  results['write outside'] = attempt(() => writeFileSync(join(own, '../../../outside'), 'x'));
  results['start a program'] = attempt(() => spawnSync('true'));
  results['read the environment'] = Object.entries(process.env)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
  results.connect = await new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve('done'));
    socket.once('error', (error) => resolve(codeOf(error)));
  });
  return results;
}

function attempt(what: () => unknown): string {
  try {
    what();
    return 'done';
  } catch (error) {
    return codeOf(error);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
