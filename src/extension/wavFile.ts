import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { commands, l10n, ProgressLocation, Uri, window, workspace } from 'vscode';
import type { Reader } from './reader.js';
import type { Passage } from './sources.js';

/** Asks where to, then reads `passage` into a WAV file, without a sound. A file that was there stays until the new one is whole. */
export async function saveAsWav(reader: Reader, passage: Passage): Promise<void> {
  const defaultUri = suggestedFile(passage);
  const target = await window.showSaveDialog({
    title: l10n.t('Save as WAV'),
    ...(defaultUri && { defaultUri }),
    filters: { [l10n.t('WAV sound')]: ['wav'] },
  });
  if (!target) return;
  const name = basename(target.path);
  const isWhole = await window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t('Saving {0}', name), cancellable: true },
    async (_progress, token) => {
      const cancellation = token.onCancellationRequested(() => void reader.stop());
      try {
        return await (target.scheme === 'file'
          ? record(reader, passage, target)
          : recordElsewhere(reader, passage, target));
      } finally {
        cancellation.dispose();
      }
    },
  );
  if (!isWhole) return;
  const open = l10n.t('Open');
  const chosen = await window.showInformationMessage(l10n.t('Saved {0}.', name), open);
  if (chosen === open) await commands.executeCommand('vscode.open', target);
}

/** @returns false when it was stopped or replaced by another reading. */
async function record(reader: Reader, passage: Passage, target: Uri): Promise<boolean> {
  const report = await reader.read(passage, { output: 'none', wavPath: target.fsPath });
  return report?.ended === 'end';
}

/** The engine writes to this machine's disk only; the editor brings the file to where it belongs. */
async function recordElsewhere(reader: Reader, passage: Passage, target: Uri): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'aloud-'));
  try {
    const file = Uri.file(join(folder, 'reading.wav'));
    const isWhole = await record(reader, passage, file);
    if (isWhole) await workspace.fs.writeFile(target, await workspace.fs.readFile(file));
    return isWhole;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Beside the document, or in the workspace where the document is in no folder. */
function suggestedFile({ parts: [part] }: Passage): Uri | undefined {
  const { uri } = part ?? {};
  const name = `${uri ? basename(uri.path, extname(uri.path)) || 'aloud' : 'aloud'}.wav`;
  if (uri && workspace.fs.isWritableFileSystem(uri.scheme) === true && uri.scheme !== 'untitled') {
    return Uri.joinPath(uri, '..', name);
  }
  const folder = workspace.workspaceFolders?.[0];
  return folder && Uri.joinPath(folder.uri, name);
}
