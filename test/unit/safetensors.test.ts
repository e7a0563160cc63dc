import assert from 'node:assert/strict';
import { decodeSafetensors, encodeSafetensors } from '../../src/synthesis/kokoro/safetensors.js';

describe('Tensors in half precision', () => {
  const values = [0, -0, 1, -1, 0.1, 65504, -65504, 2 ** -14, 2 ** -24, -3 * 2 ** -24, 1e9, -1e9, NaN, 1 / 3];
  const halves = [
    0,
    -0,
    1,
    -1,
    0.0999755859375,
    65504,
    -65504,
    2 ** -14,
    2 ** -24,
    -3 * 2 ** -24,
    Infinity,
    -Infinity,
    NaN,
  ];

  it('are what was stored, to the last bit that half precision has', () => {
    const data = Float32Array.from(values);
    const file = encodeSafetensors(new Map([['all', { data, shape: [values.length] }]]), { note: 'a test' });
    const decoded = decodeSafetensors(file).get('all')!;
    assert.deepEqual(decoded.shape, [values.length]);
    assert.deepEqual([...decoded.data], [...halves, 0.333251953125]);
  });

  it('are refused where their length is not that of their shape', () => {
    const file = encodeSafetensors(new Map([['all', { data: Float32Array.of(1, 2, 3), shape: [4] }]]), {});
    assert.throws(() => decodeSafetensors(file), /Tensor all is damaged/);
  });
});
