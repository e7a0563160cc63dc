/** Something that must be let go. Shaped like the one of 'vscode', which only the extension may import. */
export interface Disposable {
  dispose(): void;
}

/** Listeners of one kind of event. */
export class Emitter<T extends unknown[]> {
  private readonly listeners = new Set<(...event: T) => void>();

  /** Calls `listener` at every event until what it returns is disposed. */
  readonly on = (listener: (...event: T) => void): Disposable => {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  };

  fire(...event: T): void {
    for (const listener of [...this.listeners]) listener(...event);
  }
}
