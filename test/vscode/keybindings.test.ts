import assert from 'node:assert/strict';
import { Uri, workspace } from 'vscode';
import { manifest } from './support/aloud.js';

interface Keybinding {
  readonly command: string;
  readonly key: string;
  readonly mac?: string;
  readonly when?: string;
}

describe('Keybindings', () => {
  const all = manifest().contributes.keybindings;
  let defaults: readonly Keybinding[];
  /** Those of the platform that the window runs on, which need not be that of the extension host. */
  let ours: readonly Keybinding[];

  before(async () => {
    defaults = (await defaultKeybindings()).filter(({ command }) => !command.startsWith('aloud.'));
    const isMac = defaults.some(({ key }) => key.startsWith('cmd+'));
    ours = all.map((each) => ({ ...each, key: (isMac ? each.mac : undefined) ?? each.key }));
  });

  it('knows the default keybindings of this platform', () => {
    assert.ok(defaults.length > 500, `only ${defaults.length} keybindings were found`);
  });

  it('clash with no default one', () => {
    const clashes = ours.flatMap((our) =>
      defaults
        .filter((their) => overlap(our.key, their.key) && !exclude(our.when, their.when))
        .map(
          (their) => `${our.command} (${our.key}) with ${their.command} (${their.key}) when ${their.when ?? 'always'}`,
        ),
    );
    assert.deepEqual(clashes, []);
  });

  it('avoid Ctrl+Alt, which is AltGr on Windows and VoiceOver on macOS', () => {
    for (const { key, mac } of all) assert.doesNotMatch(`${key} ${mac ?? ''}`, /ctrl\+(\w+\+)*alt|alt\+(\w+\+)*ctrl/);
  });

  it('notices a clash', () => {
    assert.ok(overlap('ctrl+k a', 'ctrl+k a'));
    assert.ok(overlap('cmd+k a', 'cmd+k'));
    assert.ok(!overlap('ctrl+k a', 'ctrl+k ctrl+a'));
    assert.ok(exclude('x && !terminalFocus', 'terminalFocus && y || terminalFocus'));
    assert.ok(!exclude('x && !terminalFocus', 'terminalFocus || y'));
    assert.ok(exclude("focusedView != 'repl'", "focusedView == 'repl'"));
    assert.ok(!exclude('x', undefined));
  });
});

/** What the editor shows as "Default Keyboard Shortcuts (JSON)": a list, then comments. */
async function defaultKeybindings(): Promise<Keybinding[]> {
  const document = await workspace.openTextDocument(Uri.parse('vscode://defaultsettings/keybindings.json'));
  const text = document.getText().replaceAll('\r\n', '\n');
  return JSON.parse(text.slice(text.indexOf('['), text.indexOf('\n]') + 2)) as Keybinding[];
}

/** Whether one is the other, or the beginning of the other's chord. */
function overlap(one: string, other: string): boolean {
  return `${one} `.startsWith(`${other} `) || `${other} `.startsWith(`${one} `);
}

/** Whether `our` (a conjunction) contradicts each alternative of `their`. */
function exclude(our: string | undefined, their: string | undefined): boolean {
  const terms = new Set(our?.split(' && '));
  return their?.split(' || ').every((each) => each.split(' && ').some((term) => terms.has(negate(term)))) ?? false;
}

function negate(term: string): string {
  if (term.includes(' == ')) return term.replace(' == ', ' != ');
  if (term.includes(' != ')) return term.replace(' != ', ' == ');
  return term.startsWith('!') ? term.slice(1) : `!${term}`;
}
