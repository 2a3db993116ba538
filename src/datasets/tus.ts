import type { FastifyReply, FastifyRequest } from 'fastify';
import { isStorableText } from '../data/upload-options.js';
import { InvalidError, ServiceError } from '../errors.js';

// The words of the tus protocol for resumable uploads, version 1.0.0: https://tus.io/protocols/resumable-upload

const VERSION = '1.0.0';
export const PIECE_TYPE = 'application/offset+octet-stream';
const EXTENSIONS = 'creation,creation-with-upload,termination,expiration';
const MOST_NAME_CHARACTERS = 200;

/** What a server says of itself, in the answer to OPTIONS. */
export function capabilities(limitBytes: number): Record<string, string> {
  return {
    'tus-version': VERSION,
    'tus-extension': EXTENSIONS,
    'tus-max-size': String(limitBytes),
  };
}

/** Says the version in every answer, and refuses requests of another one. A request without, as of curl, is taken. */
export async function speakTus(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.headers({ 'tus-resumable': VERSION, 'cache-control': 'no-store' });
  const asked = request.headers['tus-resumable'];
  if (asked === undefined || asked === VERSION || request.method === 'OPTIONS' || request.method === 'GET') return;
  const detail = `This server speaks version ${VERSION} of tus, not ${JSON.stringify(asked)}.`;
  throw new ServiceError(412, 'tus_version', detail, { headers: { 'tus-version': VERSION } });
}

/**
 * The name of the file in an Upload-Metadata header: `filename`, or `name`; `file` where there is neither.
 * @throws {InvalidError} for a header that is none, or a name that no database keeps.
 */
export function fileNameIn(metadata: string): string {
  const values = new Map<string, string>();
  for (const pair of metadata.split(',').filter((text) => text.trim() !== '')) {
    const [key, value = '', ...more] = pair.trim().split(' ');
    if (key === undefined || more.length > 0 || !/^[\w+/=-]*$/.test(value)) {
      throw wrongMetadata('must be pairs of a key, a space and a value in base64, parted by commas', metadata);
    }
    values.set(key, Buffer.from(value, 'base64').toString('utf8'));
  }
  const name = values.get('filename') ?? values.get('name') ?? '';
  if (!isStorableText(name) || name.length > MOST_NAME_CHARACTERS) {
    const detail = `the file name must be Unicode text without the character 0, of at most ${MOST_NAME_CHARACTERS} characters`;
    throw wrongMetadata(detail, metadata);
  }
  return name === '' ? 'file' : name;
}

function wrongMetadata(detail: string, received: string): InvalidError {
  return new InvalidError([{ pointer: '/headers/upload-metadata', detail, received }]);
}
