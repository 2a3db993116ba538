import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { packageVersion } from './package-version.js';
import { describeComponents, describeRoute } from './route-description.js';

const DESCRIPTION = `Keras over HTTP: \`compile\`, \`fit\`, \`evaluate\`, \`predict\` and \`summary\` keep Keras's names, defaults and meanings.

Every route under \`/v1\` needs an API key (\`Authorization: Bearer <key>\`), which belongs to one project. Errors are
\`application/problem+json\`. Unknown fields are refused. Numbers that JSON cannot hold are the strings \`"NaN"\`,
\`"Infinity"\` and \`"-Infinity"\`.`;

/** Everything that the documentation page loads comes from this server. */
const DOCS_POLICY =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; frame-ancestors 'none'";

/** Serves the OpenAPI 3.1 description at /openapi.json and a page to read and try it at /docs. To be called before any route is added. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  const version = await packageVersion();
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'fitserve', description: DESCRIPTION, version, license: { name: 'Apache-2.0' } },
      components: { securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } } },
      security: [{ apiKey: [] }],
    },
    transform: describeRoute,
    transformObject: describeComponents,
  });
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: DOCS_POLICY });
  let text: string | undefined;
  app.get('/openapi.json', { schema: { hide: true }, config: { open: true } }, (_request, reply) => {
    text ??= JSON.stringify(app.swagger());
    return reply.type('application/json').send(text);
  });
}
