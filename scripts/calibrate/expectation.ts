import { melSpectrogram } from '../../src/metrics/mel.js';
import { Graph } from '../../src/onnx/graph.js';
import { type Expectation, feeds } from '../../src/synthesis/kokoro/derivation/selfTest.js';
import { sampleRateHz } from '../../src/synthesis/kokoro/format.js';
import { openSession, type SessionSettings } from '../../src/synthesis/session.js';
import { tokensOf } from '../../src/synthesis/kokoro/vocabulary.js';
import type { Voices } from '../../src/synthesis/kokoro/voice.js';
import { floatReference } from '../../test/bench/quality/floatReference.js';

const phonemes = 'ðə kwˈɪk bɹˈWn fˈɑks ʤˈʌmps ˌOvəɹ ðə lˈAzi dˈɔɡ.';
const voice = 'af_heart';

/** What the float reference makes of a fixed phrase. */
export async function expectationOf(graph: string, voices: Voices, settings: SessionSettings): Promise<Expectation> {
  const { ids } = tokensOf(phonemes);
  const style = (await voices.get(voice)).style(ids.length - 2);
  const session = await openSession(floatReference(await Graph.read(graph)), settings);
  const made = await session.run(feeds({ tokens: ids, style }));
  await session.release();
  return {
    tokens: ids,
    style,
    durations: Array.from(made.durations!.data as BigInt64Array, Number),
    spectrogram: melSpectrogram(made.audio!.data as Float32Array, sampleRateHz),
  };
}
