import type { Extension } from 'vscode';
import { env, ExtensionKind, UIKind } from 'vscode';

/** Whether the extensions of this window run where the user does not hear what the machine plays. */
export function windowPlays({ extensionKind }: Pick<Extension<unknown>, 'extensionKind'>): boolean {
  const isElsewhere = env.remoteName !== undefined && extensionKind === ExtensionKind.Workspace;
  return env.uiKind === UIKind.Web || isElsewhere;
}
