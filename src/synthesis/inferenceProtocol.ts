import type { ErrorCode } from '../protocol/errors.js';
import type { UtteranceInput, WarmCosts } from './speechModel.js';
import type { Execution } from './trials/execution.js';
import type { DerivationJob } from './workshop.js';

/** What the engine's main thread asks of the inference thread. One job runs at a time, in the order of arrival. */
export interface InferenceJobs {
  /** Loads and warms a model; the one before it is let go. */
  load: { readonly params: WarmParams; readonly result: LoadedModel };
  /** Starts a segment; its utterance lives until `release`. */
  begin: { readonly params: UtteranceInput; readonly result: BegunUtterance };
  decode: {
    readonly params: { readonly utterance: number; readonly from: number; readonly to: number };
    readonly result: { readonly samples: Float32Array; readonly computeMs: number };
  };
  release: { readonly params: { readonly utterance: number }; readonly result: null };
}

/** An installed model and what belongs to it. */
export interface ModelParams {
  readonly family: 'kokoro' | 'piper';
  /** Path and sha256 of the published graph. */
  readonly graph: string;
  readonly sha256: string;
  /** Folder of the model with all its files. */
  readonly folder: string;
  /** Ids of the model's voices, in the catalogue's order. */
  readonly voices: readonly string[];
  /** Folder of the package with catalogue, lexicons and calibration data. */
  readonly assetsFolder: string;
}

export interface LoadParams extends ModelParams, Execution {}

export interface WarmParams extends LoadParams {
  /** What will be spoken is likely to be in this voice. */
  readonly voice: string;
  /** What the model costs on this machine is to be found out as well: too little is known of it. */
  readonly measuring: boolean;
}

/** What its samples are like, and how they are asked for. */
export interface ModelFormat {
  readonly sampleRate: number;
  readonly frameSamples: number;
  /** The model knows a front end and a decoder; false: one block, as published. */
  readonly staged: boolean;
}

export interface LoadedModel extends ModelFormat {
  readonly execution: Execution;
  readonly warmMs: number;
  readonly warmCosts: WarmCosts | undefined;
  /** What has to be derived for this machine to be fast; undefined where that has been done. */
  readonly toDerive: DerivationJob | undefined;
  /** Folder of the derived graphs with which voices are learnt; undefined where there is nothing to learn, or not yet. */
  readonly derivation: string | undefined;
  /** What speaks, for people. */
  readonly form: string;
  /** Derived graphs were there but damaged, and have been removed. */
  readonly damaged: boolean;
}

export interface BegunUtterance {
  readonly utterance: number;
  readonly frames: number;
  readonly durations: { readonly lead: number; readonly phonemes: readonly number[]; readonly trail: number };
  readonly chunked: boolean;
  readonly computeMs: number;
}

export type JobName = keyof InferenceJobs;

export type JobMessage = {
  [Name in JobName]: { readonly id: number; readonly job: Name; readonly params: InferenceJobs[Name]['params'] };
}[JobName];

export type JobReply =
  | { readonly id: number; readonly result: InferenceJobs[JobName]['result'] }
  | { readonly id: number; readonly error: { readonly code: ErrorCode; readonly message: string } };
