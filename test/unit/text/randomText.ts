/** Reproducible random numbers in [0, 1) (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What random texts are made of: things that readers stumble over, more often side by side than in real life. */
const ingredients = [
  ...['the', 'Read', 'HTTP', 'getUserById', 'snake_case', "don't", 'e.g.', 'Dr.', 'U.S.', 'IV', 'café', 'λ', 'xyzzy'],
  ...['42', '3.14', '1,234', '2024-03-15', '1990s', '$3.50', '5 ms', '10%', '0x1F', '1.2.3', '3:05 pm', '½', '1e-5'],
  ...['٣', '①', '²', 'ﬁ', '𝐀', 'ß', 'Ǆ', 'ª', 'ꭧ', '२', '日本語', 'です', 'Привет', 'مرحبا', '한국어', 'שלום', 'ไทย'],
  ...['😀', '👩‍👩‍👧', '\u0000', '\u001B[31m', '\uFEFF', '\u200B', '\uD800', '\uDC00', '\u0301', '\u202E'],
  ...['.', ',', '!', '?', ';', ':', '—', '...', '(', ')', '“', '”', '"', "'", '[', ']', '{', '}', '/', '\\', '&', '@'],
  ...['#', '*', '=>', '<', '>', '|', '~', '`', '``', '```', '!==', '->', '::', '--', '==', '_', '$', '^', '%'],
  ...[
    '\n',
    '\r\n',
    '\n\n',
    '\t',
    '    ',
    '\u2028',
    '\u00A0',
    '\n# ',
    '\n// ',
    '\n * ',
    '\n- ',
    '\n1. ',
    '\n> ',
    '\n| a | b |\n|---|---|\n',
  ],
  ...[
    '/**',
    '*/',
    '/*',
    '"""',
    "'''",
    '<!--',
    '-->',
    '@param {string} x the',
    '@example',
    '\\param y',
    ':param z: the',
  ],
  ...[
    '{@link Foo}',
    '[text](url)',
    '![alt](x.png)',
    '**bold**',
    '<p>',
    '</p>',
    '<c>x</c>',
    '&lt;',
    'Args:',
    '>>> x',
    '=====',
  ],
  ...[
    'https://example.com/a/b?c=d',
    'a.b@c.de',
    'src/x.ts',
    'C:\\x',
    '192.168.0.1:80',
    'deadbeef1234',
    'Ctrl+K',
    '/^a+$/',
  ],
  ...[
    'TODO(me): x',
    'eslint-disable',
    'Copyright 2024',
    'foo(bar)',
    'foo.bar()',
    'Map<string, number>',
    'x = 1;',
    'if (a) {',
  ],
  'x'.repeat(300),
  '7'.repeat(300),
  'bcdfg'.repeat(20),
  '((((((((((',
  '**********',
  '          ',
];

export function randomText(random: () => number, most = 60): string {
  const pick = () => ingredients[Math.floor(random() * ingredients.length)]!;
  return Array.from({ length: Math.floor(random() * most) }, () => pick() + (random() < 0.5 ? ' ' : '')).join('');
}

/** The text with a stretch left out, doubled or moved. */
export function mutated(text: string, random: () => number): string {
  const at = () => Math.floor(random() * (text.length + 1));
  const [from, to] = [at(), at()].sort((a, b) => a - b) as [number, number];
  const stretch = text.slice(from, to);
  const rest = text.slice(0, from) + text.slice(to);
  const kind = random();
  if (kind < 0.3) return rest;
  if (kind < 0.5) return text.slice(0, to) + stretch.slice(0, 200) + text.slice(to);
  const elsewhere = Math.floor(random() * (rest.length + 1));
  return rest.slice(0, elsewhere) + stretch + rest.slice(elsewhere);
}
