/**
 * The signs that Kokoro-82M knows, from the `vocab` of its config.json (Apache-2.0, hexgrad/Kokoro-82M): punctuation,
 * space, phonemes, stress and length marks, intonation arrows. Each is one UTF-16 unit and one token.
 */
const vocabulary =
  ';:,.!?—…"()“” ̃ʣʥʦʨᵝꭧAIOQSTWYᵊabcdefhijklmnopqrstuvwxyzɑɐɒæβɔɕçɖðʤəɚɛɜɟɡɥɨɪʝɯɰŋɳɲɴøɸθœɹɾɻʁɽʂʃʈʧʊʋʌɣɤχʎʒʔˈˌːʰʲ↓→↗↘ᵻ';
const escaped = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
const inVocabulary = new RegExp(`^[${Array.from(vocabulary, escaped).join('')}]*$`);

export const isSpeakable = (phonemes: string): boolean => inVocabulary.test(phonemes);

/** `phonemes` without what the model does not know. */
export function onlySpeakable(phonemes: string): string {
  if (isSpeakable(phonemes)) return phonemes;
  return Array.from(phonemes)
    .filter((sign) => vocabulary.includes(sign))
    .join('');
}

export const vowels = new Set('AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻ');
