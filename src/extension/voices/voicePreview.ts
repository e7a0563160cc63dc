import type { Disposable } from 'vscode';
import type { Voice } from '../../models/catalog.js';
import { messageOf } from '../../protocol/errors.js';
import type { Reader } from '../reader.js';
import type { Passage } from '../sources.js';

/** Whoever runs through the list wants to hear the voice that they stop at. */
const REST_MS = 350;

/** Lets voices say who they are. */
export class VoicePreview implements Disposable {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly reader: Pick<Reader, 'read' | 'reading' | 'stop'>,
    private readonly log: (message: string) => void,
  ) {}

  /** After a moment, unless another voice is asked for by then, or something else is being read. */
  soon(voice: Voice): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (!this.reader.reading || this.speaks) void this.now(voice);
    }, REST_MS);
  }

  /** In place of what is being read. */
  async now(voice: Voice): Promise<void> {
    clearTimeout(this.timer);
    try {
      await this.reader.read(introductionOf(voice), { voice: voice.id });
    } catch (error) {
      // A list of voices is no place to complain of a device or a missing model: the next reading does.
      this.log(`${voice.name} could not be heard: ${messageOf(error)}`);
    }
  }

  dispose(): void {
    clearTimeout(this.timer);
    if (this.speaks) void this.reader.stop();
  }

  private get speaks(): boolean {
    return this.reader.reading?.request.source === 'preview';
  }
}

/** In English, as that is what the voices speak. */
function introductionOf({ name }: Voice): Passage {
  const text = `Hello, I am ${name}. This is how I would read to you.`;
  return { source: 'preview', pieces: [{ text, start: 0 }], parts: [], languageId: undefined };
}
