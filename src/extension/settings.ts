import type { ConfigurationScope, WorkspaceConfiguration } from 'vscode';
import { l10n, workspace } from 'vscode';
import type { SpeechServerOptions } from '../protocol/engine.js';
import { messageOf } from '../protocol/errors.js';
import type { OutputChoice, SpokenSymbols } from '../protocol/reading.js';
import { speechUrl } from '../synthesis/remote/serverUrl.js';
import type { HighlightMode } from './highlight/highlight.js';
import type { HoverMode, HoverSettings } from './comments/commentHover.js';

/** How a reading shall sound, as plain data. */
export interface ReadingSettings {
  readonly voice: string;
  readonly model: string;
  readonly speed: number;
  readonly volume: number;
  readonly pauseMs: { readonly sentence: number; readonly paragraph: number };
  readonly symbols: SpokenSymbols;
  readonly pronunciations: Readonly<Record<string, string>>;
  readonly output: OutputChoice;
  readonly ttfaBudgetMs: number;
}

export interface EngineSettings {
  readonly model: string;
  readonly voice: string;
  readonly threads: number | 'auto';
  readonly provider: string;
  readonly idleMinutes: number;
  readonly cache: { readonly bytes: number; readonly disk: boolean };
  /** The speech API, where other programs of this machine may use the engine. */
  readonly server: { readonly port: number } | undefined;
  /** What speaks in place of this machine; its key is no setting. */
  readonly speechServer: Omit<SpeechServerOptions, 'key'> | undefined;
}

type Value = number | string | boolean;

/** What the manifest says of a setting: for the editor the only place of limits and defaults. Others have protocol/defaults.ts. */
export interface SettingRule {
  readonly type: 'number' | 'integer' | 'string' | 'boolean';
  readonly default: Value;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly Value[];
  readonly pattern?: string;
}

export type SettingRules = Readonly<Record<string, SettingRule>>;

/** A value that could not be used as it was set. */
export interface SettingNotice {
  readonly key: string;
  readonly message: string;
}

type Notify = (notice: SettingNotice) => void;

/** The settings that hold in `scope` (a document, a language), clamped where they are out of range. */
export function resolveReadingSettings(
  rules: SettingRules,
  notify: Notify,
  scope?: ConfigurationScope,
): ReadingSettings {
  const configuration = workspace.getConfiguration(undefined, scope);
  const { number, text } = reader(rules, configuration, notify);
  return {
    voice: text('aloud.voice'),
    model: text('aloud.model'),
    speed: number('aloud.speed'),
    volume: number('aloud.volume'),
    pauseMs: { sentence: number('aloud.pause.sentence'), paragraph: number('aloud.pause.paragraph') },
    symbols: text('aloud.code.symbols') as SpokenSymbols, // the manifest's enum
    pronunciations: stringsOf(configuration.get<object>('aloud.pronunciations')),
    output: text('aloud.output') as OutputChoice, // the manifest's enum is a part of OutputChoice
    ttfaBudgetMs: number('aloud.ttfaBudgetMs'),
  };
}

export function resolveEngineSettings(rules: SettingRules, notify: Notify): EngineSettings {
  const { number, text, flag } = reader(rules, workspace.getConfiguration(), notify);
  const threads = text('aloud.engine.threads');
  return {
    model: text('aloud.model'),
    voice: text('aloud.voice'),
    threads: threads === 'auto' ? threads : Number(threads),
    provider: text('aloud.engine.provider'),
    idleMinutes: number('aloud.engine.idleMinutes'),
    cache: { bytes: number('aloud.cache.size') * 1e6, disk: flag('aloud.cache.disk') },
    server: flag('aloud.server.enabled') ? { port: number('aloud.server.port') } : undefined,
    speechServer: speechServer(text('aloud.engine.url').trim(), notify),
  };
}

