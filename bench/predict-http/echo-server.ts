import fastify from 'fastify';

/** A bare Fastify that reads the same body and answers with it: what HTTP and JSON alone allow. */
const app = fastify({ bodyLimit: 2 ** 26 });
app.post('/echo', async (request) => request.body);
const url = await app.listen({ host: '127.0.0.1', port: 0 });
console.log(JSON.stringify({ url: `${url}/echo`, label: 'Fastify, an echo', headers: {} }));
process.stdin.resume().on('end', () => process.exit());
