/** How text is made alike before it is split at blanks; the names are Keras's. */
export const STANDARDIZATIONS = ['lower_and_strip_punctuation', 'lower', 'strip_punctuation', 'none'] as const;
export type Standardization = (typeof STANDARDIZATIONS)[number];

/** What fills a sequence that is shorter, and what stands for a word that the vocabulary does not have, as in Keras. */
export const PADDING = 0;
export const UNKNOWN = 1;
/** The number of the vocabulary's first word. */
export const FIRST_WORD = 2;

/** Keras's set: keras/src/layers/preprocessing/text_vectorization.py. */
const PUNCTUATION = /[!"#$%&()*+,\-./:;<=>?@[\\\]^_`{|}~']/g;

/** The words of a text. */
export function wordsOf(text: string, standardize: Standardization): string[] {
  const lower = standardize.startsWith('lower') ? text.toLowerCase() : text;
  const plain = standardize.endsWith('punctuation') ? lower.replace(PUNCTUATION, '') : lower;
  return plain.split(/\s+/u).filter((word) => word !== '');
}

const numbersOf = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

/** The number of each word of a vocabulary. */
export function wordNumbers(vocabulary: readonly string[]): ReadonlyMap<string, number> {
  const known = numbersOf.get(vocabulary) ?? new Map(vocabulary.map((word, index) => [word, index + FIRST_WORD]));
  numbersOf.set(vocabulary, known);
  return known;
}
