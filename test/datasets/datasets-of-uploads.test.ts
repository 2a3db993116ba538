import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import tus from 'tus-js-client';
import { z } from 'zod';
import { IMAGES, LABELS } from '../data/array/idx-bytes.js';
import { testDatabase } from '../support/postgres.js';
import { waitFor } from '../support/wait-for.js';
import { datasetClient } from './dataset-client.js';
import { NO_ROWS, storedRows } from './stored-rows.js';
import { idOf, tusRequests } from './tus-client.js';

const database = await testDatabase();
const { url, authorization, send, upload } = await datasetClient(database, { UPLOAD_LIMIT_BYTES: '30000000' });
const { begin, patch, sendFile, look, send: sendTus } = tusRequests(url, authorization);

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));
const TABLE = bytesOf('a,b,y\n1,2,x\n3,4,z\n');
/** 9 MB, and three blocks of inputs. */
const LARGE = bytesOf(
  `a,b,y\n${Array.from({ length: 1_000_000 }, (_, row) => `${row % 7},${row % 5},${row % 3 ? 'x' : 'z'}\n`).join('')}`,
);
const dataset = z.looseObject({ id: z.string(), rows: z.int(), sha256: z.string() });
const problem = z.looseObject({ code: z.string(), detail: z.string() });

function formOf(options: unknown, ids: readonly string[]): FormData {
  const form = new FormData();
  form.append('options', JSON.stringify(options));
  for (const id of ids) form.append('upload', id);
  return form;
}

const makeOf = (options: unknown, ids: readonly string[], headers: Record<string, string> = {}) =>
  send('POST', '/v1/datasets', formOf(options, ids), headers);

async function pieces(): Promise<number> {
  return (await database.pool.query('SELECT FROM partial_upload_pieces')).rows.length;
}

test('tus-js-client uploads a file in chunks, and goes on where another client has stopped', async () => {
  const options = { endpoint: `${url}/v1/uploads`, headers: { authorization }, chunkSize: 2_000_000 };
  const partly = new Promise<string>((resolve, reject) => {
    const first: tus.Upload = new tus.Upload(Buffer.from(LARGE), {
      ...options,
      metadata: { filename: 'large.csv', filetype: 'text/csv' },
      onChunkComplete: () => void first.abort().then(() => resolve(first.url ?? ''), reject),
      onError: reject,
    });
    first.start();
  });
  const uploadUrl = await partly;
  const id = idOf(new URL(uploadUrl).pathname);
  const { received_bytes, status } = await look(id);
  assert.ok(received_bytes >= 2_000_000 && received_bytes < LARGE.length, String(received_bytes));
  assert.equal(status, 'receiving');
  await new Promise<void>((resolve, reject) => {
    new tus.Upload(Buffer.from(LARGE), { ...options, uploadUrl, onSuccess: () => resolve(), onError: reject }).start();
  });
  assert.equal((await look(id)).status, 'complete');
  const made = await makeOf({ target: 'y' }, [id]);
  assert.equal(made.status, 201);
  const { name, rows, sha256 } = dataset.parse(made.body);
  const same = dataset.parse((await upload({ target: 'y' }, [['large.csv', LARGE]])).body);
  assert.deepEqual([name, rows, sha256], ['large', 1_000_000, same.sha256]);
});

test('an upload that has become a dataset keeps no bytes, names the dataset, and makes no second one', async () => {
  const id = await sendFile('t.csv', TABLE);
  const made = await makeOf({ target: 'y' }, [id]);
  assert.equal(made.headers.get('location'), `/v1/datasets/${dataset.parse(made.body).id}`);
  const { status, dataset: named, read_bytes, rows_stored } = await look(id);
  assert.deepEqual([status, named, read_bytes, rows_stored], ['used', dataset.parse(made.body).id, TABLE.length, 2]);
  assert.equal(await pieces(), 0);
  const again = await makeOf({ target: 'y' }, [id]);
  assert.deepEqual([again.status, problem.parse(again.body).code], [409, 'upload_used']);
  assert.match(problem.parse(again.body).detail, new RegExp(`${named}`));
});

