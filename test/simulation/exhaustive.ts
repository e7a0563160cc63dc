import { pauseAfterMs } from '../../src/synthesis/silence.js';
import { Cuts, type Piece } from '../../src/synthesis/schedule/cuts.js';
import {
  firstChunkFrames,
  Forecast,
  length,
  longestChunkFrames,
  type Span,
} from '../../src/synthesis/schedule/forecast.js';
import type { ScheduleOptions } from '../../src/synthesis/schedule/schedule.js';
import type { Sentence } from '../../src/text/sentence.js';
import { knownCosts, type Machine } from './machine.js';

interface Begun {
  readonly span: Span;
  readonly done: number;
  readonly pauseMs: number;
}

interface State {
  /** Decoded in turn: more than one where a segment was begun before the one in front of it was decoded. */
  readonly begun: readonly Begun[];
  readonly sentence: number;
  readonly word: number;
}

/** Segments that may have been begun and wait to be decoded. */
const mostBegun = 3;

/**
 * Whether any schedule at all could have kept sound from running out after the first chunk that was played: tries every
 * place to cut, every length of chunk and every order of work in which sound comes in the order of the text.
 */
export function canLast(
  text: readonly Sentence[],
  machine: Machine,
  options: ScheduleOptions,
  first: Piece,
  firstFrames: number,
): boolean {
  const truth = new Forecast(knownCosts(machine), options);
  const cuts = text.map((sentence) => new Cuts(sentence, options.maxPhonemes));
  /** The fullest buffer that is known not to do. */
  const hopeless = new Map<string, number>();

  const begin = ({ begun, sentence }: State, piece: Pick<Piece, 'to' | 'boundary' | 'phonemes'>): State => {
    const span = truth.span(piece.phonemes);
    const ended = piece.to === cuts[sentence]!.length;
    return {
      begun: [...begun, { span, done: 0, pauseMs: pauseAfterMs(piece.boundary, options.pauseMs, options.speed) }],
      sentence: ended ? sentence + 1 : sentence,
      word: ended ? 0 : piece.to,
    };
  };

  const decode = (state: State, frames: number): [State, number] => {
    const [{ span, done, pauseMs }, ...later] = state.begun as [Begun, ...Begun[]];
    const ended = done + frames === length(span);
    const soundMs = truth.soundMs(span, done, done + frames) + (ended ? pauseMs : 0);
    const begun = ended ? later : [{ span, done: done + frames, pauseMs }, ...later];
    return [{ ...state, begun }, soundMs];
  };

  const lasts = (state: State, bufferMs: number): boolean => {
    const cutsNow = cuts[state.sentence];
    if (state.begun.length === 0 && !cutsNow) return true;
    const key = `${state.sentence} ${state.word} ${state.begun.map(({ span, done }) => `${span.sound}:${done}`).join(' ')}`;
    if (bufferMs <= (hopeless.get(key) ?? -Infinity)) return false;
    for (const frames of chunks(state.begun[0])) {
      const ms = truth.chunkMs(frames);
      if (ms > bufferMs) continue;
      const [after, soundMs] = decode(state, frames);
      if (lasts(after, bufferMs - ms + soundMs)) return true;
    }
    for (const to of state.begun.length < mostBegun ? (cutsNow?.endsAfter(state.word) ?? []) : []) {
      const piece = cutsNow!.piece(state.word, to);
      const ms = truth.beginMs(piece.phonemes);
      if (ms <= bufferMs && lasts(begin(state, piece), bufferMs - ms)) return true;
    }
    hopeless.set(key, bufferMs);
    return false;
  };

  return lasts(...decode(begin({ begun: [], sentence: 0, word: 0 }, first), firstFrames));
}

function chunks(begun: Begun | undefined): number[] {
  if (!begun) return [];
  const left = length(begun.span) - begun.done;
  if (!begun.span.chunked) return [left];
  const lengths = left < longestChunkFrames + firstChunkFrames ? [left] : [];
  for (let frames = firstChunkFrames; frames <= Math.min(longestChunkFrames, left); frames++) lengths.push(frames);
  return lengths;
}
