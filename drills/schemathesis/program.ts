import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { inheritedEnvironment } from '../../src/config.js';
import { packageRoot } from '../../src/database/package-root.js';

/** The version whose checks the description passes; others may know more. */
export const SCHEMATHESIS = 'schemathesis==4.32.5';

/** Which operations Schemathesis tries, by which phases, and as whom. */
export interface SchemathesisRun {
  readonly url: string;
  readonly key: string;
  readonly seed: number;
  readonly phases: string;
  /** Cases of each operation while fuzzing, and sequences of requests. */
  readonly examples: number;
  /** All operations but these; or with `only` these alone. */
  readonly operations: readonly string[];
  readonly only?: boolean;
  /** Sets of many forms are cut down to some of each, which this number draws. */
  readonly draw?: number;
  /** Ids of what is there, by the part of the address behind which they stand. */
  readonly ids: Readonly<Record<string, string | number>>;
}

export interface SchemathesisResult {
  readonly passed: boolean;
  readonly cases: number;
  /** Operations that were asked at least once. */
  readonly tested: number;
  readonly printed: string;
}

/** The program `st`: beside the Python that `FITSERVE_TEST_PYTHON` names, or in the PATH. */
export function findSchemathesis(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const { FITSERVE_TEST_PYTHON: python = '', PATH = '' } = environment;
  const folders = [...(python === '' ? [] : [dirname(python)]), ...PATH.split(delimiter)];
  return folders.map((folder) => join(folder, 'st')).find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Runs Schemathesis with all checks, until it has ended. */
export async function runSchemathesis(run: SchemathesisRun): Promise<SchemathesisResult> {
  const program = findSchemathesis();
  if (program === undefined) throw new Error('Schemathesis is not there');
  const option = run.only === true ? '--include-operation-id' : '--exclude-operation-id';
  const args = [
    ...['--config-file', join(packageRoot, 'schemathesis.toml'), 'run', new URL('/openapi.json', run.url).href],
    ...['-H', `Authorization: Bearer ${run.key}`, '-c', 'all', '--phases', run.phases],
    ...['-n', String(run.examples), '--seed', String(run.seed), '--continue-on-failure'],
    ...run.operations.flatMap((name) => [option, name]),
  ];
  const drawn = run.draw === undefined ? {} : { FITSERVE_SCHEMATHESIS_DRAW: String(run.draw) };
  // What it has learned is kept in the folder it runs in: hooks and settings are found from there.
  const child = spawn(program, args, {
    cwd: packageRoot,
    env: { ...inheritedEnvironment(), ...drawn, FITSERVE_SCHEMATHESIS_IDS: JSON.stringify(run.ids) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  const figure = (pattern: RegExp) => Number(pattern.exec(output)?.[1] ?? 0);
  const [cases, tested] = [figure(/(\d+) generated/), figure(/Tested: (\d+)/)];
  return { passed: code === 0 && cases > 0, cases, tested, printed: output + errors };
}
