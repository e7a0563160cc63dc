import { AloudError } from '../../protocol/errors.js';

/**
 * Where a server is asked for speech. Its address may be given as OpenAI's clients take it, with `/v1` at its end, or
 * without.
 * @throws AloudError `bad-value`; its message repeats nothing of the address, which may hold a password
 */
export function speechUrl(address: string): URL {
  if (!URL.canParse(address)) throw refused('it is no URL, such as https://speech.example.com');
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw refused('it begins with neither https:// nor http://');
  if (url.username !== '' || url.password !== '') {
    throw refused('it holds a name or a password: leave them out and run "Aloud: Set Speech Server Key…"');
  }
  if (url.search !== '' || url.hash !== '') throw refused('it goes on behind its path with ? or #: leave that out');
  if (url.protocol === 'http:' && !isLoopback(url)) {
    throw refused('http:// would show text and key to everyone on the way: use https://, but on this machine itself');
  }
  url.pathname = `${url.pathname.replace(/(\/v1)?\/*$/, '')}/v1/audio/speech`;
  return url;
}

/** Whether it leads to this machine and no further. */
export function isLoopback({ hostname }: URL): boolean {
  // However an IPv4 address is written, URL has made four decimal numbers of it.
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function refused(why: string): AloudError {
  return new AloudError('bad-value', `The address of the speech server cannot be used, as ${why}.`);
}
