import type { Disposable, Uri, WebviewView, WebviewViewProvider } from 'vscode';
import { commands, l10n, window } from 'vscode';
import type { WindowSound } from '../../client/engineClient.js';
import { monotonicMs } from '../../metrics/clock.js';
import { fromSoundPageSchema } from '../../panel/sound/messageSchemas.js';
import type { FromSoundPage, ToSoundPage } from '../../panel/sound/messages.js';
import type { OutputProgress } from '../../playback/output.js';
import { NOTHING_HEARD } from '../../playback/output.js';
import { Emitter } from '../../protocol/event.js';
import type { FromWindow, ToWindow } from '../../protocol/windowSound.js';
import { showPage } from '../webviewPage.js';
import { RemoteClock } from './remoteClock.js';
import { soundPage } from './soundPage.js';

const VIEW = 'aloud.sound';
/** Each tells the page's clock a little better. */
const PINGS = 5;

/** The view through which a window plays whose extensions run where no loudspeaker is. */
export class SoundView implements WebviewViewProvider, WindowSound, Disposable {
  private readonly heard = new Emitter<[FromWindow]>();
  private readonly closed = new Emitter<[]>();
  private readonly registration: Disposable;
  private readonly clock = new RemoteClock();
  /** What became of the outputs that are open, as far as the page said. */
  private readonly outputs = new Map<number, OutputProgress>();
  private view: WebviewView | undefined;
  private isBlocked = false;
  /** What the page is told once it is there. */
  private waiting: ToSoundPage[] | undefined = [];

  constructor(private readonly extensionUri: Uri) {
    const webviewOptions = { retainContextWhenHidden: true }; // sound goes on while something else is in front
    this.registration = window.registerWebviewViewProvider(VIEW, this, { webviewOptions });
  }

  readonly onHeard = this.heard.on;
  /** The view was closed while it played. */
  readonly onDidClose = this.closed.on;

  /** The browser wants a click before it plays: what is read waits for that. */
  get waitsForClick(): boolean {
    return this.isBlocked && this.outputs.size > 0;
  }

  play(message: ToWindow): void {
    if (message.type === 'open') {
      this.outputs.set(message.output, NOTHING_HEARD);
      if (!this.waiting) this.readClock();
      if (!this.view || this.isBlocked) void this.reveal();
    } else if (message.type === 'close' && !this.view) {
      this.tellClosed(message.output);
      return;
    }
    // Samples may be a part of a larger piece of memory, all of which would travel.
    this.tell(message.type === 'write' ? { ...message, samples: message.samples.slice() } : message);
  }

  silence(): void {
    this.outputs.clear();
    this.tell({ type: 'silence' });
  }

  resolveWebviewView(view: WebviewView): void {
    this.view = view;
    view.webview.onDidReceiveMessage((data: unknown) => {
      const { success, data: message } = fromSoundPageSchema.safeParse(data);
      if (success) this.receive(message);
    });
    view.onDidDispose(() => {
      this.pageGone();
    });
    showPage(view.webview, this.extensionUri, soundPage());
  }

  dispose(): void {
    this.registration.dispose();
  }

  private receive(message: FromSoundPage): void {
    switch (message.type) {
      case 'ready':
        this.pageReady();
        return;
      case 'pong':
        this.clock.answered(message.sentMs, message.pageMs, monotonicMs());
        return;
      case 'blocked':
        this.isBlocked = message.isBlocked;
        if (message.isBlocked) void this.reveal();
        return;
      case 'progress':
      case 'closed': {
        const progress = { ...message.progress, clockMs: this.clock.toLocal(message.progress.clockMs) };
        if (message.type === 'closed') this.outputs.delete(message.output);
        else this.outputs.set(message.output, progress);
        this.heard.fire({ ...message, progress });
        return;
      }
      case 'opened':
      case 'failed':
        this.heard.fire(message);
    }
  }

  /** A page that comes anew, as the view was moved, knows nothing of what the one before it played. */
  private pageReady(): void {
    const { waiting } = this;
    this.waiting = undefined;
    this.isBlocked = false; // a new page may find that it is
    this.readClock();
    if (waiting) for (const message of waiting) this.tell(message);
    else {
      const message = l10n.t('The view that plays the sound was moved.');
      for (const output of [...this.outputs.keys()]) this.heard.fire({ type: 'failed', output, message });
    }
  }

  private pageGone(): void {
    this.view = undefined;
    this.isBlocked = false;
    this.waiting = [];
    if (this.outputs.size > 0) this.closed.fire();
  }

  private tellClosed(output: number): void {
    const progress = this.outputs.get(output) ?? NOTHING_HEARD;
    this.outputs.delete(output);
    this.waiting = this.waiting?.filter((message) => !('output' in message) || message.output !== output);
    this.heard.fire({ type: 'closed', output, progress: { ...progress, clockMs: monotonicMs(), playing: false } });
  }

  private readClock(): void {
    this.clock.restart();
    for (let ping = 0; ping < PINGS; ping++) this.tell({ type: 'ping', sentMs: monotonicMs() });
  }

  private tell(message: ToSoundPage): void {
    if (this.waiting) this.waiting.push(message);
    else void this.view?.webview.postMessage(message);
  }

  /** Shows the view and leaves the focus where it is. */
  private async reveal(): Promise<void> {
    await commands.executeCommand('setContext', 'aloud.hasSoundView', true);
    await commands.executeCommand(`${VIEW}.focus`, { preserveFocus: true });
  }
}
