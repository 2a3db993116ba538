import pg from 'pg';
import { startEmbeddedPostgres } from '../../../src/database/embedded.js';
import { silentLogger } from '../../support/config.js';

// Runs the Postgres of a folder until it gets SIGINT, then asks whether it still answers, and stops it.
const [folder = ''] = process.argv.slice(2);
const server = await startEmbeddedPostgres(folder, silentLogger);
const staying = setInterval(() => undefined, 60_000);
process.once('SIGINT', async () => {
  const client = new pg.Client(server.connectionString);
  await client.connect();
  await client.end();
  process.stdout.write('answers\n');
  await server.stop();
  clearInterval(staying);
});
process.stdout.write(`${server.pid} ${server.connectionString}\n`);
