import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { delimiter, isAbsolute, join, relative } from 'node:path';
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

let found: Confinement | undefined;

/** What this system allows; tried once in a process, which takes some 50 ms. */
export function confinement(): Confinement {
  found ??= findConfinement((command, args) => spawnSync(command, args, { timeout: PROBE_MS }).status === 0);
  return found;
}

/** @param works runs a command and says whether it succeeded. */
export function findConfinement(works: (command: string, args: string[]) => boolean): Confinement {
  const shell = process.platform === 'linux' ? program('sh') : undefined;
  if (shell === undefined) return { missing: GUARDS, wrap: (command, args) => ({ command, args }) };
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
  const privileges = hasNamespaces ? [...NO_PRIVILEGES, ...NO_CAPABILITIES] : NO_PRIVILEGES;
  const namespaces = hasNamespaces ? [unshare ?? '', ...NAMESPACES] : [];
  const hasPrivileges = allowed([...(hasNamespaces ? [...namespaces, '--'] : []), setpriv, ...privileges, '--']);
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
        ...(shown === undefined ? [] : [shell, '-c', MOUNTS_SCRIPT, 'mounts', mount ?? '', ...shown, '--']),
        ...[shell, '-c', LIMITS_SCRIPT, 'limits', blocks],
        ...(hasPrivileges ? [setpriv ?? '', ...privileges, '--'] : []),
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
