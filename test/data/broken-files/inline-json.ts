import { gzipSync } from 'node:zlib';
import { BROKEN } from '../broken-json-bodies.js';

/** A JSON body that has to be refused, and what the answer has to say. */
export interface BrokenBody {
  readonly name: string;
  /** Made when it is sent: some are large. */
  readonly body: () => string | Uint8Array<ArrayBuffer>;
  /** 422 unless said. */
  readonly status?: number;
  /** Null where no field is named. */
  readonly pointer: string | null;
  readonly detail: RegExp;
}

const body = (name: string, text: () => string, pointer: string, detail: RegExp): BrokenBody => ({
  name: `JSON: ${name}`,
  body: text,
  pointer,
  detail,
});
const unread = (
  name: string,
  content: () => string | Uint8Array<ArrayBuffer>,
  detail: RegExp,
  status = 400,
): BrokenBody => ({
  name: `JSON: ${name}`,
  body: content,
  status,
  pointer: null,
  detail,
});

const GOOD = '{"name":"x","inputs":[[1],[2]],"targets":[0.5,1.5]}';

/** Datasets in a JSON body. */
export const BROKEN_BODIES: readonly BrokenBody[] = [
  ...BROKEN.map(({ what, body: content, pointer, detail }) =>
    body(what, () => (typeof content === 'string' ? content : JSON.stringify(content)), pointer, detail),
  ),
  unread('nothing', () => '', /empty/),
  unread('cut off', () => GOOD.slice(0, 30), /not valid JSON/),
  unread('rubbish behind it', () => `${GOOD}]`, /not valid JSON/),
  unread('two bodies', () => `${GOOD}\n${GOOD}`, /not valid JSON/),
  unread('NaN as a bare word', () => GOOD.replace('0.5', 'NaN'), /not valid JSON/),
  unread('an infinity as a bare word', () => GOOD.replace('0.5', '-Infinity'), /not valid JSON/),
  unread('a number with a leading zero', () => GOOD.replace('0.5', '01'), /not valid JSON/),
  unread('UTF-16', () => Buffer.from(GOOD, 'utf16le'), /not valid JSON|not UTF-8/),
  unread('invalid UTF-8', () => Buffer.from(GOOD.replace('x', '\xff'), 'latin1'), /not UTF-8/),
  unread('NUL behind it', () => `${GOOD}\0`, /not valid JSON/),
  unread('gzip that no header tells of', () => new Uint8Array(gzipSync(GOOD)), /not UTF-8/),
  body(
    'a depth of 100',
    () => `{"name":"x","inputs":${'['.repeat(100)}${']'.repeat(100)},"targets":[1]}`,
    '/inputs/0/0/0/0/0/0/0/0/0',
    /has more than 8 dimensions/,
  ),
  unread(
    'a depth of 100,000',
    () => `{"name":"x","inputs":${'['.repeat(100_000)}${']'.repeat(100_000)},"targets":[1]}`,
    /nested deeper than 200 levels/,
  ),
  unread('a depth of 100,000 that never closes', () => `{"name":"x","inputs":${'['.repeat(100_000)}`, /./),
  unread(
    'three million rows',
    () => `{"name":"x","targets":[1],"inputs":[${'[1],'.repeat(3_000_000)}[1]]}`,
    /more than 2000000 rows/,
    413,
  ),
  unread(
    '2,000 fields',
    () => `{"name":"x",${Array.from({ length: 2000 }, (_, index) => `"a${index}":1`).join()}}`,
    /more than 1000 fields/,
    413,
  ),
  body(
    'a row of 5 million numbers',
    () => `{"name":"x","inputs":[[1],[${'1,'.repeat(5_000_000)}1]],"targets":[1,2]}`,
    '/inputs/1',
    /has 5000001 elements; 1 are needed/,
  ),
  body(
    'inputs twice',
    () => '{"name":"x","inputs":[[1],[2]],"inputs":[[3],[4]],"targets":[0.5,1.5]}',
    '/inputs',
    /is given twice/,
  ),
  body(
    'a named input twice, once in escapes',
    () => '{"name":"x","inputs":{"a":[[1]],"\\u0061":[[2]]},"targets":[0.5]}',
    '/inputs/a',
    /is given twice/,
  ),
];
