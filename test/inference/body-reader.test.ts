import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { InvalidError, MalformedError, UnavailableError } from '../../src/errors.js';
import { BodyReader } from '../../src/inference/body-reader.js';
import { PREDICT_FORM } from '../../src/inference/predict-body.js';
import { atEnd } from '../support/cleanup.js';

const reader = new BodyReader();
atEnd(() => reader.close());

const LAYOUTS = [{ shape: [4], names: ['inputs'], maxRows: 1_000_000 }];
const LARGE = 20_000;

const open = (given: BodyReader, bytes: readonly Uint8Array[]) => given.open(bytes, PREDICT_FORM);

/** A body as it comes from a socket, in pieces that end anywhere. */
function pieces(body: unknown, pieceBytes = 65_521): Uint8Array[] {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, index) =>
    bytes.subarray(index * pieceBytes, (index + 1) * pieceBytes),
  );
}

const rows = (count: number) => Array.from({ length: count }, (_, row) => [row, 0.5, 0.25, 0.125]);

for (const [size, count] of [
  ['small', 3],
  ['large', LARGE],
] as const) {
  describe(`a ${size} body`, () => {
    it('gives its fields, and its rows as they are to be laid out', async () => {
      const body = await open(reader, pieces({ instances: rows(count), checkpoint: { job: 'job_1', epoch: 2 } }));
      assert.deepEqual(body.fields.checkpoint, { job: 'job_1', epoch: 2 });
      const laidOut = await body.read(LAYOUTS);
      body.close();
      assert.equal(laidOut.rows, count);
      assert.deepEqual([...(laidOut.inputs[0]?.subarray(-4) ?? [])], [count - 1, 0.5, 0.25, 0.125]);
    });

    it('is refused for what is wrong with it', async () => {
      const given = JSON.stringify({ instances: rows(count) });
      await assert.rejects(open(reader, pieces(given.slice(0, -1))), MalformedError);
      await assert.rejects(open(reader, [...pieces(given), Buffer.from([0xff])]), MalformedError);
      await assert.rejects(open(reader, pieces({ instances: rows(count), extra: 1 })), (error) => {
        assert.ok(error instanceof InvalidError);
        assert.deepEqual(
          error.errors?.map(({ pointer }) => pointer),
          ['/extra'],
        );
        return true;
      });
      const body = await open(reader, pieces({ instances: [...rows(count), [1, 2, 3, null]] }));
      await assert.rejects(body.read(LAYOUTS), (error) => {
        assert.ok(error instanceof InvalidError);
        assert.deepEqual(error.errors?.[0]?.pointer, `/instances/${count}/3`);
        return true;
      });
      body.close();
    });

    it('need not be read', async () => {
      const body = await open(reader, pieces({ instances: rows(count) }));
      body.close();
      body.close();
      const next = await open(reader, pieces({ instances: rows(count) }));
      assert.equal((await next.read(LAYOUTS)).rows, count);
      next.close();
    });
  });
}

describe('many large bodies', () => {
  it('are read one after another, and more than 16 that wait are refused', async () => {
    const first = await open(reader, pieces({ instances: rows(LARGE) }));
    const waiting = Array.from({ length: 16 }, () => open(reader, pieces({ instances: rows(LARGE) })));
    await assert.rejects(open(reader, pieces({ instances: rows(LARGE) })), UnavailableError);
    const small = await open(reader, pieces({ instances: rows(2) }));
    assert.equal((await small.read(LAYOUTS)).rows, 2);
    first.close();
    for (const turn of waiting) {
      const body = await turn;
      assert.equal((await body.read(LAYOUTS)).rows, LARGE);
      body.close();
    }
  });

  it('fail when the reader is closed, and no more are taken', async () => {
    const closing = new BodyReader();
    const body = await open(closing, pieces({ instances: rows(LARGE) }));
    const waiting = open(closing, pieces({ instances: rows(LARGE) }));
    await closing.close();
    await assert.rejects(body.read(LAYOUTS), /ended/);
    body.close();
    await assert.rejects(waiting, UnavailableError);
  });
});
