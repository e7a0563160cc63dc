import type { IToken } from 'vscode-textmate';

/** What a comment may be about, the likeliest first. */
const declarations = [
  /^entity\.name\.function\b(?!.*\bdecorator\b)|^support\.function\.magic\b/u,
  /^entity\.name\.(?!tag\b(?!.*\byaml$)|scope-resolution\b|goto-label\b)/u,
  /^support\.type\.property-name\.json\b|^entity\.other\.attribute-name\.(?:class|id)\.css$/u,
];
/** A name in one of these is used there, not declared. */
const used =
  /^(?:comment|string(?!.*\b(?:json|yaml)$)|meta\.function-call|meta\.(?:function\.)?decorator|meta\.attribute|meta\.annotation)\b/u;
const variable = /^variable\.other\b|^variable\.object\.property\b/u;

/** The name that a line of code declares, by the scopes of its tokens. */
export function declaredName(line: string, tokens: readonly IToken[]): string | undefined {
  const candidates = tokens.filter(({ scopes }) => !scopes.some((scope) => used.test(scope)));
  const declared =
    declarations.map((pattern) => candidates.find(({ scopes }) => pattern.test(scopes.at(-1)!))).find(Boolean) ??
    candidates.find(
      ({ scopes }) => scopes.some((scope) => scope.startsWith('meta.definition')) && variable.test(scopes.at(-1)!),
    );
  if (!declared) return undefined;
  // Some grammars give a name in several tokens.
  const scope = declared.scopes.at(-1);
  const following = tokens.slice(tokens.indexOf(declared));
  const length = following.findIndex(({ scopes }) => scopes.at(-1) !== scope);
  const end = following.at(length < 0 ? -1 : length - 1)!.endIndex;
  return line.slice(declared.startIndex, end).trim() || undefined;
}
