import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** Sets the headers that tell browsers to trust little. An answer of JSON needs nothing; pages set a policy of their own. */
export async function sendSecurityHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    // Whether there is TLS is for the proxy before us to know and say.
    strictTransportSecurity: false,
  });
}
