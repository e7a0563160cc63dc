/** What we use of play-sound, which has no types of its own. */
declare module 'play-sound' {
  import type { ChildProcess } from 'node:child_process';

  interface PlaySound {
    /**
     * @param options Arguments by program, and options of `spawn`.
     * @param done Called with null, or with the exit code that is not 0.
     */
    play(file: string, options: object, done: (error: number | Error | null) => void): ChildProcess | undefined;
  }

  /** With `player` given nothing is searched for, and no shell runs. */
  export default function playSound(options: { readonly player: string }): PlaySound;
}
