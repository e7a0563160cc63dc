/** Shorter parts than this find words in anything. */
const shortestPart = 3;

/** But these begin many names. */
const shortBeginnings = /^(?:un|re|de|co|is|as|to|on|in|up|my|by|no|bi)$/u;

const prefix = /^(?:un|re|de|no)/u;

const longestCompound = 40;

/**
 * Cuts a run-together word into words that `knows` accepts: as few as possible, then the cut with the longest shortest
 * part. Undefined if there is no such cut.
 */
export function splitCompound(word: string, knows: (part: string) => boolean): string[] | undefined {
  if (word.length < 2 + shortestPart || word.length > longestCompound) return undefined;
  /** The best cut of the first `i` letters. */
  const best = new Array<readonly string[] | undefined>(word.length + 1).fill(undefined);
  best[0] = [];
  for (let end = 2; end <= word.length; end++) {
    for (let start = 0; start <= end - 2; start++) {
      const head = best[start];
      if (!head || (start === 0 && end === word.length)) continue;
      const part = word.slice(start, end);
      if (part.length < shortestPart ? start > 0 || !shortBeginnings.test(part) : !knows(part)) continue;
      // `is-ort`: two parts that short are chance.
      if (start === 2 && end === word.length && part.length === shortestPart && !prefix.test(word)) continue;
      const parts = [...head, part];
      if (isBetter(parts, best[end])) best[end] = parts;
    }
  }
  const cut = best[word.length];
  return cut && cut.length <= Math.ceil(word.length / 4) ? [...cut] : undefined;
}

function isBetter(parts: readonly string[], than: readonly string[] | undefined): boolean {
  if (parts.length !== than?.length) return parts.length < (than?.length ?? Infinity);
  return shortest(parts) > shortest(than);
}

const shortest = (parts: readonly string[]) => Math.min(...parts.map((part) => part.length));
