/** Ends or beginnings that prose does not have. */
const codeShapes: readonly RegExp[] = [
  /[;{]\s*$/u, // statement or block
  /^\s*[}\])]+[;,)]*\s*(?:else\b.*)?$/u, // end of a block
  /^\s*(?:const|let|var|val|auto|final|static|public|private|protected)\s+[\w<>[\]:, *&]+\s*=/u,
  /^\s*(?:import|from|#include|using|require|package|export)\s+["'<{*\w].*(?:["';>]|\bimport\b.*)\s*$/u,
  /^\s*(?:if|for|while|switch|elif|unless)\s*\(.*\)\s*(?:\{|\w+.*;)?\s*$/u,
  /^\s*(?:def|class|if|elif|for|while|with|try|else|except)\b[^.]*:\s*$/u,
  /^\s*(?:return|throw|raise|yield|await|new|delete|del|assert|break|continue|pass|echo)\b[^.,!?]*;?\s*$/u,
  /^\s*[\w$.[\]"'>-]+\s*(?:[-+*/|&%^]|<<|>>|\*\*|\?\?|:)?=\s*[^=>].*$/u, // assignment
  /^\s*[\w$.:>-]+\(.*\);?\s*$/u, // call
  /^\s*<\/?[a-zA-Z][\w.:-]*(?:\s[^<>]*)?>.*<\/[a-zA-Z][\w.:-]*>\s*$/u, // element
  /^\s*<[a-zA-Z][\w.:-]*\s+[\w:-]+=["'{].*>\s*$/u,
  /^\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER)\s.*(?:\bFROM\b|\bINTO\b|\bSET\b|\bTABLE\b)/u,
  /^\s*[a-z-]+\s*:\s*[^:.!?]+;\s*$/u, // CSS
  /^\s*\$\s\S/u, // shell prompt
  /^\s*@\w+\(.*\)\s*$/u, // decorator
];

/** Words in a row, as people write them. */
const prose = /(?:^|\s)[A-Za-z][a-z']*,?(?:\s+[a-z']+[,.]?){3,}(?:\s|$)/u;

const twoWords = /\b[a-z]{2,}\s+[a-z]{2,}(?:\s|$)/u;

const statementEnd = /[;{}]\s*$|^\s*[}\])]/u;

/** Is the line of a comment code that was commented out? In doubt it is prose: that loses nothing. */
export function looksLikeCode(line: string): boolean {
  if (
    /^\s*<\/?(?:summary|param|typeparam|returns|remarks|exception|value|para|example|see|seealso|inheritdoc|c|code|p|b|i|ul|ol|li|em|strong)\b/u.test(
      line,
    )
  ) {
    return false; // documentation
  }
  const shape = codeShapes.find((pattern) => pattern.test(line));
  if (shape === undefined || !/[A-Za-z]/u.test(line)) return shape !== undefined && /^[\s}\])]/u.test(line);
  if (prose.test(line.replace(/(["'`])(?:(?!\1).)*\1/gu, ''))) return false;
  // A call or a return alone may be the whole of a comment: `foo(bar)`, `return early`.
  if (/^\s*[\w$.:>-]+\([^)]*\)\s*$/u.test(line)) return /[.=>,"'\d]|\(\w+\)/u.test(line) && !line.trim().endsWith('()');
  if (/^\s*(?:return|throw|raise|yield|break|continue|pass|new|delete|assert|await|echo)\b/u.test(line)) {
    return statementEnd.test(line) || /[(=["'<>]/u.test(line);
  }
  const sign = line.search(/=\s/u);
  if (sign >= 0 && twoWords.test(line.slice(sign)) && !statementEnd.test(line)) return false;
  if (/^\s*[A-Z][a-z]+\s*[:=]\s/u.test(line) && !statementEnd.test(line)) return false;
  return true;
}
