import type { TextDocument, TextEditor } from 'vscode';
import { ConfigurationTarget, l10n, window, workspace } from 'vscode';
import { AloudError } from '../../protocol/errors.js';
import { problemOf } from '../../text/pronounce/respellings.js';
import type { Passage } from '../sources.js';
import type { SelectedWord } from './selectedWord.js';
import { selectedWord } from './selectedWord.js';
import type { PronunciationTarget } from './storedPronunciations.js';
import { StoredPronunciations } from './storedPronunciations.js';

/** Reads a word aloud as it would be said with a saying; shows by itself what goes wrong. */
export type Preview = (passage: Passage, word: string, saying: string) => Promise<void>;

/**
 * Asks how the selected word is said, lets it be heard, and saves it in the settings.
 * @throws AloudError `nothing-to-read`
 */
export async function fixPronunciation(preview: Preview): Promise<void> {
  const editor = activeEditor();
  const word = selectedWord(editor);
  const stored = new StoredPronunciations(editor.document.uri);
  const known = stored.find(word.text);
  let saying = known ?? '';
  for (;;) {
    const answer = await askSaying(word.text, saying, known !== undefined);
    if (answer === undefined) return;
    if (answer.trim() === '') {
      await stored.remove(word.text);
      return;
    }
    saying = answer;
    const chosen = await hearAndChoose(word.text, () => {
      void preview(passageOf(word, editor.document), word.text, saying);
    });
    if (chosen === undefined) return;
    if (chosen !== 'change') {
      await stored.save(word.text, saying, chosen);
      return;
    }
  }
}

/** @returns undefined when the user gave up; nothing at all asks for Aloud's own way of saying it */
async function askSaying(word: string, saying: string, isKnown: boolean): Promise<string | undefined> {
  const how = l10n.t(
    'Other words (cube control), single capitals for letters (S Q L), or IPA between slashes (/ˈnʌmpaɪ/).',
  );
  return window.showInputBox({
    title: l10n.t('How Is "{0}" Said?', word),
    prompt: isKnown ? l10n.t('{0} Leave it empty to go back to how Aloud says it.', how) : how,
    value: saying,
    ignoreFocusOut: true,
    validateInput: (value) => (isKnown && value.trim() === '' ? undefined : sentenceFor(value)),
  });
}

/** What is wrong with a saying, in the user's words. */
export function sentenceFor(saying: string): string | undefined {
  const problem = problemOf(saying);
  switch (problem?.kind) {
    case undefined:
      return undefined;
    case 'empty':
      return l10n.t('Write how the word sounds.');
    case 'slash-missing':
      return l10n.t('Put a slash before and after the phonemes, as in /ˈnʌmpaɪ/.');
    case 'unknown-sounds':
      return l10n.t(
        'The voice has no sound for {0}: write IPA as dictionaries of English do.',
        problem.signs.join(' '),
      );
    case 'unknown-signs':
      return l10n.t('Leave out {0}: write plain words, or IPA between slashes.', problem.signs.join(' '));
  }
}

async function hearAndChoose(word: string, hear: () => void): Promise<PronunciationTarget | 'change' | undefined> {
  const choices = [
    { label: l10n.t('Save for Me'), description: l10n.t('in the user settings'), does: ConfigurationTarget.Global },
    { label: l10n.t('Hear It Again'), does: 'hear' },
    { label: l10n.t('Change It'), does: 'change' },
  ] as const;
  const forWorkspace = {
    label: l10n.t('Save for This Workspace'),
    description: l10n.t('in the workspace settings'),
    does: ConfigurationTarget.Workspace,
  } as const;
  const [first, ...others] = choices;
  const offered = workspace.workspaceFolders ? [first, forWorkspace, ...others] : choices;
  for (;;) {
    hear();
    const chosen = await window.showQuickPick(offered, {
      title: l10n.t('"{0}" Sounds Like This', word),
      ignoreFocusOut: true,
    });
    if (chosen?.does !== 'hear') return chosen?.does;
  }
}

/** The word alone, at its place in the document. */
function passageOf({ text, start }: SelectedWord, { uri, languageId, version }: TextDocument): Passage {
  return {
    source: 'preview',
    pieces: [{ text, start }],
    parts: [{ uri, languageId, version, start: 0 }],
    languageId: undefined,
  };
}

function activeEditor(): TextEditor {
  if (window.activeTextEditor) return window.activeTextEditor;
  throw new AloudError('nothing-to-read', l10n.t('Select the word that is to be said otherwise, then try again.'));
}
