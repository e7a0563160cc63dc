import type { Aloud } from './aloud.js';
import { openSample, openSampleCommand } from './sample.js';
import { clipboardPassage, documentPassage, passageFromCursor, selectedPassage } from './sources.js';
import { statusMenuCommand } from './statusMenu.js';

/**
 * What each command of package.json does, and those that only status bar and walkthrough call. Reading goes on after
 * its command has returned; whatever a command throws is shown to the user.
 */
export const commandHandlers: Readonly<Record<string, (aloud: Aloud) => unknown>> = {
  'aloud.readSelection': (aloud) => void aloud.read(selectedPassage()),
  'aloud.readFromCursor': (aloud) => void aloud.read(passageFromCursor()),
  'aloud.readDocument': (aloud) => void aloud.read(documentPassage()),
  'aloud.readClipboard': async (aloud) => {
    const passage = await clipboardPassage();
    void aloud.read(passage);
  },
  'aloud.pauseOrResume': (aloud) => aloud.reader.pauseOrResume(),
  'aloud.stop': (aloud) => aloud.stop(),
  'aloud.nextSentence': (aloud) => aloud.controls.skip('next'),
  'aloud.previousSentence': (aloud) => aloud.controls.skip('previous'),
  'aloud.replaySentence': (aloud) => aloud.controls.skip('replay'),
  'aloud.faster': (aloud) => aloud.controls.changeSpeed(1),
  'aloud.slower': (aloud) => aloud.controls.changeSpeed(-1),
  'aloud.moveCursorToSpokenWord': (aloud) => aloud.highlighter.moveCursor(),
  'aloud.selectModel': (aloud) => aloud.voices.selectModel(),
  'aloud.selectVoice': (aloud) => aloud.voices.selectVoice(),
  'aloud.saveAsWav': (aloud) => aloud.save(selectedPassage()),
  'aloud.fixPronunciation': (aloud) => aloud.fixPronunciation(),
  'aloud.installModel': (aloud) => aloud.installModel(),
  'aloud.installModelFromFolder': (aloud) => aloud.installModelFromFolder(),
  'aloud.removeModels': (aloud) => aloud.removeModels(),
  [statusMenuCommand]: (aloud) => aloud.status.showMenu(),
  [openSampleCommand]: () => openSample(),
  'aloud.setServerKey': (aloud) => aloud.setServerKey(),
  'aloud.clearCache': (aloud) => aloud.clearCache(),
  'aloud.showLog': (aloud) => {
    aloud.log.show();
  },
};
