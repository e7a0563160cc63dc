/* The global scope of an AudioWorklet, which TypeScript's DOM library leaves out. */

declare const sampleRate: number;
/** Of the block that is being made, in seconds. */
declare const currentTime: number;

declare abstract class AudioWorkletProcessor {
  readonly port: MessagePort;
  abstract process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean;
}

declare function registerProcessor(name: string, processor: new (options: never) => AudioWorkletProcessor): void;