test('a dataset may be made of several uploads', async () => {
  const ids = [await sendFile('labels', new Uint8Array(LABELS)), await sendFile('images', new Uint8Array(IMAGES))];
  const { name, rows } = dataset.parse((await makeOf({ name: 'digits', target: 'labels' }, ids)).body);
  assert.deepEqual([name, rows], ['digits', 3]);
  assert.deepEqual(await Promise.all(ids.map(async (id) => (await look(id)).status)), ['used', 'used']);
});

test('what is refused leaves the upload as it was, says why, and can be tried again with other options', async () => {
  const before = await storedRows(database);
  const id = await sendFile('t.csv', TABLE);
  const refused = await makeOf({ target: 'label' }, [id]);
  assert.equal(refused.status, 422);
  const left = await look(id);
  assert.deepEqual([left.status, left.problem?.detail], ['complete', problem.parse(refused.body).detail]);
  assert.deepEqual(await storedRows(database), before);
  assert.equal((await makeOf({ target: 'y' }, [id])).status, 201);
  assert.deepEqual([(await look(id)).status, (await look(id)).problem], ['used', null]);
});

test('an upload that is not whole, unknown, named twice or mixed with files makes no dataset', async () => {
  const before = await storedRows(database);
  const [half, whole] = [idOf(await begin(10, 'f')), await sendFile('t.csv', TABLE)];
  const mixed = formOf({}, [whole]);
  mixed.append('file', new Blob(['a']), 'a.csv');
  const late = formOf({}, []);
  late.append('file', new Blob(['a,b\n']), 'a.csv');
  late.append('upload', whole);
  const cases: [ask: () => Promise<{ status: number; body: unknown }>, status: number, code: string, detail: RegExp][] =
    [
      [() => makeOf({}, [half]), 409, 'upload_incomplete', /0 of its 10 bytes/],
      [() => makeOf({}, ['upl_unknown']), 404, 'upload_not_found', /upl_unknown/],
      [() => makeOf({}, ['no id']), 404, 'upload_not_found', /no id/],
      [() => makeOf({}, [whole, whole]), 409, 'upload_in_use', /being made/],
      [() => makeOf({ target: 'y' }, [whole, half]), 409, 'upload_incomplete', /0 of its 10 bytes/],
      [() => send('POST', '/v1/datasets', mixed), 422, 'invalid_request', /\/file: must not come together with upload/],
      [() => send('POST', '/v1/datasets', late), 422, 'invalid_request', /\/upload: must not come together with file/],
      [
        () =>
          makeOf(
            {},
            Array.from({ length: 11 }, () => whole),
          ),
        422,
        'invalid_request',
        /at most 10/,
      ],
    ];
  for (const [ask, status, code, detail] of cases) {
    const found = await ask();
    assert.deepEqual([found.status, problem.parse(found.body).code], [status, code]);
    assert.match(problem.parse(found.body).detail, detail);
  }
  assert.deepEqual(await storedRows(database), before);
  assert.equal((await look(whole)).status, 'complete');
  for (const id of [half, whole]) assert.equal((await sendTus('DELETE', `/v1/uploads/${id}`)).status, 204);
});

test('an Idempotency-Key gives the dataset of the first request again', async () => {
  const id = await sendFile('t.csv', TABLE);
  const headers = { 'idempotency-key': 'make-1' };
  const [first, second] = [await makeOf({ target: 'y' }, [id], headers), await makeOf({ target: 'y' }, [id], headers)];
  assert.deepEqual([first.status, second.status, second.headers.get('idempotency-replayed')], [201, 201, 'true']);
  assert.deepEqual(second.body, first.body);
});

test('of two that make a dataset of one upload at once, one does', async () => {
  const id = await sendFile('large.csv', LARGE);
  const answers = await Promise.all([1, 2, 3].map(() => makeOf({ target: 'y' }, [id])));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409]);
});

