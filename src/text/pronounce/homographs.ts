/** Words around a word, in lower case; empty before the first and after the last. */
export interface Neighbours {
  readonly before: string;
  readonly beforeThat: string;
  readonly after: string;
}

const set = (words: string) => new Set(words.split(' '));

const determiners = set(
  'a an the this that these those its their our your my his her each every any some no another which whose all both more ' +
    'new old first last next same other single given current default whole following previous many few several only of in ' +
    'by with without per for from on into via custom optional internal external public private local global',
);
const modals = set(
  "to will would can could should shall may might must do does did don't doesn't didn't cannot can't won't let's please " +
    'not never always only and or then they we you i it also automatically explicitly will',
);
const pronouns = set('they we you i who users callers clients that which objects values threads processes');
const auxiliaries = set(
  "is are was were be been being has have had get gets got having isn't aren't wasn't weren't hasn't haven't already just " +
    'being once when if as bytes lines characters data recently last never not yet',
);
const perfect = set("has have had was were been be being is are isn't wasn't hasn't haven't already gets got get");
const objects = set(
  'the a an this that these those its it them all each every any if from to into as by with and data whether',
);

/**
 * Part of speech of a word that sounds differently in different parts of speech, from the words around it: `NOUN`, `VERB`,
 * `ADJ`, `VBD` (past), or undefined where they do not tell. General taggers do worse on comments, which leave out
 * subjects and articles: "Reads the file", "bytes read so far".
 */
export function partOfSpeech(word: string, { before, beforeThat, after }: Neighbours): string | undefined {
  switch (word) {
    case 'read':
      if (modals.has(before) && !auxiliaries.has(before)) return undefined;
      return perfect.has(before) || perfect.has(beforeThat) || countedThings.has(before) ? 'VBD' : undefined;
    case 'close':
      if (before === 'the' || modals.has(before) || (before === '' && after !== 'to')) return 'VERB';
      return /^(?:to|enough|together|by|as|match|up)$/u.test(after) ||
        /^(?:too|very|as|is|are|be|so|how|too|quite)$/u.test(before)
        ? 'ADJ'
        : 'VERB';
    case 'live':
      if (/^(?:in|on|at|under|within|inside|here|there|longer|outside|alongside|for|forever|until)$/u.test(after))
        return 'VERB';
      return modals.has(before) && !determiners.has(before) && before !== 'and' ? 'VERB' : 'ADJ';
    case 'lives':
      return /^(?:in|on|at|under|within|inside|here|there|longer|outside|alongside|for|forever|until)$/u.test(after)
        ? 'VERB'
        : undefined;
    case 'use':
      if (determiners.has(before) && !pronouns.has(before))
        return before === 'only' || before === 'and' ? 'VERB' : 'NOUN';
      return after === 'of' || after === 'case' || after === 'cases' ? 'NOUN' : 'VERB';
    case 'used':
      return after === 'to' && !perfect.has(before) ? 'VBD' : undefined;
  }
  if (before === 'to' || (modals.has(before) && !determiners.has(before) && before !== 'or' && before !== 'and'))
    return 'VERB';
  if (perfect.has(before)) return word.endsWith('ed') ? 'VERB' : 'ADJ';
  if (determiners.has(before) && !pronouns.has(before))
    return word.endsWith('ate') && after !== '' && !afterNoun.has(after) ? 'ADJ' : 'NOUN';
  if (pronouns.has(before)) return 'VERB';
  // Comments begin with what is done: "Record the time", "Records the time", "Separates the parts".
  if (before === '' || before === 'and' || before === 'or')
    return objects.has(after) || word.endsWith('s') ? 'VERB' : undefined;
  if (objects.has(after) && !determiners.has(before) && after !== 'to' && after !== 'by' && after !== 'from')
    return 'VERB';
  return undefined;
}

const afterNoun = set('of is are was were for in on at to and or that which by with from as if when has will can must');

const countedThings = set(
  'bytes lines characters data chars tokens values rows records items entries chunks messages files',
);
