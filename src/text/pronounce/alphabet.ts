/**
 * The signs that Kokoro-82M knows, from the `vocab` of its config.json (Apache-2.0, hexgrad/Kokoro-82M): punctuation,
 * space, phonemes, stress and length marks, intonation arrows. Each is one UTF-16 unit and one token.
 */
const vocabulary = new Set(
  ';:,.!?—…"()“” ̃ʣʥʦʨᵝꭧAIOQSTWYᵊabcdefhijklmnopqrstuvwxyzɑɐɒæβɔɕçɖðʤəɚɛɜɟɡɥɨɪʝɯɰŋɳɲɴøɸθœɹɾɻʁɽʂʃʈʧʊʋʌɣɤχʎʒʔˈˌːʰʲ↓→↗↘ᵻ',
);

export const isSpeakable = (phonemes: string): boolean => Array.from(phonemes).every((sign) => vocabulary.has(sign));

/** `phonemes` without what the model does not know. */
export const onlySpeakable = (phonemes: string): string =>
  Array.from(phonemes)
    .filter((sign) => vocabulary.has(sign))
    .join('');

export const vowels = new Set('AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻ');
