import { join } from 'node:path';
import type { ConfigurationScope, Disposable, ExtensionContext, LogOutputChannel } from 'vscode';
import { commands, l10n, window } from 'vscode';
import { AloudError, messageOf } from '../protocol/errors.js';
import { registerComments } from './comments/comments.js';
import type { CommentReader } from './comments/dwell.js';
import { Highlighter } from './highlight/highlighter.js';
import { manifestOf } from './manifest.js';
import { ModelDialogs } from './modelDialogs.js';
import { showProblem, showWarning } from './problems.js';
import { registerPerformance } from './performance/registerPerformance.js';
import { onWordSelected } from './pronunciation/selectedWord.js';
import { Reader } from './reader.js';
import { ReadingControls } from './readingControls.js';
import { isScreenReaderOn } from './screenReader.js';
import { ServerKeys } from './serverKeys.js';
import type { ReadingSettings, SettingNotice, SettingRules } from './settings.js';
import {
  resolveEngineSettings,
  resolveHighlightMode,
  resolveHoverSettings,
  resolveReadingSettings,
  saysCommentNames,
  speculates,
  startsWithWindow,
} from './settings.js';
import type { Passage } from './sources.js';
import type { SoundView } from './sound/soundView.js';
import { windowPlays } from './sound/windowPlays.js';
import { StatusBar } from './statusBar.js';
import { Voices } from './voices/voices.js';
import { saveAsWav } from './wavFile.js';

/** Everything of one window. Owns what has to be let go with it. */
export class Aloud implements Disposable {
  readonly log: LogOutputChannel = window.createOutputChannel('Aloud', { log: true });
  readonly reader: Reader;
  readonly highlighter: Highlighter;
  readonly controls: ReadingControls;
  readonly status: StatusBar;
  readonly voices: Voices;
  private readonly models: ModelDialogs;
  private readonly comments: Disposable;
  private readonly performance: Disposable;
  private readonly wordSelection: Disposable = onWordSelected();
  private readonly serverKeys: ServerKeys;
  private readonly rules: SettingRules;
  /** Where `aloud.output` is `auto`. */
  private readonly windowPlays: boolean;
  private readonly shownNotices = new Set<string>();
  /** The last thing that was asked for: what waits for a model gives way to what was asked for later. */
  private latest: Passage | undefined;
  private mayWarm = true;
  /** Once there is an engine. */
  private sound: SoundView | undefined;

  constructor(context: ExtensionContext) {
    const manifest = manifestOf(context.extension);
    this.rules = manifest.contributes.configuration.properties;
    this.windowPlays = windowPlays(context.extension);
    this.serverKeys = new ServerKeys(context.secrets);
    const assetsFolder = context.asAbsolutePath('models');
    const notify = this.notify;
    // Heavy modules are loaded when they are needed: nothing but this costs time when a window opens.
    this.reader = new Reader({
      connect: async () => {
        const [{ connectEngine }, { SoundView }] = await Promise.all([
          import('./engine.js'),
          import('./sound/soundView.js'),
        ]);
        const sound = new SoundView(context.extensionUri);
        context.subscriptions.push(sound);
        this.sound = sound;
        sound.onDidClose(() => void this.run(() => this.reader.reading?.pause()));
        return connectEngine({
          window: sound,
          enginePath: context.asAbsolutePath(join('dist', 'engine.js')),
          assetsFolder,
          settings: () => resolveEngineSettings(this.rules, notify),
          serverKeys: this.serverKeys,
          log: this.log,
        });
      },
      settingsFor: (passage) => this.settingsFor(passage),
      engineKey: () => {
        const { model, provider, threads, cache, idleMinutes, server, speechServer } = resolveEngineSettings(
          this.rules,
          notify,
        );
        const key = speechServer && this.serverKeys.version;
        return JSON.stringify([model, provider, threads, cache, idleMinutes, server, speechServer, key]);
      },
      onNotice: (message) => {
        this.log.warn(message);
        // The reading goes on: no reason to talk over it.
        if (!isScreenReaderOn()) showWarning(message, [this.showLogAction()]);
      },
    });
    this.models = new ModelDialogs(async () => {
      const { ModelInstaller } = await import('./modelInstaller.js');
      return ModelInstaller.connect(assetsFolder, resolveEngineSettings(this.rules, notify).model);
    });
    this.status = new StatusBar(this.reader, manifest);
    this.voices = new Voices({
      ...{ assetsFolder, rules: this.rules, reader: this.reader },
      log: (message) => {
        this.log.info(message);
      },
    });
    this.highlighter = new Highlighter(this.reader, (document) => resolveHighlightMode(this.rules, notify, document));
    this.controls = new ReadingControls(this.reader, (scope) => this.settingsIn(scope), this.rules);
    this.comments = registerComments({
      workerPath: context.asAbsolutePath(join('dist', 'comments.js')),
      reader: this.commentReader(),
      hoverSettings: (document) => resolveHoverSettings(this.rules, notify, document),
      saysNames: (document) => saysCommentNames(document),
      run: (action) => this.run(action),
      log: (message) => {
        this.log.warn(message);
      },
    });
    this.performance = registerPerformance({
      context,
      reader: this.reader,
      warm: () => this.warm(),
      run: (action) => this.run(action),
    });
  }

