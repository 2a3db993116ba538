import { dirname } from 'node:path';
import type { Config } from '../../config.js';
import { InvalidError, ServiceError, UnavailableError } from '../../errors.js';
import type { Logger } from '../../logger.js';
import { type ChildFiles, forkEngineChild, TRAINING_NICENESS } from '../../trainer/child-process.js';
import { type ConversionAnswer, type ConversionTask, fromConversionSchema } from './conversion-messages.js';

type ExportTask = Extract<ConversionTask, { type: 'export' }>;
type ImportTask = Extract<ConversionTask, { type: 'import' }>;

/** Each holds TensorFlow and a model's weights. */
const MOST_AT_ONCE = 2;
const MOST_WAITING = 16;
/** TensorFlow alone takes seconds to load on a busy machine, and a large model's file takes its time. */
const LIMIT_MS = 600_000;

/** Codes of what is wrong with the service here, and not with model or files. */
const OURS: ReadonlySet<string> = new Set(['no_tensorflow']);

export interface ConverterDeps {
  readonly config: Pick<Config, 'ENGINE' | 'DATA_DIR' | 'TRAINING_FILE_BYTES'>;
  readonly logger: Logger;
}

/** Converts weights from and to other programs' formats, each in a process that ends when it is done. */
export class Converter {
  readonly #deps: ConverterDeps;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(deps: ConverterDeps) {
    this.#deps = deps;
  }

  /**
   * Writes a checkpoint in another format and gives the names of the files.
   * @param signal ends the work when nobody waits for it any more.
   * @throws {ServiceError} 422 saying what is wrong with model or files; {UnavailableError} when too many wait or the process ends; the signal's reason.
   */
  async export(task: Omit<ExportTask, 'type' | 'engine'>, signal: AbortSignal): Promise<readonly string[]> {
    const answer = await this.#convert({ ...task, type: 'export', engine: this.#deps.config.ENGINE }, signal);
    if (answer.type !== 'exported') throw new Error(`a conversion process answered ${answer.type}`);
    return answer.files;
  }

  /** Writes the weights of files as a checkpoint's bytes, and says what they are. @throws as `export` does. */
  async import(
    task: Omit<ImportTask, 'type'>,
    signal: AbortSignal,
  ): Promise<Omit<Extract<ConversionAnswer, { type: 'imported' }>, 'type'>> {
    const answer = await this.#convert({ ...task, type: 'import' }, signal);
    if (answer.type !== 'imported') throw new Error(`a conversion process answered ${answer.type}`);
    return answer;
  }

  /** All files of a task lie in a folder of its own; the process sees no other one. */
  #filesOf(task: ConversionTask): ChildFiles {
    const { DATA_DIR: dataDir, TRAINING_FILE_BYTES: fileBytes } = this.#deps.config;
    return { dataDir, own: task.type === 'export' ? task.folder : dirname(task.target), reads: [], fileBytes };
  }

  async #convert(task: ConversionTask, signal: AbortSignal): Promise<ConversionAnswer> {
    await this.#turn(signal);
    try {
      return await this.#fork(task, signal);
    } finally {
      this.#running--;
      this.#waiting.shift()?.();
    }
  }

  async #turn(signal: AbortSignal): Promise<void> {
    if (this.#running >= MOST_AT_ONCE) {
      if (this.#waiting.length >= MOST_WAITING)
        throw new UnavailableError('Too many conversions are waiting.', { retryAfterS: 5 });
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#running++;
    if (!signal.aborted) return;
    this.#running--;
    this.#waiting.shift()?.();
    signal.throwIfAborted();
  }

  async #fork(task: ConversionTask, signal: AbortSignal): Promise<ConversionAnswer> {
    const child = forkEngineChild<ConversionTask, ConversionAnswer>({
      name: 'conversion process',
      modulePath: new URL('./child.js', import.meta.url),
      received: fromConversionSchema,
      logger: this.#deps.logger,
      threads: 1,
      niceness: TRAINING_NICENESS,
      files: this.#filesOf(task),
    });
    const ended = AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]);
    const kill = () => void child.end(0);
    ended.addEventListener('abort', kill, { once: true });
    try {
      if (ended.aborted) kill();
      const answered = new Promise<ConversionAnswer>((resolve) => child.listen(resolve));
      await child.send(task).catch(() => {});
      const answer = await Promise.race([answered, child.exited]);
      if ('sentence' in answer) {
        signal.throwIfAborted();
        throw new UnavailableError(answer.sentence);
      }
      if (answer.type !== 'failed') return answer;
      if (answer.code === undefined) throw new Error(`a conversion failed: ${answer.detail}`);
      throw refusal(answer.code, answer.detail);
    } finally {
      ended.removeEventListener('abort', kill);
      await child.end(0);
    }
  }
}

function refusal(code: string, detail: string): ServiceError {
  if (code === 'wrong_weights') return new InvalidError([{ pointer: '/file', detail }], code);
  const sentence = `The model cannot be written so: ${detail}.`;
  return new ServiceError(OURS.has(code) ? 503 : 422, code, sentence);
}
