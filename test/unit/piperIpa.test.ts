import { deepEqual, equal } from 'node:assert/strict';
import { toIpa } from '../../src/synthesis/piper/ipa.js';

const us = (phonemes: string) => toIpa(phonemes, 'us').join('');
const gb = (phonemes: string) => toIpa(phonemes, 'gb').join('');

describe('IPA for Piper', () => {
  it('writes diphthongs and affricates in two signs', () => {
    equal(us('sˈA mI nˈO hˌW bˈY ʤˈʌʤ ʧˈɪn'), 'sˈeɪ maɪ nˈoʊ hˌaʊ bˈɔɪ dʒˈʌdʒ tʃˈɪn');
    equal(gb('nˈQ'), 'nˈəʊ');
  });

  it('marks American vowels as long that are', () => {
    equal(us('hˈɑt lˈɔ tˈu'), 'hˈɑːt lˈɔː tˈuː');
    equal(gb('hˈɒt lˈɔː tˈuː'), 'hˈɒt lˈɔː tˈuː');
  });

  it('tells the vowel of "see" from the last one of "happy"', () => {
    equal(us('sˈi'), 'sˈiː');
    equal(us('hˈæpi'), 'hˈæpi');
    equal(us('hˈæpi, wi sˈi'), 'hˈæpi, wiː sˈiː', 'a word of one vowel has it long without stress');
  });

  it('colours vowels with an r, which stays where another vowel follows', () => {
    equal(us('lˈɛTəɹ'), 'lˈɛɾɚ');
    equal(us('bˈɜɹd'), 'bˈɜːd');
    equal(us('hˈɜɹi'), 'hˈɜːɹi');
    equal(us('əɹˈWnd'), 'ɚɹˈaʊnd');
    equal(us('kˈɑɹ'), 'kˈɑːɹ');
  });

  it('writes the British vowel of "square" as a diphthong', () => {
    equal(gb('skwˈɛː'), 'skwˈeə');
  });

  it('keeps the punctuation that voices know, and leaves out brackets and quotation marks', () => {
    equal(us('“jˈɛs,” (nˈO)… hˈɪɹ — ðˈɛɹ!'), 'jˈɛs, nˈoʊ. hˈɪɹ , ðˈɛɹ!');
  });

  it('gives one entry a sign', () => {
    deepEqual(toIpa('bˈɜɹd', 'us'), ['b', 'ˈ', 'ɜː', '', 'd']);
  });
});
