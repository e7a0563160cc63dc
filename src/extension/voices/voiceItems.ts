import type { QuickPickItem } from 'vscode';
import { env, l10n, QuickPickItemKind, ThemeIcon } from 'vscode';
import type { Catalog, Voice } from '../../models/catalog.js';

/** A voice in the list; undefined for the headings between them. */
export interface VoiceItem extends QuickPickItem {
  readonly voice?: Voice;
}

/** Speaks the voice without choosing it. */
export const hearButton = { iconPath: new ThemeIcon('play'), tooltip: l10n.t('Hear This Voice') };

/**
 * The voices that can be chosen (`known`), under their accent, best grade first.
 * @param currentId the one that reads now
 */
export function voiceItems({ models }: Catalog, known: ReadonlySet<string>, currentId: string): VoiceItem[] {
  const names = new Intl.DisplayNames(env.language, { type: 'language' });
  const voices = models.flatMap((model) =>
    model.voices.filter(({ id }) => known.has(id)).map((voice) => ({ voice, model: model.name })),
  );
  const languages = [...new Set(voices.map(({ voice }) => voice.language))];
  return languages.flatMap((language) => [
    { label: names.of(language) ?? language, kind: QuickPickItemKind.Separator },
    ...voices
      .filter(({ voice }) => voice.language === language)
      .toSorted((a, b) => rank(a.voice) - rank(b.voice))
      .map(({ voice, model }) => itemOf(voice, model, voice.id === currentId, names.of(language) ?? language)),
  ]);
}

function itemOf(voice: Voice, model: string, isCurrent: boolean, language: string): VoiceItem {
  const about = [language];
  if (voice.gender !== 'unknown') about.push(voice.gender === 'female' ? l10n.t('female') : l10n.t('male'));
  about.push(voice.grade ? l10n.t('grade {0}', voice.grade) : model);
  if (isCurrent) about.push(l10n.t('current'));
  return {
    voice,
    label: voice.name,
    description: about.join(', '),
    iconPath: new ThemeIcon(isCurrent ? 'check' : 'blank'),
    buttons: [hearButton],
  };
}

/** From A+ down to F-; voices without a grade come last. */
function rank({ grade }: Voice): number {
  if (!grade) return Infinity;
  const [letter, sign] = grade;
  return 3 * letter!.charCodeAt(0) - (sign === '+' ? 1 : sign === '-' ? -1 : 0);
}
