import { monotonicMs } from '../metrics/clock.js';
import { Timeline } from '../metrics/timeline.js';
import { Cues } from '../playback/cues.js';
import type { OutputFactory } from '../playback/output.js';
import { Player } from '../playback/player.js';
import { WavFile } from '../playback/wavFile.js';
import type { ReadingEvent } from '../protocol/engine.js';
import { AloudError, messageOf } from '../protocol/errors.js';
import type { ReadingEnd, ReadingRequest } from '../protocol/reading.js';
import type { Produced } from '../synthesis/produced.js';
import type { Synthesizer } from '../synthesis/synthesizer.js';

/** A reading while the engine works on it: text becomes segments, segments samples, samples sound. */
export class ActiveReading {
  readonly id: string;
  /** Resolves when the reading has ended, however it did. */
  readonly ended: Promise<void>;

  private readonly timeline: Timeline;
  private readonly player: Player;
  private readonly cues = new Cues(monotonicMs);
  private readonly cancel = new AbortController();
  private readonly sampleRate: number;
  private how: ReadingEnd = 'end';
  private failure: AloudError | undefined;
  private segments = 0;
  private firstChunkMs: number | undefined;
  private playedOut: () => void = () => undefined;

  constructor(
    private readonly request: ReadingRequest,
    private readonly synthesizer: Synthesizer,
    outputs: readonly OutputFactory[],
    private readonly happened: (event: ReadingEvent) => void,
  ) {
    this.id = request.id;
    this.timeline = new Timeline(request);
    if (request.cold) this.timeline.startMs = monotonicMs() - request.acceptedAtMs;
    this.timeline.provider = synthesizer.provider;
    this.timeline.model = synthesizer.modelId;
    this.sampleRate = synthesizer.sampleRate;
    this.player = new Player({
      sampleRate: this.sampleRate,
      outputs,
      volume: request.volume,
      listener: {
        onFirstAudible: ({ clockMs }) => {
          this.timeline.addStage('output', clockMs - (this.firstChunkMs ?? clockMs));
          const ttfaMs = this.timeline.firstAudio(clockMs);
          happened({ kind: 'firstAudio', ttfaMs, stagesMs: this.timeline.stagesMs });
        },
        onMoved: (course) => {
          this.cues.moved(course);
          happened({ kind: 'moved', ...course });
        },
        onNotice: (message) => {
          happened({ kind: 'notice', message });
        },
        onEnded: () => {
          this.playedOut();
        },
        onFailed: (error) => {
          this.fail(error);
        },
      },
    });
    this.ended = this.run();
  }

  /** Silence at once; resolves when the device has been let go. */
  async stop(how: ReadingEnd): Promise<void> {
    this.how = how;
    this.cancel.abort();
    this.cues.clear();
    await this.player.stop();
    this.playedOut();
  }

  pause(): Promise<void> {
    return this.player.pause();
  }

  resume(): Promise<void> {
    return this.player.resume();
  }

  private async run(): Promise<void> {
    try {
      await this.read();
    } catch (error) {
      this.fail(error);
    }
    this.cues.clear();
    this.timeline.underruns = this.player.underruns;
    this.timeline.output = this.player.outputName ?? 'none';
    const { failure } = this;
    const summary = this.timeline.summary(this.how);
    this.happened({
      kind: 'ended',
      summary,
      ...(failure && { error: { code: failure.code, message: failure.message } }),
    });
  }

  private async read(): Promise<void> {
    const playedOut = new Promise<void>((resolve) => {
      this.playedOut = resolve;
    });
    // The device opens while the first segment is being synthesised; what it has to say arrives through the listener.
    void this.player.open();
    const wav = this.request.wavPath ? await WavFile.create(this.request.wavPath, this.sampleRate) : undefined;
    let whole = false;
    try {
      const synthesis = this.synthesizer.synthesize(this.request, {
        timeline: this.timeline,
        bufferedAheadMs: () => this.player.bufferedAheadMs,
        signal: this.cancel.signal,
      });
      for await (const produced of synthesis) {
        if (!this.take(produced, wav)) break;
        await this.player.drained();
      }
      if (this.cancel.signal.aborted) return;
      this.player.end();
      await playedOut;
      whole = !this.cancel.signal.aborted;
    } finally {
      await (whole ? wav?.finish() : wav?.discard());
    }
  }

  /** Passes on what synthesis made; false when the reading is as long as it may be. */
  private take(produced: Produced, wav: WavFile | undefined): boolean {
    switch (produced.kind) {
      case 'skipped':
      case 'notice':
        this.happened(produced);
        return true;
      case 'begun': {
        const { start, end, sentence, words } = produced;
        this.cues.add(this.toMs(this.player.writtenSamples), () => {
          this.happened({ kind: 'spoken', start, end, sentence });
        });
        this.happened({ kind: 'words', words, sentence });
        return true;
      }
      case 'made':
        this.segments += 1;
        this.happened({ kind: 'segment', row: produced.row });
        return true;
      case 'chunk':
        return this.play(produced.samples, produced.computeMs, wav);
    }
  }

  private play(samples: Float32Array, computeMs: number, wav: WavFile | undefined): boolean {
    const room = Math.round((this.request.maxSeconds ?? Infinity) * this.sampleRate) - this.player.writtenSamples;
    const fitting = samples.length <= room ? samples : samples.slice(0, room);
    const audioMs = this.toMs(fitting.length);
    this.firstChunkMs ??= monotonicMs();
    wav?.write(fitting);
    const slackMs = this.player.write(fitting);
    this.timeline.addChunk({ audioMs });
    this.happened({ kind: 'chunk', row: { segment: this.segments, audioMs, computeMs, slackMs } });
    if (fitting.length < room) return true;
    this.how = 'limit';
    return false;
  }

  private fail(error: unknown): void {
    if (this.failure || this.how === 'stopped' || this.how === 'replaced') return;
    this.failure = error instanceof AloudError ? error : new AloudError('internal', messageOf(error), { cause: error });
    void this.stop('error');
  }

  private toMs(samples: number): number {
    return (samples / this.sampleRate) * 1000;
  }
}
