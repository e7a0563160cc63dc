import assert from 'node:assert/strict';
import { ProgressLine } from '../../../src/cli/progressLine.js';

describe('progress line', () => {
  const record = (isTTY: boolean): { line: ProgressLine; written: string[] } => {
    const written: string[] = [];
    return { line: new ProgressLine({ isTTY, write: (text) => written.push(String(text)) > 0 }), written };
  };

  it('writes few whole lines into a log, the last of them always', () => {
    const { line, written } = record(false);
    for (let percent = 0; percent <= 100; percent++) line.update(`${percent} %`);
    line.end();
    assert.deepEqual(written, ['0 %\n', '100 %\n']);
  });

  it('rewrites its line on a terminal and puts remarks above it', () => {
    const { line, written } = record(true);
    line.update('1 %');
    line.say('A remark.');
    line.end();
    assert.equal(written.join('').replaceAll('\r\u001b[K', '<'), '<1 %<A remark.\n1 %\n');
  });
});