  /** Runs what a command does; shows the user why it failed. */
  async run(action: () => unknown): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.showProblem(error);
    }
  }

  /** Ends when the reading has ended; shows by itself what goes wrong. */
  async read(passage: Passage): Promise<void> {
    await this.attempt(passage, async () => {
      await this.reader.read(passage);
    });
  }

  /** Asks how the selected word is said, and remembers it. */
  async fixPronunciation(): Promise<void> {
    const { fixPronunciation } = await import('./pronunciation/fixPronunciation.js');
    await fixPronunciation((passage, word, saying) =>
      this.attempt(passage, async () => {
        const { pronunciations } = this.settingsFor(passage);
        await this.reader.read(passage, { pronunciations: { ...pronunciations, [word]: saying } });
      }),
    );
  }

  async save(passage: Passage): Promise<void> {
    await this.attempt(passage, () => saveAsWav(this.reader, passage));
  }

  async stop(): Promise<void> {
    this.latest = undefined;
    await this.reader.stop();
  }

  /** Starts the engine ahead of need. */
  async warm(): Promise<void> {
    await this.ahead(() => this.reader.warm());
  }

  /** The speech API is to be served, no more, or on another port. */
  async serverChanged(): Promise<void> {
    try {
      await this.reader.followSettings(startsWithWindow());
    } catch (error) {
      this.log.warn(`The speech API is not served: ${messageOf(error)}`);
    }
  }

  /** A passage may be about to be read: has its beginning made, where the user does not mind. */
  async expect(passage: () => Passage): Promise<void> {
    await this.ahead(() => (speculates() ? this.reader.expect(passage()) : this.reader.warm()));
  }

  /** What hinders work ahead of need is for the reading to tell that needs it. */
  private async ahead(work: () => Promise<void>): Promise<void> {
    if (!this.mayWarm || this.reader.reading) return;
    try {
      await work();
    } catch (error) {
      if (error instanceof AloudError && error.code === 'nothing-to-read') return;
      this.mayWarm = false;
      this.log.debug(`The engine was not warmed: ${messageOf(error)}`);
    }
  }

  async installModel(): Promise<void> {
    if (await this.models.install()) this.modelInstalled();
  }

  async installModelFromFolder(): Promise<void> {
    if (await this.models.installFromFolder()) this.modelInstalled();
  }

  async removeModels(): Promise<void> {
    await this.models.remove(() => this.reader.release());
  }

  private readonly notify = (notice: SettingNotice): void => {
    this.showNotice(notice);
  };

  private settingsFor({ parts: [first] }: Passage): ReadingSettings {
    return this.settingsIn(first);
  }

  private settingsIn(scope?: ConfigurationScope): ReadingSettings {
    const settings = resolveReadingSettings(this.rules, this.notify, scope);
    return settings.output === 'auto' && this.windowPlays ? { ...settings, output: 'webview' } : settings;
  }

  /** Asks for the key of the speech server; the next reading speaks with it. */
  async setServerKey(): Promise<void> {
    await this.serverKeys.ask(resolveEngineSettings(this.rules, this.notify).speechServer?.url);
  }

  async clearCache(): Promise<void> {
    await this.reader.clearCache();
    void window.showInformationMessage(l10n.t('What was spoken has been forgotten.'));
  }

  private showProblem(error: unknown): void {
    showProblem(error, this.log);
  }

  async shutDown(): Promise<void> {
    await this.reader.dispose();
  }

  dispose(): void {
    this.performance.dispose();
    this.comments.dispose();
    this.wordSelection.dispose();
    this.serverKeys.dispose();
    this.highlighter.dispose();
    this.controls.dispose();
    this.status.dispose();
    this.log.dispose();
  }

  /** The window's reader, with what this class adds to a reading: consent to a model, and what is shown when it fails. */
  private commentReader(): CommentReader {
    const { reader } = this;
    const waitsForClick = () => this.sound?.waitsForClick ?? false;
    return {
      read: (passage) => this.read(passage),
      expect: (passage) => void this.expect(() => passage),
      stop: () => this.stop(),
      onDidChange: reader.onDidChange,
      get reading() {
        return reader.reading;
      },
      get waitsForClick() {
        return waitsForClick();
      },
    };
  }

  /** Runs `action`; where it fails for want of a model, once more after the user had one installed. */
  private async attempt(passage: Passage, action: () => Promise<void>): Promise<void> {
    this.latest = passage;
    try {
      try {
        await action();
      } catch (error) {
        if (!lacksModel(error)) throw error;
        if (!(await this.models.offer(error))) return;
        this.modelInstalled();
        if (this.latest === passage) await action();
      }
      this.mayWarm = true;
    } catch (error) {
      this.readingFailed(error, passage);
    }
  }

  private readingFailed(error: unknown, passage: Passage): void {
    const withoutDevice = error instanceof AloudError && error.code === 'no-sound-device';
    const save = { title: l10n.t('Save as WAV…'), run: () => this.save(passage) };
    showProblem(error, this.log, withoutDevice ? [save] : []);
  }

  private modelInstalled(): void {
    void commands.executeCommand('setContext', 'aloud.modelInstalled', true); // completes a step of the walkthrough
    this.mayWarm = true;
    this.reader.clearProblem();
  }

  private showNotice({ key, message }: SettingNotice): void {
    if (this.shownNotices.has(message)) return;
    this.shownNotices.add(message);
    const openSettings = {
      title: l10n.t('Open Settings'),
      run: () => commands.executeCommand('workbench.action.openSettings', key),
    };
    showWarning(message, [openSettings]);
  }

  private showLogAction() {
    return {
      title: l10n.t('Show Log'),
      run: () => {
        this.log.show();
      },
    };
  }
}

function lacksModel(error: unknown): error is AloudError {
  return error instanceof AloudError && (error.code === 'model-missing' || error.code === 'model-damaged');
}
