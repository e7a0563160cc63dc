import type { ComponentChildren } from 'preact';
import type { PageCommand } from './messages.js';

interface ActionProps {
  readonly command: PageCommand;
  readonly run: (command: PageCommand) => void;
  /** It stays where the focus is, which would be lost with a button that is disabled by the browser. */
  readonly isDisabled?: boolean;
  /** What it does, where its content does not say so in words. */
  readonly name?: string;
  readonly children: ComponentChildren;
}

/** A button that runs a command of the extension. */
export function Action({ command, run, isDisabled = false, name, children }: ActionProps) {
  return (
    <button
      type="button"
      class={name === undefined ? undefined : 'icon'}
      aria-disabled={isDisabled}
      aria-label={name}
      title={name}
      onClick={() => {
        if (!isDisabled) run(command);
      }}
    >
      {children}
    </button>
  );
}
