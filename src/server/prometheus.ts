import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Disposable } from '../protocol/event.js';
import type { SpeechService } from './speechService.js';

/** Around what is promised: a tenth to a fifth of a second, and the second that the project started from. */
const TTFA_BUCKETS_SECONDS = [0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 0.8, 1, 2, 4, 8];

/** What Prometheus asks for: the engine's readings since it started, and its process. */
export class Prometheus implements Disposable {
  private readonly registry = new Registry();
  private readonly listening: Disposable;

  constructor(service: SpeechService) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    const readings = new Counter({
      name: 'aloud_readings_total',
      help: 'Readings that have ended, by what was read and how they ended.',
      labelNames: ['source', 'ended'],
      registers,
    });
    const ttfa = new Histogram({
      name: 'aloud_ttfa_seconds',
      help: 'Time to the first audible sample, by where the first sound came from.',
      labelNames: ['cache'],
      buckets: TTFA_BUCKETS_SECONDS,
      registers,
    });
    const audio = new Counter({ name: 'aloud_audio_seconds_total', help: 'Speech that was made.', registers });
    const compute = new Counter({ name: 'aloud_compute_seconds_total', help: 'Time to make it.', registers });
    const underruns = new Counter({ name: 'aloud_underruns_total', help: 'Gaps in what was heard.', registers });
    new Gauge({
      name: 'aloud_queue_length',
      help: 'Readings for clients that are under way or wait.',
      registers,
      collect() {
        this.set(service.status().queue.length);
      },
    });
    this.listening = service.onDidFinish((summary) => {
      readings.inc({ source: summary.source, ended: summary.ended });
      if (summary.ttfaMs !== null) ttfa.observe({ cache: summary.cache }, summary.ttfaMs / 1000);
      audio.inc(summary.audioMs / 1000);
      compute.inc(summary.computeMs / 1000);
      underruns.inc(summary.underruns);
    });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  dispose(): void {
    this.listening.dispose();
    this.registry.clear();
  }
}