/** The server that is set, and the proxy on the way that the editor has been told of. */
function speechServer(url: string, notify: Notify): EngineSettings['speechServer'] {
  if (url === '') return undefined;
  try {
    speechUrl(url);
  } catch (error) {
    notify({ key: 'aloud.engine.url', message: l10n.t('{0} This machine reads.', messageOf(error)) });
    return undefined;
  }
  const http = workspace.getConfiguration('http');
  const proxy = http.get('proxySupport') === 'off' ? 'none' : http.get<string>('proxy');
  return { url, ...(proxy && { proxy }) };
}

export function resolveHoverSettings(rules: SettingRules, notify: Notify, scope: ConfigurationScope): HoverSettings {
  const { number, text } = reader(rules, workspace.getConfiguration(undefined, scope), notify);
  // the manifest's enum is HoverMode
  return { mode: text('aloud.hover') as HoverMode, dwellMs: number('aloud.hoverDwell') };
}

export function resolveHighlightMode(rules: SettingRules, notify: Notify, scope: ConfigurationScope): HighlightMode {
  const { text } = reader(rules, workspace.getConfiguration(undefined, scope), notify);
  return text('aloud.highlight') as HighlightMode; // the manifest's enum
}

/** Whether the name of what a comment documents is said before it. */
export function saysCommentNames(scope: ConfigurationScope): boolean {
  return workspace.getConfiguration(undefined, scope).get('aloud.comments.names') === true;
}

/** Whether work may be done for what may be read next. */
export function speculates(): boolean {
  return workspace.getConfiguration().get('aloud.speculation') === true;
}

/** Whether the engine is wanted before anybody reads: for a quicker start, or because it serves other programs. */
export function startsWithWindow(): boolean {
  const configuration = workspace.getConfiguration();
  return configuration.get('aloud.engine.start') === 'startup' || configuration.get('aloud.server.enabled') === true;
}

/** The nearest value to `value` that `rule` allows, with a sentence for the user where that is another one. */
export function fit(key: string, value: unknown, rule: SettingRule): { value: Value; notice?: SettingNotice } {
  const unusable = (instead: Value, why: string) => ({ value: instead, notice: { key, message: why } });
  const { minimum = -Infinity, maximum = Infinity } = rule;

  if (rule.type === 'string') {
    const allowed =
      typeof value === 'string' &&
      (rule.enum?.includes(value) ?? true) &&
      (rule.pattern === undefined || new RegExp(rule.pattern, 'u').test(value));
    if (allowed) return { value };
    return unusable(
      rule.default,
      l10n.t('{0} does not know the value {1}; Aloud uses {2}.', key, JSON.stringify(value), rule.default),
    );
  }
  if (rule.type === 'boolean') {
    if (typeof value === 'boolean') return { value };
    return unusable(
      rule.default,
      l10n.t('{0} is either true or false, not {1}; Aloud uses {2}.', key, JSON.stringify(value), rule.default),
    );
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return unusable(
      rule.default,
      l10n.t('{0} needs a number, not {1}; Aloud uses {2}.', key, JSON.stringify(value), rule.default),
    );
  }
  const whole = rule.type === 'integer' ? Math.round(value) : value;
  const clamped = Math.min(Math.max(whole, minimum), maximum);
  if (clamped === whole) return { value: whole };
  return unusable(
    clamped,
    l10n.t('{0} is {1}, but goes from {2} to {3}; Aloud uses {4}.', key, value, minimum, maximum, clamped),
  );
}

function reader(rules: SettingRules, configuration: WorkspaceConfiguration, notify: Notify) {
  const read = (key: string): Value => {
    const rule = rules[key];
    if (!rule) throw new Error(`${key} is not declared in package.json`);
    const { value, notice } = fit(key, configuration.get(key), rule);
    if (notice) notify(notice);
    return value;
  };
  return {
    number: (key: string) => Number(read(key)),
    text: (key: string) => String(read(key)),
    flag: (key: string) => read(key) === true,
  };
}

/** The entries of an object that are strings: the editor marks the others, but does not keep anyone from writing them. */
function stringsOf(object: object = {}): Record<string, string> {
  const entries = Object.entries(object).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(entries);
}
