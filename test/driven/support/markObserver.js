// Runs in the page of a VS Code window. `window.spokenMarks()` gives where the spoken word is marked, in each editor that
// shows it, as { line, column, text }, counted from 1. `window.seenMarks` has when the mark of the first of these editors
// came to each place: `atMs` is the page's performance.now() of the frame.
(() => {
  const seen = (window.seenMarks = []);
  let last = '';
  let isDue = false;

  const look = () => {
    isDue = false;
    const atMs = performance.now();
    const [place] = window.spokenMarks();
    const key = JSON.stringify(place);
    if (!place || key === last) return;
    last = key;
    seen.push({ ...place, atMs });
  };

  window.spokenMarks = () =>
    [...document.querySelectorAll('.view-overlays .cdr[class*="TextEditorDecorationType"]')]
      .filter((element) => getComputedStyle(element).borderBottomStyle === 'solid')
      .map(placeOf)
      .filter((place) => place !== undefined);

  const placeOf = (mark) => {
    const editor = mark.closest('.monaco-editor');
    const box = mark.getBoundingClientRect();
    const beside = (selector) =>
      [...editor.querySelectorAll(selector)].find((each) => Math.abs(each.getBoundingClientRect().top - box.top) < 3);
    const words = beside('.view-line > span');
    if (!words) return undefined;
    const { left, width } = words.getBoundingClientRect();
    const advance = width / words.textContent.length;
    const from = Math.round((box.left - left) / advance);
    const text = words.textContent.slice(from, from + Math.round(box.width / advance));
    return {
      line: Number(beside('.line-numbers')?.textContent),
      column: from + 1,
      text: text.replaceAll('\u00a0', ' '),
    };
  };

  new MutationObserver(() => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(look);
  }).observe(document.querySelector('.monaco-workbench'), { subtree: true, childList: true, attributes: true });
})();
