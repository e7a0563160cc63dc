import assert from 'node:assert/strict';
import { commands } from 'vscode';
import type { ReadingReport } from '../../src/protocol/reading.js';
import { aloudExtension, manifest } from './support/aloud.js';
import { closeAll, eventually, openText, select, selection } from './support/editors.js';

/** Of a link in a hover, whose arguments say which comment; of the status bar; of the walkthrough. */
const unannounced = ['aloud.readCommentAt', 'aloud.showStatusMenu', 'aloud.openSample'];

describe('The extension', () => {
  it('is active once the window is there, without being asked for', async () => {
    await eventually(() => aloudExtension().isActive, 'Aloud is active');
  });

  it('gives other extensions its API', async () => {
    const api = await aloudExtension().activate();
    assert.equal(api.version, 1);
    assert.equal(api.lastReport(), undefined);
    api.onDidFinishReading(() => undefined).dispose();
  });

  it('has every command that its manifest announces, and no other', async () => {
    const announced = manifest().contributes.commands.map(({ command }) => command);
    const registered = await commands.getCommands(true);
    // The editor adds some for every view: to open it, to reset its place.
    const ofViews = Object.values(manifest().contributes.views)
      .flat()
      .map(({ id }) => `${id}.`);
    const own = registered.filter(
      (command) => command.startsWith('aloud.') && !ofViews.some((view) => command.startsWith(view)),
    );
    assert.deepEqual(own.toSorted(), [...announced, ...unannounced].toSorted());
  });

  it('uses in menus and keybindings only what it announces', () => {
    const { commands: announced, keybindings, menus } = manifest().contributes;
    const known = new Set(announced.map(({ command }) => command));
    for (const { command } of [...keybindings, ...Object.values(menus).flat()]) assert.ok(known.has(command), command);
  });

  it('has a string for every place of the manifest', () => {
    const holes = JSON.stringify(manifest()).match(/"%[\w.]+%"/g);
    assert.deepEqual(holes, null);
  });

  it('says what is missing, and throws nothing, when no editor is open', async () => {
    await closeAll();
    for (const command of ['aloud.readSelection', 'aloud.readFromCursor', 'aloud.readDocument', 'aloud.saveAsWav']) {
      await commands.executeCommand(command);
    }
  });

  it('can be told to pause and to stop when nothing is read', async () => {
    await commands.executeCommand('aloud.pauseOrResume');
    await commands.executeCommand('aloud.stop');
  });

  it('tells other extensions when a reading has finished', async () => {
    const api = await aloudExtension().activate();
    const editor = await openText('Good morning.');
    await select(editor, selection(0, 0, 0, 'Good morning.'.length));
    const finished = new Promise<ReadingReport>((resolve) => api.onDidFinishReading(resolve));
    await commands.executeCommand('aloud.readSelection');
    const report = await finished;
    assert.equal(report.source, 'selection');
    assert.equal(report.characters, 'Good morning.'.length);
    assert.equal(report.ended, 'end');
    assert.deepEqual(api.lastReport(), report);
    await closeAll();
  });
});
