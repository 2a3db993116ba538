import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { delimiter, isAbsolute, join, relative } from 'node:path';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import { z } from 'zod';
import { inheritedEnvironment } from '../config.js';

/** What a child process is kept from by the system. Which of it holds depends on the system: containers often forbid namespaces. */
export const GUARDS = ['network', 'other processes', 'files of the service', 'new privileges', 'large files'] as const;
export type Guard = (typeof GUARDS)[number];

/** Of a folder, here DATA_DIR, a child sees these folders in it and nothing else; they exist when it starts. */
export interface SeenFiles {
  readonly hidden: string;
  readonly seen: readonly string[];
}

export interface ConfinedCommand {
  readonly command: string;
  readonly args: readonly string[];
}

/** How children are started so that they reach less than this process does. */
export interface Confinement {
  /** What the system does not allow here. */
  readonly missing: readonly Guard[];
  /** The command that confines itself, and then becomes the one that is given, in the same process. */
  wrap(command: string, args: readonly string[], limits: Limits): ConfinedCommand;
}

export interface Limits {
  /** Largest file that it may write. */
  readonly fileBytes: number;
  readonly files?: SeenFiles | undefined;
}

const MOST_OPEN_FILES = 4096;
/** Sizes of files are limited in units of this. */
const BLOCK_BYTES = 512;
const STAGE = '.seen-by-children';
const FOLDERS = ['/usr/bin', '/bin', '/usr/sbin', '/sbin'];
const PROBE_MS = 10_000;

/** A root of its own namespace, which it needs to mount; it is no root outside, and gives that up before the program begins. */
const NAMESPACES = ['--user', '--map-root-user', '--net', '--ipc'];
const NO_PRIVILEGES = ['--no-new-privs'];
const NO_CAPABILITIES = ['--bounding-set=-all', '--inh-caps=-all'];

/** Limits that every system has; a lower one that is set already stays. */
const LIMITS_SCRIPT = `ulimit -c 0; ulimit -n ${MOST_OPEN_FILES} 2>/dev/null; ulimit -f "$1" 2>/dev/null; shift; unset PWD OLDPWD; exec "$@"`;

/** Puts an empty folder with nothing but those that are seen in the place of the hidden one. */
const MOUNTS_SCRIPT = `set -e
mount=$1 hidden=$2; shift 2
"$mount" -t tmpfs -o mode=755,size=1m none "$hidden/${STAGE}"
while [ "$1" != -- ]; do
  mkdir -p "$hidden/${STAGE}/$1"; "$mount" --bind "$hidden/$1" "$hidden/${STAGE}/$1"; shift
done
shift
"$mount" --rbind "$hidden/${STAGE}" "$hidden"
exec "$@"`;

/** What the threads of this process hear of it: each would have to try anew. */
const FOUND = 'fitserve.confinement';
const HIDDEN = 'fitserve.hidden';

/** What works here, of what children can be kept from. */
const abilitiesSchema = z.object({ namespaces: z.boolean(), mounts: z.boolean(), privileges: z.boolean() });
type Abilities = z.infer<typeof abilitiesSchema>;

let found: Confinement | undefined;

/** What this system allows; tried once in a process, which takes some 50 ms. */
export function confinement(): Confinement {
  found ??= confinementOf(knownAbilities());
  return found;
}

function knownAbilities(): Abilities {
  const known = abilitiesSchema.safeParse(getEnvironmentData(FOUND));
  if (known.success) return known.data;
  const tried = tryAbilities((command, args) => spawnSync(command, args, { timeout: PROBE_MS }).status === 0);
  setEnvironmentData(FOUND, tried);
  return tried;
}

/** The folder of the service, DATA_DIR, is hidden from children that need no file of it, from now on and in threads that start after it. */
export function hideFromChildren(folder: string): void {
  setEnvironmentData(HIDDEN, folder);
}

/** All that is hidden from a child that has no files; undefined where nothing has been named. */
export function hiddenFiles(): SeenFiles | undefined {
  const hidden = getEnvironmentData(HIDDEN);
  return typeof hidden === 'string' ? { hidden, seen: [] } : undefined;
}

