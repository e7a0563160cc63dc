import { AloudError } from '../../protocol/errors.js';
import ids from './vocabulary.json' with { type: 'json' };

/** The longest utterance that the model takes, in phonemes. */
export const maxPhonemes = 510;

const idOf = new Map(Object.entries(ids));

/** Phonemes as the model takes them. */
export interface Tokens {
  /** Ids with the boundary token at both ends: the graph's input. */
  readonly ids: BigInt64Array;
  /** For each UTF-16 unit of the phonemes its position in `ids`; undefined where the model has no such symbol. */
  readonly positions: readonly (number | undefined)[];
}

/**
 * Every symbol of the vocabulary is one UTF-16 unit; what is not in it is left out, as the published pipelines do.
 * @throws AloudError `bad-value` for more phonemes than the model takes
 */
export function tokensOf(phonemes: string): Tokens {
  const inner: number[] = [];
  const positions = phonemes.split('').map((symbol) => {
    const id = idOf.get(symbol);
    return id === undefined ? undefined : inner.push(id);
  });
  if (inner.length > maxPhonemes) {
    throw new AloudError(
      'bad-value',
      `This passage has ${inner.length} phonemes, more than the ${maxPhonemes} that the voice can say at once: split it into shorter sentences.`,
    );
  }
  return { ids: BigInt64Array.from([0, ...inner, 0], BigInt), positions };
}
