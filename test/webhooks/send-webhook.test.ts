import assert from 'node:assert/strict';
import { isIP, type LookupFunction } from 'node:net';
import { test } from 'node:test';
import { openWebhookSender } from '../../src/webhooks/send-webhook.js';
import { signatureOf } from '../../src/webhooks/signature.js';
import { atEnd } from '../support/cleanup.js';
import { startReceiver } from './receiver.js';

const TIMEOUT_MS = 10_000;
const SECRET = Buffer.from('a secret').toString('base64');
const EVENT = { id: 'whd_1', secret: SECRET, payload: { type: 'job.succeeded', data: { text: 'é' } } };

const strict = openWebhookSender(TIMEOUT_MS, false);
const open = openWebhookSender(TIMEOUT_MS, true);
atEnd(async () => {
  strict.close();
  open.close();
});

test('an event is posted as JSON, with its id, its time and a signature over both', async () => {
  const receiver = await startReceiver();
  assert.deepEqual(await open.send({ ...EVENT, url: receiver.url }), { answered: 204 });
  const [request] = receiver.received;
  assert.ok(request);
  assert.deepEqual(JSON.parse(request.body), EVENT.payload);
  const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signature } = request.headers;
  assert.deepEqual([id, request.headers['content-type']], ['whd_1', 'application/json']);
  assert.ok(Math.abs(Number(time) - Date.now() / 1000) < 60, String(time));
  assert.equal(signature, signatureOf(SECRET, { id: 'whd_1', timestamp: Number(time), body: request.body }));
});

test('addresses that are not public are refused, however they are written, and nothing reaches them', async () => {
  const receiver = await startReceiver();
  const { port } = new URL(receiver.url);
  const hosts = ['127.0.0.1', 'localhost', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]', '[::1]', '0.0.0.0', '[::]'];
  const networks = ['10.0.0.1', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '[fd00::1]', '[fe80::1]'];
  // IPv4 addresses in IPv6 clothes: mapped in hexadecimal, by NAT64, by 6to4.
  const dressed = ['[::ffff:7f00:1]', '[64:ff9b::7f00:1]', '[2002:7f00:1::]'];
  for (const host of [...hosts, ...networks, ...dressed]) {
    assert.deepEqual(
      await strict.send({ ...EVENT, url: `http://${host}:${port}/` }),
      { error: 'the address is not public' },
      host,
    );
  }
  assert.equal(receiver.received.length, 0);
});

test('a name is judged by what it stands for when it is connected to, each time anew', async () => {
  const receiver = await startReceiver();
  const { port } = new URL(receiver.url);
  /** A name server that says something else each time: once it was asked to check the name, it could lead inside. */
  const answers = [['127.0.0.1'], ['192.168.1.1', '127.0.0.1'], ['::ffff:127.0.0.1']];
  const asked: string[] = [];
  const lookup: LookupFunction = (host, options, callback) => {
    asked.push(host);
    const addresses = (answers[asked.length - 1] ?? []).map((address) => ({ address, family: isIP(address) }));
    if (options.all) callback(null, addresses);
    else callback(null, addresses[0]?.address ?? '', addresses[0]?.family);
  };
  const deceived = openWebhookSender(TIMEOUT_MS, false, lookup);
  const trusting = openWebhookSender(TIMEOUT_MS, true, lookup);
  const url = `http://rebound.example:${port}/`;
  for (const _ of answers) {
    assert.deepEqual(await deceived.send({ ...EVENT, url }), { error: 'the address is not public' });
  }
  assert.equal(receiver.received.length, 0);
  // Looked up once for each connection: what was judged is what is connected to.
  assert.equal(asked.length, answers.length);
  answers.push(['127.0.0.1']);
  assert.deepEqual(await trusting.send({ ...EVENT, url }), { answered: 204 });
  deceived.close();
  trusting.close();
});

test('a redirect is not followed: it could lead where the address itself may not', async () => {
  const goal = await startReceiver();
  const receiver = await startReceiver((_, response) => response.writeHead(302, { location: goal.url }).end());
  assert.deepEqual(await open.send({ ...EVENT, url: receiver.url }), {
    answered: 302,
    error: 'the address answered 302',
  });
  assert.equal(goal.received.length, 0);
});

test('an address that hangs, cuts the connection or is not there is told in a sentence', async () => {
  const hasty = openWebhookSender(200, true);
  const hanging = await startReceiver(() => undefined);
  assert.deepEqual(await hasty.send({ ...EVENT, url: hanging.url }), { error: 'no answer within 200 ms' });
  hasty.close();
  const cutting = await startReceiver((request) => request.socket.destroy());
  assert.deepEqual(await open.send({ ...EVENT, url: cutting.url }), { error: 'the connection was cut' });
  assert.deepEqual(await open.send({ ...EVENT, url: 'http://127.0.0.1:1/' }), {
    error: 'the address refused the connection',
  });
});

test('an answer without end is not waited for', async () => {
  const receiver = await startReceiver((_, response) => {
    response.writeHead(200);
    response.write('and so on');
  });
  assert.deepEqual(await open.send({ ...EVENT, url: receiver.url }), { answered: 200 });
});
