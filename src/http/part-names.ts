import type { Multipart, MultipartFile } from '@fastify/multipart';

/** A part's name; the types of the parser do not say that one without a name has undefined. */
export function nameOf(part: Multipart): string {
  const name: string | undefined = part.fieldname;
  return name ?? '';
}

/** A file's name; one that came as bytes without a name has undefined, which the types do not say either. */
export function fileNameOf(part: MultipartFile): string {
  const name: string | undefined = part.filename;
  return name ?? '';
}
