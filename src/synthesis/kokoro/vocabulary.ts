import { checkLength } from '../limits.js';
import ids from './vocabulary.json' with { type: 'json' };

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
  checkLength(inner.length);
  return { ids: BigInt64Array.from([0, ...inner, 0], BigInt), positions };
}
