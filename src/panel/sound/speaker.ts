import type { FromWindow } from '../../protocol/windowSound.js';
import type { ToSoundPage } from './messages.js';
import { PageOutput } from './pageOutput.js';

/** A browser that lets a page play does so within this time. */
const BLOCKED_AFTER_MS = 400;
/** A context that plays nothing for so long lets the device go. */
const IDLE_MS = 30_000;

/** What a network may delay a message by, as a rule. */
const RESERVE_MS = 60;
/** The first reading comes while the window is still busy with the view that was opened for it. */
const FIRST_RESERVE_MS = 400;

/** Plays what the engine makes through Web Audio. */
export class Speaker {
  /** One for all outputs: a new one would have to be unlocked again. */
  private context: { readonly sampleRate: number; readonly ready: Promise<AudioContext> } | undefined;
  private readonly outputs = new Map<number, PageOutput>();
  /** Those that the context is being made for. */
  private readonly opening = new Set<number>();
  private idle: number | undefined;
  private isBlocked = false;
  /** This page has played before. */
  private played = false;

  /**
   * @param worklet Address of the script that runs in the audio thread.
   * @param onBlocked The browser wants a gesture of the user before it plays, or does not any more.
   */
  constructor(
    private readonly worklet: string,
    private readonly tell: (message: FromWindow) => void,
    private readonly onBlocked: (isBlocked: boolean) => void,
  ) {}

  obey(message: Exclude<ToSoundPage, { readonly type: 'ping' }>): void {
    switch (message.type) {
      case 'open':
        void this.open(message.output, message.sampleRate);
        return;
      case 'write':
        this.outputs.get(message.output)?.write(message.samples);
        return;
      case 'end':
        this.outputs.get(message.output)?.end();
        return;
      case 'close':
        this.close(message.output);
        return;
      case 'silence':
        for (const output of [...this.outputs.keys()]) this.close(output);
    }
  }

  /** To be called in a gesture of the user. */
  async unlock(): Promise<void> {
    const context = await this.context?.ready;
    await context?.resume();
    this.block(false);
    if (this.outputs.size === 0) this.suspendWhenIdle();
  }

  private async open(output: number, sampleRate: number): Promise<void> {
    this.opening.add(output);
    try {
      window.clearTimeout(this.idle);
      const context = await this.contextAt(sampleRate);
      if (!this.opening.has(output)) return; // it was closed meanwhile
      this.outputs.set(
        output,
        new PageOutput(context, this.played ? RESERVE_MS : FIRST_RESERVE_MS, (progress) => {
          this.tell({ type: 'progress', output, progress });
        }),
      );
      this.played = true;
      this.tell({ type: 'opened', output });
      this.start(context);
    } catch (error) {
      this.tell({ type: 'failed', output, message: error instanceof Error ? error.message : String(error) });
    } finally {
      this.opening.delete(output);
    }
  }

  private close(output: number): void {
    this.opening.delete(output);
    const closing = this.outputs.get(output);
    if (!closing) return;
    this.outputs.delete(output);
    this.tell({ type: 'closed', output, progress: closing.close() });
    if (this.outputs.size > 0) return;
    this.suspendWhenIdle();
  }

  private suspendWhenIdle(): void {
    window.clearTimeout(this.idle);
    this.idle = window.setTimeout(() => void this.context?.ready.then((context) => context.suspend()), IDLE_MS);
  }

  private contextAt(sampleRate: number): Promise<AudioContext> {
    if (this.context?.sampleRate === sampleRate) return this.context.ready;
    void this.context?.ready.then((context) => context.close());
    const ready = loadContext(sampleRate, this.worklet);
    this.context = { sampleRate, ready };
    ready.catch(() => {
      this.context = undefined; // the next one may be luckier
    });
    return ready;
  }

  private start(context: AudioContext): void {
    void context.resume().then(() => {
      this.block(false);
    });
    window.setTimeout(() => {
      if (context.state === 'suspended' && this.outputs.size > 0) this.block(true);
    }, BLOCKED_AFTER_MS);
  }

  /** Stays so when the reading ends: the user may be on the way to the button. */
  private block(isBlocked: boolean): void {
    if (this.isBlocked === isBlocked) return;
    this.isBlocked = isBlocked;
    this.onBlocked(isBlocked);
  }
}

async function loadContext(sampleRate: number, worklet: string): Promise<AudioContext> {
  const context = new AudioContext({ sampleRate, latencyHint: 'interactive' });
  await context.audioWorklet.addModule(worklet);
  return context;
}
