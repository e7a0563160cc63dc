/** What went wrong, for programs. The message beside it is for people: one sentence that says what to do next. */
export type ErrorCode =
  | 'nothing-to-read'
  | 'model-missing'
  | 'model-damaged'
  | 'unknown-voice'
  | 'unknown-model'
  | 'bad-value'
  | 'no-sound-device'
  | 'unsupported-platform'
  | 'busy'
  | 'not-text'
  | 'network'
  | 'disk'
  | 'cancelled'
  | 'engine-failed'
  | 'internal';

/** An error whose message may be shown to the user as it is. */
export class AloudError extends Error {
  override readonly name = 'AloudError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The message of anything thrown, for logs and for errors that nobody foresaw. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
