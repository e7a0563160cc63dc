import { AloudError } from '../../protocol/errors.js';

/** More of what a server says about itself is not shown. */
const MOST_CHARACTERS = 200;

/** The server did not speak; the message says why, and what to do. */
export class ServerFailure extends AloudError {
  /** @param retryMs So soon it is worth another try; undefined where it is not. */
  constructor(
    message: string,
    readonly retryMs?: number,
    options?: ErrorOptions,
  ) {
    super('network', message, options);
  }
}

/** What a status says that is no 200, for people. */
export function refusal(host: string, status: number, said: string): string {
  const details = said === '' ? String(status) : `${status}: ${said}`;
  if (status === 401 || (status === 403 && said === '')) {
    return `The speech server ${host} does not take the key (${details}): run "Aloud: Set Speech Server Key…", or set ALOUD_ENGINE_KEY on the command line.`;
  }
  if (status === 403)
    return `The speech server ${host} does not let you speak (${details}): check its set-up and the key.`;
  if (status === 404) return `At ${host} there is no speech server (${details}): check "aloud.engine.url".`;
  if (status === 429) return `The speech server ${host} is busy (${details}): try again later, or give it replicas.`;
  if (status >= 500) return `The speech server ${host} failed (${details}): see its log.`;
  if (status >= 400)
    return `The speech server ${host} does not speak this (${details}): check the voice and the model.`;
  return `The speech server ${host} leads elsewhere (${details}): set "aloud.engine.url" to where it is now.`;
}

/**
 * What an answer says went wrong, in the shapes that OpenAI's servers and FastAPI's give it; empty where that is nothing.
 * @param secret Is not repeated.
 */
export function saidIn(body: string, secret: string | undefined): string {
  const said = messageIn(body);
  const open = secret ? said.replaceAll(secret, '…') : said;
  // A message may be shown where links are made of brackets.
  return open
    .replace(/[\p{Cc}\p{Zl}\p{Zp}<>[\]()`\s]+/gu, ' ')
    .trim()
    .replace(/\.$/, '')
    .slice(0, MOST_CHARACTERS);
}

function messageIn(body: string): string {
  try {
    const { error, detail, message } = Object(JSON.parse(body)) as Record<string, unknown>;
    const candidates = [Object(error) as { message?: unknown }, Object(detail) as { message?: unknown }];
    const texts = [...candidates.map((each) => each.message), error, detail, message];
    return texts.find((text) => typeof text === 'string') ?? '';
  } catch {
    return ''; // a page for people, or nothing
  }
}

/**
 * How long to wait before another try, in milliseconds: what `Retry-After` says, in seconds or as a date. Undefined where
 * it says nothing that can be understood.
 */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return 1000 * Number(text);
  const at = /^[A-Za-z]{3}/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}