test('while a dataset is made, each upload tells how far it is, and cannot be deleted; it is made though the client has gone', async () => {
  const id = await sendFile('large.csv', LARGE);
  const gone = new AbortController();
  const making = fetch(`${url}/v1/datasets`, {
    method: 'POST',
    headers: { authorization },
    body: formOf({ target: 'y' }, [id]),
    signal: gone.signal,
  });
  const ended = making.then(
    () => 'answered',
    () => 'cut',
  );
  const seen = await waitFor('some rows', async () => {
    const found = await look(id);
    return found.rows_stored > 0 && found.status === 'reading' ? found : found.status === 'used' && found;
  });
  if (seen.status === 'reading') {
    assert.ok(seen.read_bytes > 0 && seen.read_bytes <= LARGE.length);
    const refused = await sendTus('DELETE', `/v1/uploads/${id}`);
    assert.ok(refused.status === 409 || (await look(id)).status === 'used');
    gone.abort();
    assert.equal(await ended, 'cut');
  }
  const { dataset: made, rows_stored } = await waitFor('the dataset', async () => {
    const found = await look(id);
    return found.status === 'used' && found;
  });
  assert.equal(rows_stored, 1_000_000);
  assert.equal((await send('GET', `/v1/datasets/${made}`)).status, 200);
});

test('a client that would rather not wait is answered at once, and the upload says how it ends', async () => {
  const prefer = { prefer: 'respond-async' };
  const good = await sendFile('large.csv', LARGE);
  const accepted = await makeOf({ target: 'y' }, [good], prefer);
  assert.deepEqual(
    [accepted.status, accepted.headers.get('location'), accepted.headers.get('preference-applied')],
    [202, `/v1/uploads/${good}`, 'respond-async'],
  );
  const { dataset: made } = await waitFor('the dataset', async () => {
    const found = await look(good);
    return found.dataset !== null && found;
  });
  assert.equal(dataset.parse((await send('GET', `/v1/datasets/${made}`)).body).rows, 1_000_000);
  const bad = await sendFile('t.csv', TABLE);
  assert.equal((await makeOf({ target: 'label' }, [bad], prefer)).status, 202);
  const { status, problem: why } = await waitFor('the refusal', async () => {
    const found = await look(bad);
    return found.problem !== null && found;
  });
  assert.deepEqual([status, why?.code], ['complete', 'invalid_request']);
  assert.equal((await makeOf({}, ['upl_unknown'], prefer)).status, 404);
  await sendTus('DELETE', `/v1/uploads/${bad}`);
});

test('a reading whose server died is forgotten after a while, and can be begun anew', async () => {
  const id = await sendFile('t.csv', TABLE);
  await database.pool.query(
    `UPDATE partial_uploads SET reader = 'dead', reading_until = now() + interval '1 hour' WHERE id = $1`,
    [id],
  );
  assert.equal((await look(id)).status, 'reading');
  assert.equal((await makeOf({ target: 'y' }, [id])).status, 409);
  await database.pool.query(`UPDATE partial_uploads SET reading_until = now() - interval '1 second' WHERE id = $1`, [
    id,
  ]);
  assert.equal((await look(id)).status, 'complete');
  assert.equal((await makeOf({ target: 'y' }, [id])).status, 201);
});

test('an upload that goes on after a cut makes the same dataset as one that was never cut', async () => {
  const path = await begin(LARGE.length, 'large.csv');
  const { openPatch } = tusRequests(url, authorization);
  for (let cuts = 0; cuts < 3; cuts++) {
    const from = (await look(idOf(path))).received_bytes;
    const { socket } = await openPatch(path, from, LARGE.length - from);
    socket.write(LARGE.subarray(from, from + 2_345_678));
    await waitFor('some of it', async () => (await look(idOf(path))).received_bytes > from);
    socket.destroy();
    await once(socket, 'close');
  }
  const offset = await waitFor('the server to notice the last cut', async () => {
    const { received_bytes } = await look(idOf(path));
    return (await patch(path, received_bytes, LARGE.subarray(received_bytes))).status === 204 && received_bytes;
  });
  assert.ok(offset > 3_000_000);
  const made = dataset.parse((await makeOf({ target: 'y' }, [idOf(path)])).body);
  const same = dataset.parse((await upload({ target: 'y' }, [['large.csv', LARGE]])).body);
  assert.equal(made.sha256, same.sha256);
});

test('when every dataset is deleted nothing is left', async () => {
  const { rows } = await database.pool.query<{ id: string }>('SELECT id FROM datasets');
  for (const { id } of rows) assert.equal((await send('DELETE', `/v1/datasets/${id}`)).status, 204);
  assert.deepEqual(await storedRows(database), NO_ROWS);
  assert.equal(await pieces(), 0);
});
