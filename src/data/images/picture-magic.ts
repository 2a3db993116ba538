const MAGICS = [Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.from([0xff, 0xd8, 0xff])];

/** Why a file cannot be a PNG or JPEG picture, by its first bytes; undefined where it can. */
export function whyNoPicture(file: Uint8Array): string | undefined {
  if (MAGICS.some((magic) => Buffer.compare(file.subarray(0, magic.length), magic) === 0)) return undefined;
  const found =
    file.length === 0 ? 'nothing' : `bytes that begin with ${Buffer.from(file.subarray(0, 8)).toString('hex')}`;
  return `expected a PNG or JPEG picture, found ${found}`;
}
