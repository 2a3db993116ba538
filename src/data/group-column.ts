import type { GroupSpec } from './dataset-spec.js';
import type { DatasetWriter } from './dataset-writer.js';
import { quoted } from './faults.js';
import { NumberRows } from './number-rows.js';
import type { Spool } from './spool.js';

/** Keeping more apart would take too much memory. */
const MOST_GROUPS = 1_000_000;
const MOST_LABEL_CHARACTERS = 200;

/** Collects the groups of the rows, which are numbered as they are met and written last. */
export class GroupColumn {
  readonly #rows: NumberRows;
  readonly #numbers = new Map<string | number, number>();

  constructor(spool: Spool) {
    this.#rows = new NumberRows(spool, 'int32');
  }

  /** @returns why the value cannot be a group, as the end of a sentence. */
  add(value: string | number): string | undefined {
    const known = this.#numbers.get(value);
    if (known !== undefined) {
      this.#rows.push(known);
      return undefined;
    }
    if (value === '') return 'expected a group, found nothing';
    if (typeof value === 'string' && value.length > MOST_LABEL_CHARACTERS) {
      return `a group may have ${MOST_LABEL_CHARACTERS} characters, found ${quoted(value)}`;
    }
    if (this.#numbers.size === MOST_GROUPS) return `more than ${MOST_GROUPS} different groups`;
    this.#rows.push(this.#numbers.size);
    this.#numbers.set(value, this.#numbers.size);
    return undefined;
  }

  flush(): Promise<void> {
    return this.#rows.flush();
  }

  /** @param columns the column that they stand in, where it has a name. */
  async write(writer: DatasetWriter, columns: readonly string[] | undefined): Promise<GroupSpec> {
    const spec: GroupSpec = {
      name: 'group',
      dtype: 'int32',
      shape: [],
      groups: this.#numbers.size,
      ...(columns === undefined ? {} : { columns: [...columns] }),
    };
    await writer.tensor(spec, async (out) => {
      for await (const bytes of this.#rows.bytes()) await out.write(bytes);
    });
    return spec;
  }
}
