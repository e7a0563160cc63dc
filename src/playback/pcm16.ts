/** Float32 samples as 16-bit little-endian PCM, clipped at full scale. */
export function toPcm16(samples: Float32Array): Buffer {
  const pcm = new Int16Array(samples.length); // little-endian: so is every processor that ONNX Runtime is made for
  for (let i = 0; i < samples.length; i++) pcm[i] = Math.round(Math.max(-1, Math.min(1, samples[i]!)) * 32767);
  return Buffer.from(pcm.buffer);
}

/** The samples that `toPcm16` was given, as exactly as 16 bits tell. */
export function fromPcm16(pcm: Buffer): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(pcm.length / 2);
  for (let i = 0; i < samples.length; i++) samples[i] = pcm.readInt16LE(i * 2) / 32767;
  return samples;
}

export const WAV_HEADER_BYTES = 44;

/** Header of a 16-bit mono PCM WAV file. Sizes that do not fit (over a day of sound) are given as the largest that does. */
export function wavHeader(sampleRate: number, samples: number): Buffer {
  const header = Buffer.alloc(WAV_HEADER_BYTES);
  const dataBytes = Math.min(samples * 2, 0xffffffff - WAV_HEADER_BYTES);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(dataBytes + WAV_HEADER_BYTES - 8, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16); // size of the format block
  header.writeUInt16LE(1, 20); // PCM
  header.writeUInt16LE(1, 22); // channels
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28); // bytes a second
  header.writeUInt16LE(2, 32); // bytes a frame
  header.writeUInt16LE(16, 34); // bits a sample
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(dataBytes, 40);
  return header;
}
