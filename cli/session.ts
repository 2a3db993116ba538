import { openAsBlob } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type Dataset, Fitserve, type Model } from '../client/src/index.js';
import { SetupFailure } from './failures.js';
import { readSettings } from './settings.js';
import type { Terminal } from './terminal/io.js';

/** The options that every command takes. */
export interface CommonOptions {
  readonly url?: string;
  readonly key?: string;
  readonly json?: boolean;
}

/** What a command works with: the service, the terminal, and how its answer is shown. */
export class Session {
  readonly terminal: Terminal;
  readonly #options: CommonOptions;
  #fitserve: Promise<Fitserve> | undefined;

  constructor(terminal: Terminal, command: Command) {
    this.terminal = terminal;
    this.#options = command.optsWithGlobals<CommonOptions>();
  }

  /** Address and key as the command line has them. */
  get given(): CommonOptions {
    return this.#options;
  }

  /** Whether a program reads the answer. */
  get json(): boolean {
    return this.#options.json === true;
  }

  /** @throws {SetupFailure} without a key. */
  service(): Promise<Fitserve> {
    this.#fitserve ??= readSettings(this.#options, this.terminal).then(
      ({ url, key }) => new Fitserve({ baseUrl: url, apiKey: key, signal: this.terminal.signal }),
    );
    return this.#fitserve;
  }

  /** Shows an answer: as JSON for programs, else as `render` has it. */
  show<Value>(value: Value, render: (value: Value) => string): void {
    this.terminal.stdout.write(this.json ? `${JSON.stringify(value, null, 2)}\n` : render(value));
  }

  /** Says something to a person; a program's output is left alone. */
  say(text: string): void {
    this.terminal.stderr.write(`${text}\n`);
  }

  /** A file's bytes; `-` is the standard input. */
  async read(name: string): Promise<Uint8Array<ArrayBuffer>> {
    if (name !== '-') return Uint8Array.from(await readFile(resolve(this.terminal.cwd, name)));
    const pieces: Uint8Array[] = [];
    for await (const piece of this.terminal.stdin) pieces.push(typeof piece === 'string' ? Buffer.from(piece) : piece);
    return Uint8Array.from(Buffer.concat(pieces));
  }

  /** A file whose bytes are read when they are sent, however many; `-` is the standard input. */
  async open(name: string): Promise<Blob> {
    if (name === '-') return new Blob([await this.read(name)]);
    const path = resolve(this.terminal.cwd, name);
    if (!(await stat(path)).isFile()) throw new SetupFailure(`${name} is no file`, 'name the file itself');
    return openAsBlob(path);
  }

  /** A file's JSON. @throws {SetupFailure} where it is none. */
  async readJson(name: string): Promise<unknown> {
    return parseJson(Buffer.from(await this.read(name)).toString('utf8'), name === '-' ? 'the standard input' : name);
  }

  /** A model by its id, or the newest one of a name. */
  async model(reference: string): Promise<Model> {
    const { models } = await this.service();
    if (reference.startsWith('mdl_')) return models.get(reference);
    return newestNamed(models.list({ limit: 100 }), reference, 'model');
  }

  /** A dataset by its id, or the newest one of a name. */
  async dataset(reference: string): Promise<Dataset> {
    const { datasets } = await this.service();
    if (reference.startsWith('dst_')) return datasets.get(reference);
    return newestNamed(datasets.list({ limit: 100 }), reference, 'dataset');
  }
}

/** JSON that a person wrote. @throws {SetupFailure} saying where it stands and what is wrong. */
export function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SetupFailure(
      `${where} is no JSON: ${error instanceof Error ? error.message : String(error)}`,
      'mend it, then run this again',
    );
  }
}

/** Fields that a person wrote as JSON; none where they are left out. @throws {SetupFailure} where it is no object. */
export function parseFields(text: string | undefined, where: string): object {
  const fields = text === undefined ? {} : parseJson(text, where);
  if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) return fields;
  throw new SetupFailure(
    `${where} must be an object, not ${JSON.stringify(fields)}`,
    `write ${where} '{"field": value}'`,
  );
}

async function newestNamed<Item extends { readonly name: string }>(
  items: AsyncIterable<Item>,
  name: string,
  kind: string,
): Promise<Item> {
  for await (const item of items) if (item.name === name) return item;
  throw new SetupFailure(`there is no ${kind} ${JSON.stringify(name)}`, `see what there is: fitserve ${kind}s ls`);
}
