import type { FastifyInstance, FastifySchemaCompiler } from 'fastify';
import type { FastifySerializerCompiler } from 'fastify/types/schema.js';
import { z } from 'zod';
import { InvalidError, MalformedError, ServiceError } from '../errors.js';
import { toFaults } from './faults.js';
import { issueText } from './issue-text.js';

/** Where a fault in each part of a request is said to be; pointers into the body begin with nothing. */
const POINTER_BASE: ReadonlyMap<string | undefined, string> = new Map([
  ['querystring', '/query'],
  ['params', '/params'],
  ['headers', '/headers'],
]);

/**
 * Parses a part of the request with its route's zod schema.
 * @throws {InvalidError} with a fault for each wrong field; {MalformedError} when a body is needed and there is none.
 */
export function parsePart<T extends z.ZodType>(schema: T, data: unknown, httpPart?: string): z.output<T> {
  const isEmptyBody = httpPart === 'body' && data === null;
  const parsed = schema.safeParse(isEmptyBody ? undefined : data, { error: issueText });
  if (parsed.success) return parsed.data;
  if (isEmptyBody)
    throw new MalformedError('The body is empty; this route takes JSON (Content-Type: application/json).');
  throw new InvalidError(toFaults(parsed.error.issues, data, POINTER_BASE.get(httpPart)));
}

/** Fastify's validator for zod schemas; it answers with the parsed value, defaults filled in. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart, contentType }) => {
  // An upload is read by its handler, part by part; its schema is there for the OpenAPI description.
  if (contentType?.startsWith('multipart/') === true) return () => true;
  return (data: unknown) => {
    try {
      return { value: parsePart(schema, data, httpPart) };
    } catch (error) {
      if (error instanceof ServiceError) return { error };
      throw error;
    }
  };
};

/**
 * Writes answers by their schemas, which drop what they do not name. They are parsed: fastify-type-provider-zod would encode
 * them, and zod encodes no transform, which the callbacks in a job's fit have.
 */
export const serializerCompiler: FastifySerializerCompiler<z.ZodType | { readonly properties: z.ZodType }> = ({
  schema,
}) => {
  const answer = schema instanceof z.ZodType ? schema : schema.properties;
  return (data) => JSON.stringify(answer.parse(data));
};

const nothing = z.strictObject({});

/** Refuses fields in the query and the body of routes that have no schema for them, so that none is ever ignored. */
export function refuseUndeclaredInput(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => {
    // No id and no name holds one, and Postgres fails on it.
    if (request.url.includes('%00')) done(new MalformedError('The address holds a NUL character.'));
    else done();
  });
  app.addHook('preValidation', async (request) => {
    const { schema } = request.routeOptions;
    if (schema === undefined || schema.hide === true) return;
    if (schema.querystring === undefined) parsePart(nothing, request.query, 'querystring');
    if (schema.body === undefined && request.mediaType === 'application/json') {
      parsePart(nothing.optional(), request.body ?? undefined, 'body');
    }
  });
}
