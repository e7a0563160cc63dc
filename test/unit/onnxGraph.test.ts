import { deepEqual, equal, throws } from 'node:assert/strict';
import { onnx } from 'onnx-proto';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { Graph } from '../../src/onnx/graph.js';
import { shapeless } from '../../src/onnx/shapeless.js';
import { constant, floats, ints } from '../../src/onnx/tensor.js';

async function run(model: Uint8Array, feeds: Record<string, Tensor>) {
  const session = await InferenceSession.create(model, { logSeverityLevel: 3 });
  const made = await session.run(feeds);
  await session.release();
  return Object.fromEntries(Object.entries(made).map(([name, tensor]) => [name, [...(tensor.data as Float32Array)]]));
}

const row = (...values: number[]) => new Tensor('float32', Float32Array.from(values), [1, 1, values.length]);

describe('onnx graph', () => {
  it('computes what it reads like', async () => {
    const graph = new Graph();
    const x = graph.input('x', [1, 1, 'T']);
    const doubled = x.mul(2).add(1);
    const smoothed = doubled.conv(floats([1, 0, -1], [1, 1, 3]), { bias: floats([10]), pad: 1 });
    const model = graph.encode({ doubled, smoothed });
    deepEqual(await run(model, { x: row(1, 2, 3) }), { doubled: [3, 5, 7], smoothed: [5, 6, 15] });
  });

  it('is cut by naming outputs: what they do not need is gone, inputs included', async () => {
    const graph = new Graph();
    const x = graph.input('x', [1, 1, 'T']);
    const y = graph.input('y', [1, 1, 'T']);
    const sum = x.add(y);
    const whole = Graph.decode(graph.encode({ sum, half: x.mul(0.5) }));
    const part = whole.encode({ half: whole.value('half') });
    deepEqual(await run(part, { x: row(4, 8) }), { half: [2, 4] });
  });

  it('computes the same without shapes', async () => {
    const graph = new Graph();
    const x = graph.input('x', [1, 1, 4]);
    const square = x.reshape(2, 2);
    const model = graph.encode({ square, shifted: square.add(1) });
    const bare = shapeless(model);
    const { input, output } = onnx.GraphProto.create(onnx.ModelProto.decode(bare).graph ?? {});
    equal(input.length, 2, 'the shape that it is given is an input as well, with a default');
    deepEqual(
      [...input, ...output].map(({ type }) => type?.tensorType?.shape ?? null),
      [null, null, null, null],
    );
    const feeds = { x: row(1, 2, 3, 4) };
    deepEqual(await run(bare, feeds), await run(model, feeds));
  });

  it('repeats what lies between two tensors, with what it needs from outside', async () => {
    const graph = new Graph();
    const x = graph.input('x', [1, 1, 'T']);
    const step = graph.input('step', [1]);
    const outside = step.mul(10);
    const first = x.mul(1);
    const last = first.mul(2).add(outside).sub(first.mul(0));
    const repeated = graph.repeat(3, x.add(1), first.name, last.name);
    const feeds = { x: row(0, 1), step: new Tensor('float32', Float32Array.of(1), [1]) };
    // 1 → 12 → 34 → 78 and 2 → 14 → 38 → 86
    deepEqual(await run(graph.encode({ repeated: repeated.add(0.5), once: last }), feeds), {
      repeated: [78.5, 86.5],
      once: [10, 12],
    });
    const pointless = graph.repeat(3, x, last.name, first.name);
    throws(() => graph.encode({ pointless }), /does not depend on/);
  });

  it('redirects the users of a tensor to its successor, whatever the order in which nodes were added', async () => {
    const graph = new Graph();
    const x = graph.input('x', [1, 1, 'T']);
    const old = x.mul(2);
    const user = old.add(100);
    graph.redirect(old.name, x.mul(3));
    deepEqual(await run(graph.encode({ user }), { x: row(1) }), { user: [103] });
  });

  it('splits, slices, pads, interleaves', async () => {
    const graph = new Graph();
    const x = graph.input('x', [1, 1, 'T']);
    const [left, right] = x.split(2, [2, 2]) as [typeof x, typeof x];
    const interleaved = left.concat(0, right).transpose(1, 2, 0).reshape(1, 1, -1);
    const model = graph.encode({
      interleaved,
      odd: x.slice(2, 1, undefined, 2),
      mirrored: x.pad([0, 0, 1], [0, 0, 0], 'reflect'),
    });
    deepEqual(await run(model, { x: row(1, 2, 3, 4) }), {
      interleaved: [1, 3, 2, 4],
      odd: [2, 4],
      mirrored: [2, 1, 2, 3, 4],
    });
  });

  it('keeps constants of every type through writing and reading', () => {
    const values = [
      constant(Float32Array.of(1.5, -2)),
      constant(Uint8Array.of(0, 255)),
      constant(Int8Array.of(-128, 127)),
      constant(Int32Array.of(-(2 ** 31), 2 ** 31 - 1)),
      ints(-1, 2 ** 31),
    ];
    const graph = new Graph();
    const outputs = Object.fromEntries(
      values.map((value, index) => [`c${index}`, { value: graph.constant(value), type: 'float32' as const }]),
    );
    const read = Graph.decode(graph.encode(outputs));
    values.forEach((value, index) => {
      const name = read.producer(`c${index}`)!.input[0]!;
      deepEqual(read.constantOf(name), value);
    });
  });

  it('shares equal scalars and says which node or constant is missing', () => {
    const graph = new Graph();
    equal(graph.scalar(3), graph.scalar(3));
    throws(() => graph.node('nowhere'), /nowhere/);
    throws(() => graph.constantOf('nothing'), /nothing/);
  });
});
