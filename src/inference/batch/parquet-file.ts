import type { RowGroup, SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { z } from 'zod';
import type { ResultColumn } from './result-columns.js';
import type { Before, ResultFile } from './written-file.js';

const TYPES = { integer: 'INT32', float: 'FLOAT', double: 'DOUBLE', text: 'STRING' } as const;

/** Parquet: each piece is a row group, and the end of the file says where each of them is. */
export function parquetFile(columns: readonly ResultColumn[]): ResultFile {
  const schema = schemaFromColumnData({
    columnData: columns.map(({ name, kind }) => ({ name, data: [], type: TYPES[kind], nullable: kind !== 'integer' })),
  });
  return {
    part: (cells, before) => {
      const rows = cells[0]?.length ?? 0;
      const { writer, parquet } = openAt(before, schema);
      // Page indexes would stand at the end of the file, and be lost with the process.
      const columnData = columns.map(({ name }, index) => ({ name, data: cells[index] ?? [], offsetIndex: false }));
      if (rows > 0) parquet.write({ columnData, rowGroupSize: rows });
      return { bytes: writer.getBytes(), meta: toStored(parquet.row_groups) };
    },
    end: (metas, rows, before) => {
      const { writer, parquet } = openAt(before, schema);
      parquet.row_groups = metas.flatMap(fromStored);
      parquet.num_rows = BigInt(rows);
      parquet.finish();
      return { bytes: writer.getBytes() };
    },
  };
}

/** A writer whose next byte has its place behind all that were written before it. */
function openAt({ isFirst, sizeBytes }: Before, schema: SchemaElement[]) {
  const writer = new ByteWriter();
  // It writes the four bytes that a file begins with.
  const parquet = new ParquetWriter({ writer, schema, statistics: false, createdBy: 'fitserve' });
  if (!isFirst) {
    writer.index = 0;
    writer.offset = sizeBytes;
  }
  return { writer, parquet };
}

const bigintSchema = z.object({ bigint: z.string() });

/** Where the columns of row groups are, as JSON. */
function toStored(groups: readonly RowGroup[]): unknown {
  const text = JSON.stringify(groups, (_, value: unknown) =>
    typeof value === 'bigint' ? { bigint: String(value) } : value,
  );
  return JSON.parse(text);
}

function fromStored(stored: unknown): RowGroup[] {
  const groups: RowGroup[] = JSON.parse(JSON.stringify(stored), (_, value: unknown) => {
    const big = bigintSchema.safeParse(value);
    return big.success ? BigInt(big.data.bigint) : value;
  });
  return groups;
}
