// Writes the seccomp profile for fitserve in Docker: Docker's default, and the calls by which child processes confine themselves
// (src/isolation/confinement.ts).
//
//   node ops/docker/seccomp.mjs default.json > seccomp.json
//
// default.json is seccomp/default.json of https://github.com/moby/profiles, of the version that your Docker has.

import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** `unshare` makes the namespaces; `mount`, of util-linux before 2.39 and since, puts an empty folder over DATA_DIR in them. */
export const NEEDED_CALLS = [
  'unshare',
  'mount',
  'fsopen',
  'fsconfig',
  'fsmount',
  'fspick',
  'move_mount',
  'open_tree',
  'mount_setattr',
];

/** A profile with one rule more, which allows these calls and nothing else. */
export function withNeededCalls(profile) {
  const isProfile =
    typeof profile === 'object' &&
    profile !== null &&
    Array.isArray(profile.syscalls) &&
    profile.defaultAction === 'SCMP_ACT_ERRNO';
  if (!isProfile) throw new Error('this is no seccomp profile that refuses what it does not name');
  const rule = {
    names: NEEDED_CALLS,
    action: 'SCMP_ACT_ALLOW',
    comment: 'fitserve: child processes put themselves into namespaces of their own',
  };
  return { ...profile, syscalls: [...profile.syscalls, rule] };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [file] = process.argv.slice(2);
  if (file === undefined) {
    console.error('usage: node ops/docker/seccomp.mjs default.json > seccomp.json');
    process.exit(2);
  }
  console.log(JSON.stringify(withNeededCalls(JSON.parse(readFileSync(file, 'utf8'))), null, 2));
}
