import * as l10n from '@vscode/l10n';

/* Figures as people read them, in the language of the editor; a dash where there is none. */

let language: string | undefined;
/** Made when the first figure is shown: they take milliseconds. */
let made: ReturnType<typeof formats> | undefined;

/** @param tag BCP 47, such as `en-GB` */
export function useLanguage(tag: string): void {
  language = tag;
  made = undefined;
}

export function formatMs(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return '–';
  if (Math.abs(ms) >= 10_000) return formatSeconds(ms);
  return l10n.t('{0} ms', Math.abs(ms) < 10 && ms !== 0 ? number().tenths.format(ms) : number().whole.format(ms));
}

/** Round figures, as axes have them. */
export function formatTick(ms: number): string {
  return ms < 1000 ? l10n.t('{0} ms', number().whole.format(ms)) : l10n.t('{0} s', number().whole.format(ms / 1000));
}

export function formatSeconds(ms: number): string {
  return l10n.t('{0} s', number().tenths.format(ms / 1000));
}

export function formatRatio(ratio: number | null): string {
  return ratio === null ? '–' : number().hundredths.format(ratio);
}

/** How many times as fast. */
export function formatSpeed(speed: number): string {
  return `×${number().factor.format(speed)}`;
}

export function formatShare(share: number): string {
  return number().percent.format(share);
}

export function formatBytes(bytes: number): string {
  return bytes < 1e9
    ? l10n.t('{0} MB', number().whole.format(bytes / 1e6))
    : l10n.t('{0} GB', number().hundredths.format(bytes / 1e9));
}

export function formatCount(count: number): string {
  return number().whole.format(count);
}

/** A moment given in ISO 8601. */
export function formatMoment(iso: string): string {
  return number().moment.format(new Date(iso));
}

function number(): ReturnType<typeof formats> {
  return (made ??= formats());
}

function formats() {
  const digits = (maximumFractionDigits: number) =>
    new Intl.NumberFormat(language, { maximumFractionDigits, minimumFractionDigits: maximumFractionDigits });
  return {
    whole: digits(0),
    tenths: digits(1),
    hundredths: digits(2),
    factor: new Intl.NumberFormat(language, { maximumFractionDigits: 2 }),
    percent: new Intl.NumberFormat(language, { style: 'percent' }),
    moment: new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }),
  };
}
