/** Colours of the editor's theme, as the canvas needs them. */
export interface Theme {
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly warning: string;
  readonly font: string;
}

/** The colours that panel.css derives from the theme. */
export function currentTheme(): Theme {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(`--${name}`);
  return {
    ink: colour('ink'),
    soft: colour('soft'),
    line: colour('line'),
    accent: colour('accent'),
    accentSoft: colour('accent-soft'),
    warning: colour('warning'),
    font: `11px ${getComputedStyle(document.body).fontFamily}`,
  };
}

/** Calls `changed` after the editor has put on another theme. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  return () => {
    observer.disconnect();
  };
}
