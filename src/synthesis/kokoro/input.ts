import { Tensor } from 'onnxruntime-node';
import { checkSpeed } from '../limits.js';
import type { Utterance, UtteranceInput } from '../speechModel.js';
import { styleSize } from './format.js';
import { type Tokens, tokensOf } from './vocabulary.js';
import type { Voices } from './voice.js';

/** One utterance as the graphs take it. */
export interface Feeds extends Record<string, Tensor> {
  readonly tokens: Tensor;
  readonly style: Tensor;
  readonly speed: Tensor;
}

export interface Prepared {
  readonly tokens: Tokens;
  readonly feeds: Feeds;
}

/**
 * Checks an utterance and looks up its tokens and style; undefined when it has no phoneme that the model knows.
 * @throws AloudError `bad-value`, `unknown-voice`, `model-damaged`
 */
export async function prepare(input: UtteranceInput, voices: Voices): Promise<Prepared | undefined> {
  checkSpeed(input.speed);
  const voice = await voices.get(input.voice);
  const tokens = tokensOf(input.phonemes);
  const phonemes = tokens.ids.length - 2;
  if (phonemes === 0) return undefined;
  return { tokens, feeds: feeds(tokens, voice.style(phonemes), input.speed) };
}

function feeds({ ids }: Tokens, style: Float32Array, speed: number): Feeds {
  return {
    tokens: new Tensor('int64', ids, [1, ids.length]),
    style: new Tensor('float32', style, [1, styleSize]),
    speed: new Tensor('float32', Float32Array.of(speed), [1]),
  };
}

/** Frames of each token as the graph gives them, told by phoneme. */
export function durationsOf({ positions }: Tokens, frames: ArrayLike<bigint>): Utterance['durations'] {
  return {
    lead: Number(frames[0]),
    phonemes: positions.map((position) => (position === undefined ? 0 : Number(frames[position]))),
    trail: Number(frames[frames.length - 1]),
  };
}
