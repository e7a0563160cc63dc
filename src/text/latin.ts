const letters: Readonly<Record<string, string>> = {
  æ: 'ae',
  Æ: 'Ae',
  œ: 'oe',
  Œ: 'Oe',
  ø: 'o',
  Ø: 'O',
  ß: 'ss',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'th',
  Ð: 'Th',
  þ: 'th',
  Þ: 'Th',
  ı: 'i',
};

/** The word with letters of English and digits only: without accents, with plain apostrophes; what has no such form is dropped. */
export function latin(word: string): string {
  if (/^[A-Za-z0-9']*$/u.test(word)) return word;
  const plain = word
    .normalize('NFKD')
    .replace(/[’ʼ]/gu, "'")
    .replace(/[^A-Za-z0-9']/gu, (sign) => (Object.hasOwn(letters, sign) ? letters[sign]! : ''));
  return /[A-Za-z0-9]/u.test(plain) ? plain : '';
}
