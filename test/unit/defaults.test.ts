import { deepEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { defaults, speedRange } from '../../src/protocol/defaults.js';

interface Rule {
  readonly default: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
}

describe('defaults', () => {
  it('are the same in the manifest', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
      contributes: { configuration: { properties: Record<string, Rule> } };
    };
    const rule = (key: string): Rule => manifest.contributes.configuration.properties[key]!;
    const of = (key: string) => rule(key).default;
    deepEqual(defaults, {
      voice: of('aloud.voice'),
      speed: of('aloud.speed'),
      volume: of('aloud.volume'),
      pauseMs: { sentence: of('aloud.pause.sentence'), paragraph: of('aloud.pause.paragraph') },
      ttfaBudgetMs: of('aloud.ttfaBudgetMs'),
      cacheBytes: Number(of('aloud.cache.size')) * 1e6,
    });
    const { minimum: min, maximum: max } = rule('aloud.speed');
    deepEqual(speedRange, { min, max });
  });
});