/** @param works runs a command and says whether it succeeded. */
export function findConfinement(works: (command: string, args: string[]) => boolean): Confinement {
  return confinementOf(tryAbilities(works));
}

function tryAbilities(works: (command: string, args: string[]) => boolean): Abilities {
  const nothing = program('true') ?? '/bin/true';
  const allowed = (prefix: readonly (string | undefined)[]) => {
    const [command, ...args] = [...prefix, nothing];
    return command !== undefined && prefix.every((part) => part !== undefined) && works(command, args as string[]);
  };
  const unshare = program('unshare');
  const setpriv = program('setpriv');
  const mount = program('mount');
  const hasNamespaces = allowed([unshare, ...NAMESPACES, '--']);
  // Everybody sees /tmp as before: the namespace of mounts ends with the command.
  const mounting = ['--mount', '--', mount ?? '', '-t', 'tmpfs', 'none', '/tmp'];
  const hasMounts = hasNamespaces && mount !== undefined && works(unshare ?? '', [...NAMESPACES, ...mounting]);
  const namespaces = hasNamespaces ? [unshare ?? '', ...NAMESPACES, '--'] : [];
  const hasPrivileges = allowed([...namespaces, setpriv, ...privilegesWith(hasNamespaces), '--']);
  return { namespaces: hasNamespaces, mounts: hasMounts, privileges: hasPrivileges };
}

function privilegesWith(hasNamespaces: boolean): readonly string[] {
  return hasNamespaces ? [...NO_PRIVILEGES, ...NO_CAPABILITIES] : NO_PRIVILEGES;
}

function confinementOf({ namespaces: hasNamespaces, mounts, privileges: hasPrivileges }: Abilities): Confinement {
  const shell = process.platform === 'linux' ? program('sh') : undefined;
  if (shell === undefined) return { missing: GUARDS, wrap: (command, args) => ({ command, args }) };
  const [mount = '', setpriv = '', unshare = ''] = [program('mount'), program('setpriv'), program('unshare')];
  const hasMounts = mounts && hasNamespaces;
  const privileges = privilegesWith(hasNamespaces);
  const namespaces = hasNamespaces ? [unshare, ...NAMESPACES] : [];
  return {
    missing: GUARDS.filter((guard) => {
      if (guard === 'large files') return false;
      if (guard === 'new privileges') return !hasPrivileges;
      return guard === 'files of the service' ? !hasMounts : !hasNamespaces;
    }),
    wrap: (command, args, { fileBytes, files }) => {
      const blocks = String(Math.ceil(fileBytes / BLOCK_BYTES));
      const shown = hasMounts && files !== undefined ? shownIn(files) : undefined;
      const [first = command, ...rest] = [
        ...namespaces,
        ...(shown === undefined ? [] : ['--mount']),
        ...(hasNamespaces ? ['--'] : []),
        ...(shown === undefined ? [] : [shell, '-c', MOUNTS_SCRIPT, 'mounts', mount, ...shown, '--']),
        ...[shell, '-c', LIMITS_SCRIPT, 'limits', blocks],
        ...(hasPrivileges ? [setpriv, ...privileges, '--'] : []),
        command,
        ...args,
      ];
      return { command: first, args: rest };
    },
  };
}

/** The hidden folder and the names in it that are seen; undefined where hiding it would hide the program itself. */
function shownIn({ hidden, seen }: SeenFiles): readonly string[] | undefined {
  const names = seen.map((path) => relative(hidden, path));
  if (names.some((name) => name === '' || name.startsWith('..') || isAbsolute(name))) return undefined;
  if ([process.execPath, import.meta.dirname].some((path) => isWithin(hidden, path))) return undefined;
  for (const path of [join(hidden, STAGE), ...seen]) mkdirSync(path, { recursive: true });
  return [hidden, ...names];
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return !way.startsWith('..') && !isAbsolute(way);
}

/** Where a program is; undefined where there is none of that name. */
function program(name: string): string | undefined {
  const folders = [...(inheritedEnvironment().PATH ?? '').split(delimiter), ...FOLDERS].filter((folder) =>
    isAbsolute(folder),
  );
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
