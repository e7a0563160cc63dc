import { strict as assert } from 'node:assert';
import { splitCompound } from '../../../src/text/pronounce/compounds.js';
import { LetterToSound, parseContextTree, writeContextTree } from '../../../src/text/pronounce/letterToSound.js';
import { Lexicon } from '../../../src/text/pronounce/lexicon.js';
import { sentences } from '../../../src/text/sentences.js';
import { english } from './support.js';

before(function () {
  this.timeout(60_000); // a busy machine reads the lexicons slowly
  english();
});

const said = (word: string) =>
  english()
    .say(word)
    .map(({ spoken, phonemes }) => `${spoken} ${phonemes}`)
    .join(' + ');

describe('Lexicon', () => {
  const lexicon = new Lexicon(Buffer.from('a\tˈA\nab\t~æb\nuse\tjˈuz\tNOUN=jˈus\n'));

  it('finds the first word, the last one, and none that is not there', () => {
    assert.equal(lexicon.find('a')?.phonemes, 'ˈA');
    assert.equal(lexicon.find('use')?.phonemes, 'jˈuz');
    for (const word of ['', 'A', 'aa', 'abc', 'us', 'used', 'zz']) assert.equal(lexicon.find(word), undefined, word);
  });

  it('tells what is unchecked, and parts of speech', () => {
    assert.equal(lexicon.find('ab')?.unchecked, true);
    assert.equal(lexicon.find('a')?.unchecked, false);
    assert.equal(lexicon.find('use')?.byTag.get('NOUN'), 'jˈus');
  });
});

describe('letter to sound', () => {
  /** Says b for b, and for a the sound that it has before b, else the one at the end. */
  const tree = {
    symbols: ['a', 'b', 'æ', 'A', '_'],
    values: Uint16Array.from([0, 0, 1, 1]),
    sounds: Uint16Array.from([1, 3, 1, 2]),
    childCounts: Uint16Array.from([2, 1, 0, 0]),
  };

  it('takes the longest context that it knows, and stresses one vowel', () => {
    const guess = new LetterToSound(tree);
    assert.equal(guess.say('ab'), 'ˈæb');
    assert.equal(guess.say('ba'), 'bˈA');
  });

  it('comes back from its file as it was', () => {
    assert.deepEqual(parseContextTree(writeContextTree(tree)), tree);
  });

  it('says words that nobody listed', () => {
    const [word] = english().say('blorping');
    assert.equal(word?.by, 'guess');
    assert.match(word.phonemes, /^bl.*ɹp.*ɪŋ$/u);
    assert.match(word.phonemes, /^[^ˈ]*ˈ[^ˈ]*$/u);
  });
});

describe('compounds', () => {
  const knows = (part: string) => ['name', 'space', 'names', 'pace', 'end', 'point'].includes(part);

  it('are cut into as few words as possible, the longest first', () => {
    assert.deepEqual(splitCompound('namespace', knows), ['name', 'space']);
    assert.deepEqual(splitCompound('endpoint', knows), ['end', 'point']);
  });

  it('are nothing that has a rest', () => {
    assert.equal(splitCompound('namespacex', knows), undefined);
    assert.equal(splitCompound('name', knows), undefined);
  });
});

describe('words', () => {
  it('of programmers are said as they say them', () => {
    assert.equal(said('kubectl'), 'kube kˈub + control kəntɹˈOl');
    assert.equal(said('nginx'), 'engine ˈɛnʤən + X ˈɛks');
    assert.equal(said('URLs'), 'U R Ls jˌuˌɑɹˈɛlz');
    assert.equal(said('JSON'), 'JSON ʤˈAsˌɑn');
    assert.equal(said('stdin'), 'standard stˈændəɹd + in ɪn');
  });

  it('in capitals that cannot be said as they stand are spelt, though not for ever', () => {
    assert.equal(said('TGCCGTTACCAT'), 'T G C C G T T A C C A T tˌiʤˌisˌisˌiʤˌitˌitˌiˌAsˌisˌiˌAtˈi');
    assert.equal(said('ATGGGCAATATCCTTCGGAAAGG'), 'A T G G ˌAtˌiʤˌiʤˈi + and ænd + so sˌO + on ˌɔn');
    assert.equal(said('BLASTN'), 'blast blˈæst + N ˈɛn');
    assert.equal(said('MERCHANTABILITY'), 'MERCHANTABILITY mˈɜɹʧəntəbˈɪləTi');
  });

  it('have British sounds in British English', () => {
    const phonemes = (word: string) => english('gb').say(word)[0]!.phonemes;
    assert.equal(phonemes('repo'), 'ɹˈiːpQ');
    assert.equal(phonemes('args'), 'ˈɑːɡz');
    assert.equal(phonemes('mocha'), 'mˈQkə');
  });

  it('have regular endings', () => {
    assert.equal(said("server's"), "server's sˈɜɹvəɹz");
    assert.equal(said('recursed'), 'recursed ɹəkˈɜɹst', 'not recur-sed');
    assert.equal(said('presigned'), 'presigned pɹisˈInd');
    assert.equal(said('subgraphs'), 'subgraphs sˈʌbɡɹˌæfs');
    assert.equal(said('framebuffers'), 'framebuffers fɹˈAmbˌʌfəɹz');
  });
});

describe('the user’s own pronunciations', () => {
  const mine = english().withPronunciations({ nginx: 'en jinx', GIF: '/dʒɪf/', foo: '/fuː/', Bar: '/beɪ/' });
  const sound = (word: string) =>
    mine
      .say(word)
      .map(({ phonemes }) => phonemes)
      .join(' ');

  it('win over all others, as words or as IPA', () => {
    assert.equal(sound('nginx'), `${sound('en')} ${sound('jinx')}`);
    assert.equal(sound('GIF'), 'ʤɪf');
  });

  it('hold for every case in lower case, and only as written with capitals', () => {
    assert.equal(sound('Foo'), 'fu');
    assert.equal(sound('FOO'), 'fu');
    assert.equal(sound('Bar'), 'bA');
    assert.equal(sound('bar'), 'bˈɑɹ');
  });

  it('leave other words and other readings alone', () => {
    assert.equal(sound('kubectl'), 'kˈub kəntɹˈOl');
    assert.equal(said('nginx'), 'engine ˈɛnʤən + X ˈɛks');
  });

  it('win over rules, and over how identifiers are cut', () => {
    const own = english().withPronunciations({ RFC2119: 'the keywords', k8s: 'kates', señor: 'seen your' });
    const spokenWords = (text: string) =>
      [...sentences([{ text, start: 0 }], own)].flatMap(({ words }) => words.map(({ spoken }) => spoken)).join(' ');
    assert.equal(spokenWords('See RFC2119 on k8s, señor.'), 'See the keywords on kates, seen your.');
  });

  it('may have hyphens between syllables', () => {
    const own = english().withPronunciations({ gnome: 'guh-nome' });
    assert.equal(own.say('gnome').length, 2);
  });
});
