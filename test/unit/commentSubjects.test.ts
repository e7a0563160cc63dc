import assert from 'node:assert/strict';
import { commentBlocks } from '../../src/comments/commentBlocks.js';

/** What the first comment of each text documents. */
const cases: readonly [languageId: string, text: string, name: string | undefined][] = [
  ['typescript', '/** Adds. */\nexport async function add(a: Sum) {}', 'add'],
  ['typescript', '// Limits.\nconst limit = count();', 'limit'],
  ['typescript', '// Adds.\nexport const add = (a: number) => a;', 'add'],
  ['typescript', '/** A sum. */\n@injectable()\nexport class Sum extends Base {}', 'Sum'],
  ['typescript', 'class A {\n  /** Adds. */\n  private async add(): Promise<Sum> {}\n}', 'add'],
  ['typescript', 'class A {\n  /** A field. */\n  readonly field = 1;\n}', 'field'],
  ['typescript', '// Runs it.\nrun(it);', undefined],
  ['typescript', '// A header.\n\nfunction add() {}', undefined],
  ['typescript', 'const a = 1; // one\nfunction add() {}', undefined],
  ['typescript', '/* one */ add();', undefined],
  ['python', 'def add(\n    a: int,\n) -> int:\n    """Adds."""\n', 'add'],
  ['python', 'class Sum(Base):\n    """A sum."""\n', 'Sum'],
  ['python', 'class Sum:\n    def __add__(self, other):\n        """Adds."""\n', '__add__'],
  ['python', '"""A module."""\nimport os', undefined],
  ['python', '# Adds.\n@cached(1)\ndef add(): pass', 'add'],
  ['rust', '/// Adds.\n#[inline]\npub fn add(a: Sum) -> Sum {}', 'add'],
  ['rust', '/// A sum.\npub struct Sum {}', 'Sum'],
  ['go', '// Add adds.\nfunc (s *Sum) Add(a int) {}', 'Add'],
  ['java', 'class A {\n  /** Adds. */\n  @Override\n  public int add(Sum a) {}\n}', 'add'],
  ['csharp', '/// <summary>Adds.</summary>\n[Pure]\npublic int Add(Sum a) {}', 'Add'],
  ['ruby', '# Adds.\ndef add(a)', 'add'],
  ['shellscript', '# Adds.\nadd() {\n', 'add'],
  ['yaml', '# How long.\ntimeout: 1', 'timeout'],
  ['lua', '-- Adds.\nlocal function add(a) end', 'add'],
  ['cpp', '/// A sum.\nclass Sum : public Base {};', 'Sum'],
];

describe('what a comment documents', function () {
  this.timeout(60_000);
  for (const [languageId, text, name] of cases) {
    it(`${languageId}: ${text.replace(/\s+/gu, ' ')}`, async () => {
      const { blocks } = await commentBlocks(text, languageId, 'dist');
      assert.equal(blocks[0]?.documents, name);
    });
  }
});
