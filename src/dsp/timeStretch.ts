import loadSonic from '@echogarden/sonic-wasm';
import type { Sonic } from '@echogarden/sonic-wasm';
import wasmBinary from '@echogarden/sonic-wasm/sonic.wasm';

/** Changes the pace of speech and leaves its pitch, while the samples pass through. */
export interface TimeStretch {
  /**
   * Takes mono samples and returns those that are ready: all so far but the last 60 ms of the input.
   * @param tempo 2 is twice as fast. It may change from call to call, without a seam; at 1 nothing is held back.
   */
  push(samples: Float32Array, tempo: number): Float32Array<ArrayBuffer>;
  /** What was held back; nothing may follow. */
  end(): Float32Array<ArrayBuffer>;
  /** To be called once it is not needed any more: its memory is not the garbage collector's. */
  dispose(): void;
}

export type MakeTimeStretch = (sampleRate: number) => TimeStretch;

let sonic: Promise<Sonic> | undefined;

/** Loads what stretches: some 10 ms, once in a process. */
export async function loadTimeStretch(): Promise<MakeTimeStretch> {
  const loaded = await (sonic ??= loadSonic({ wasmBinary, locateFile: (name) => name }));
  return (sampleRate) => new SonicStretch(loaded, sampleRate);
}

class SonicStretch implements TimeStretch {
  readonly #stream: number;

  constructor(
    private readonly sonic: Sonic,
    sampleRate: number,
  ) {
    this.#stream = sonic._sonicCreateStream(sampleRate, 1);
  }

  push(samples: Float32Array, tempo: number): Float32Array<ArrayBuffer> {
    this.sonic._sonicSetSpeed(this.#stream, tempo);
    this.#withMemory(samples.length, (address) => {
      this.sonic.HEAPF32.set(samples, address / Float32Array.BYTES_PER_ELEMENT);
      this.sonic._sonicWriteFloatToStream(this.#stream, address, samples.length);
    });
    return this.#read();
  }

  end(): Float32Array<ArrayBuffer> {
    this.sonic._sonicFlushStream(this.#stream);
    return this.#read();
  }

  dispose(): void {
    this.sonic._sonicDestroyStream(this.#stream);
  }

  #read(): Float32Array<ArrayBuffer> {
    const available = this.sonic._sonicSamplesAvailable(this.#stream);
    return this.#withMemory(available, (address) => {
      const count = this.sonic._sonicReadFloatFromStream(this.#stream, address, available);
      const first = address / Float32Array.BYTES_PER_ELEMENT;
      return this.sonic.HEAPF32.slice(first, first + count);
    });
  }

  #withMemory<T>(samples: number, use: (address: number) => T): T {
    const address = this.sonic._malloc(samples * Float32Array.BYTES_PER_ELEMENT);
    try {
      return use(address);
    } finally {
      this.sonic._free(address);
    }
  }
}
