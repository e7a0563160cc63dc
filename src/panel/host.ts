/** What VS Code gives a webview's script. It may be asked for only once in a page. */
const host = acquireVsCodeApi();

/** Sends a message to the extension. */
export function send(message: object): void {
  host.postMessage(message);
}

/** Calls `receive` with every message of the extension, which is unchecked. */
export function onMessage(receive: (message: unknown) => void): void {
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    receive(data);
  });
}

/** What was kept when the page was there last; unchecked. */
export function keptState(): unknown {
  return host.getState();
}

/** Keeps `state` until the webview is closed, also while it is hidden and its page gone. */
export function keepState(state: object): void {
  host.setState(state);
}
