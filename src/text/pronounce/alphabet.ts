/**
 * The signs that Kokoro-82M knows, from the `vocab` of its config.json (Apache-2.0, hexgrad/Kokoro-82M): punctuation,
 * space, phonemes, stress and length marks, intonation arrows. Each is one UTF-16 unit and one token.
 */
const vocabulary = new Set(
  ';:,.!?—…"()“” ̃ʣʥʦʨᵝꭧAIOQSTWYᵊabcdefhijklmnopqrstuvwxyzɑɐɒæβɔɕçɖðʤəɚɛɜɟɡɥɨɪʝɯɰŋɳɲɴøɸθœɹɾɻʁɽʂʃʈʧʊʋʌɣɤχʎʒʔˈˌːʰʲ↓→↗↘ᵻ',
);

export function isSpeakable(phonemes: string): boolean {
  for (const sign of phonemes) if (!vocabulary.has(sign)) return false;
  return true;
}

/** `phonemes` without what the model does not know. */
export function onlySpeakable(phonemes: string): string {
  if (isSpeakable(phonemes)) return phonemes;
  return Array.from(phonemes)
    .filter((sign) => vocabulary.has(sign))
    .join('');
}

export const vowels = new Set('AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻ');
