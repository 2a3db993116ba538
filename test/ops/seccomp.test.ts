import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { packageRoot } from '../../src/database/package-root.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const run = promisify(execFile);
const PROGRAM = join(packageRoot, 'ops/docker/seccomp.mjs');
const folder = await temporaryFolder('seccomp');

/** The form of Docker's default profile, with a few of its calls. */
const DEFAULT = {
  defaultAction: 'SCMP_ACT_ERRNO',
  defaultErrnoRet: 1,
  archMap: [{ architecture: 'SCMP_ARCH_X86_64', subArchitectures: ['SCMP_ARCH_X86'] }],
  syscalls: [
    { names: ['read', 'write', 'exit_group'], action: 'SCMP_ACT_ALLOW' },
    { names: ['mount', 'unshare', 'setns'], action: 'SCMP_ACT_ALLOW', includes: { caps: ['CAP_SYS_ADMIN'] } },
    { names: ['clone3'], action: 'SCMP_ACT_ERRNO', errnoRet: 38, excludes: { caps: ['CAP_SYS_ADMIN'] } },
  ],
};
const profileSchema = z.looseObject({ syscalls: z.array(z.looseObject({ names: z.array(z.string()) })) });

test('the profile for Docker is the default and one rule, which allows the calls of confinement and nothing else', async () => {
  const file = join(folder, 'default.json');
  await writeFile(file, JSON.stringify(DEFAULT));
  const { stdout } = await run(process.execPath, [PROGRAM, file]);
  const { syscalls, ...others } = profileSchema.parse(JSON.parse(stdout));
  const { syscalls: before, ...othersBefore } = DEFAULT;
  assert.deepEqual(others, othersBefore);
  assert.deepEqual(syscalls.slice(0, -1), before);
  const { comment, ...added } = syscalls.at(-1) ?? { names: [] };
  assert.match(String(comment), /^fitserve: /);
  const mounting = ['fsopen', 'fsconfig', 'fsmount', 'fspick', 'move_mount', 'open_tree', 'mount_setattr'];
  assert.deepEqual(added, { names: ['unshare', 'mount', ...mounting], action: 'SCMP_ACT_ALLOW' });
});

test('what is no profile that refuses by default is refused in a sentence', async () => {
  for (const wrong of [{}, { ...DEFAULT, defaultAction: 'SCMP_ACT_ALLOW' }, [], null]) {
    const file = join(folder, 'wrong.json');
    await writeFile(file, JSON.stringify(wrong));
    const { status, stderr, stdout } = spawnSync(process.execPath, [PROGRAM, file], { encoding: 'utf8' });
    assert.equal(status, 1);
    assert.match(stderr, /this is no seccomp profile/);
    assert.equal(stdout, '');
  }
});

test('the file for docker compose gives the profile to those that start child processes, and to no others', async () => {
  const services = async (name: string) =>
    z
      .object({ services: z.record(z.string(), z.looseObject({ image: z.string().optional() })) })
      .parse(parse(await readFile(join(packageRoot, name), 'utf8'), { merge: true })).services;
  const ours = Object.entries(await services('docker-compose.yml')).filter(([, { image }]) =>
    image?.startsWith('fitserve'),
  );
  const confined = await services('ops/docker/confined.yml');
  assert.deepEqual(Object.keys(confined).sort(), ours.map(([name]) => name).sort());
  for (const one of Object.values(confined)) assert.deepEqual(one, { security_opt: ['seccomp=seccomp.json'] });
});
