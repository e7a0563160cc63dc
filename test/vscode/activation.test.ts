import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ReadingReport } from '../../src/protocol/reading.js';
import { eventually } from '../harness/eventually.js';

interface AloudApi {
  readonly version: 1;
  lastReport(): ReadingReport | undefined;
  readonly onDidFinishReading: vscode.Event<ReadingReport>;
}

describe('activation', () => {
  const extension = vscode.extensions.getExtension<AloudApi>('aloud.aloud');

  it('happens by itself once the window is up', async () => {
    await eventually('the extension to be active', () => extension?.isActive);
  });

  it('registers every command that the manifest contributes', async () => {
    const manifest = extension?.packageJSON as { contributes: { commands: { command: string }[] } };
    const contributed = manifest.contributes.commands.map(({ command }) => command);
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.ok(contributed.includes('aloud.readSelection'));
    assert.deepEqual(
      contributed.filter((command) => !registered.has(command)),
      [],
    );
  });

  it('gives other extensions the reports of readings, and has none yet', async () => {
    const api = await extension?.activate();
    assert.equal(api?.version, 1);
    assert.equal(api.lastReport(), undefined);
  });

  it('reports a reading when it has finished', async () => {
    const api = await extension!.activate();
    const document = await vscode.workspace.openTextDocument({ content: 'Good morning.' });
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(0, 0, 0, 'Good morning.'.length);
    const finished = new Promise<ReadingReport>((resolve) => api.onDidFinishReading(resolve));
    await vscode.commands.executeCommand('aloud.readSelection');
    const report = await finished;
    assert.equal(report.source, 'selection');
    assert.equal(report.characters, 'Good morning.'.length);
    assert.equal(report.ended, 'end');
    assert.deepEqual(api.lastReport(), report);
  });
});
