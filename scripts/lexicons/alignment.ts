/** Which sounds each letter of a word makes: as many entries as the word has letters, some of them empty. */
export type Alignment = readonly string[];

const mostSoundsALetter = 2;
const stressMarks = /[ˈˌ]/gu;
const vowelSounds = /[AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻᵊ]/u;
const vowelLetters = /[aeiouy]/u;

/** Stress and length marks stay with their sound. */
const soundsOf = (phonemes: string): string[] => phonemes.match(/[ˈˌ]?[^ˈˌː]ː?/gu) ?? [];

/**
 * Aligns letters and sounds by expectation maximisation with hard decisions: the best path under the present
 * probabilities of (letter, sounds), then new probabilities from the paths, six times over.
 * Words that have more sounds than their letters can make are left out.
 */
export function align(pairs: readonly (readonly [word: string, phonemes: string])[]): [string, Alignment][] {
  const words = pairs
    .map(([word, phonemes]) => ({ word, sounds: soundsOf(phonemes) }))
    .filter(({ word, sounds }) => sounds.length <= mostSoundsALetter * word.length);
  let cost: Cost = firstGuess;
  let aligned: [string, Alignment][] = [];
  for (let round = 0; round < 6; round++) {
    aligned = words.map(({ word, sounds }) => [word, bestPath(word, sounds, cost)]);
    cost = learn(aligned);
  }
  return aligned;
}

type Cost = (letter: string, sounds: string) => number;

/** One sound a letter, vowels with vowels. */
const firstGuess: Cost = (letter, sounds) => {
  if (sounds === '') return 2;
  const alike = vowelLetters.test(letter) === vowelSounds.test(sounds);
  return (sounds.replace('ː', '').length > 1 ? 4 : 1) + (alike ? 0 : 3);
};

function learn(aligned: readonly [string, Alignment][]): Cost {
  const together = new Map<string, number>();
  const alone = new Map<string, number>();
  for (const [word, alignment] of aligned) {
    for (const [i, sounds] of alignment.entries()) {
      const letter = word[i]!;
      const pair = letter + sounds.replace(stressMarks, '');
      together.set(pair, (together.get(pair) ?? 0) + 1);
      alone.set(letter, (alone.get(letter) ?? 0) + 1);
    }
  }
  const costs = new Map([...together].map(([pair, count]) => [pair, Math.log(alone.get(pair[0]!)! / count)]));
  return (letter, sounds) => costs.get(letter + sounds) ?? 14;
}

function bestPath(word: string, sounds: readonly string[], cost: Cost): Alignment {
  const plain = sounds.map((sound) => sound.replace(stressMarks, ''));
  const width = sounds.length + 1;
  const total = new Float64Array((word.length + 1) * width).fill(Infinity);
  const taken = new Uint8Array(total.length);
  total[0] = 0;
  for (let i = 0; i < word.length; i++) {
    for (let j = 0; j < width; j++) {
      const here = total[i * width + j]!;
      if (here === Infinity) continue;
      let chunk = '';
      for (let n = 0; n <= mostSoundsALetter && j + n < width; n++) {
        if (n > 0) chunk += plain[j + n - 1]!;
        const sum = here + cost(word[i]!, chunk);
        const next = (i + 1) * width + j + n;
        if (sum < total[next]!) {
          total[next] = sum;
          taken[next] = n;
        }
      }
    }
  }
  const path: string[] = [];
  let j = sounds.length;
  for (let i = word.length; i > 0; i--) {
    const n = taken[i * width + j]!;
    path.unshift(sounds.slice(j - n, j).join(''));
    j -= n;
  }
  return path;
}
