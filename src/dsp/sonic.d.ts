declare module '@echogarden/sonic-wasm' {
  /** Address of a stream in the module's memory; 0 is none. */
  type SonicStream = number;

  /** Bill Cox's Sonic. Addresses are in bytes; memory may grow with any call, so its views are taken anew each time. */
  export interface Sonic {
    readonly HEAPF32: Float32Array;
    _malloc(bytes: number): number;
    _free(address: number): void;
    _sonicCreateStream(sampleRate: number, channels: number): SonicStream;
    _sonicDestroyStream(stream: SonicStream): void;
    _sonicSetSpeed(stream: SonicStream, speed: number): void;
    /** Returns 0 when memory ran out. */
    _sonicWriteFloatToStream(stream: SonicStream, address: number, samples: number): 0 | 1;
    /** Returns how many samples it gave. */
    _sonicReadFloatFromStream(stream: SonicStream, address: number, maxSamples: number): number;
    _sonicSamplesAvailable(stream: SonicStream): number;
    _sonicFlushStream(stream: SonicStream): 0 | 1;
  }

  export default function load(options: {
    readonly wasmBinary: Uint8Array;
    readonly locateFile: (name: string) => string;
  }): Promise<Sonic>;
}

declare module '@echogarden/sonic-wasm/sonic.wasm' {
  const bytes: Uint8Array;
  export default bytes;
}
