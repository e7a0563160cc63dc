import type { Aloud } from './aloud.js';
import { documentPassage, passageFromCursor, selectedPassage } from './sources.js';

/**
 * What each command of package.json does. Reading goes on after its command has returned; whatever a command throws is
 * shown to the user.
 */
export const commandHandlers: Readonly<Record<string, (aloud: Aloud) => unknown>> = {
  'aloud.readSelection': (aloud) => void aloud.read(selectedPassage()),
  'aloud.readFromCursor': (aloud) => void aloud.read(passageFromCursor()),
  'aloud.readDocument': (aloud) => void aloud.read(documentPassage()),
  'aloud.pauseOrResume': (aloud) => aloud.reader.pauseOrResume(),
  'aloud.stop': (aloud) => aloud.stop(),
  'aloud.moveCursorToSpokenWord': (aloud) => aloud.highlighter.moveCursor(),
  'aloud.saveAsWav': (aloud) => aloud.save(selectedPassage()),
  'aloud.installModel': (aloud) => aloud.installModel(),
  'aloud.installModelFromFolder': (aloud) => aloud.installModelFromFolder(),
  'aloud.removeModels': (aloud) => aloud.removeModels(),
  'aloud.clearCache': (aloud) => aloud.clearCache(),
  'aloud.showLog': (aloud) => {
    aloud.log.show();
  },
};
