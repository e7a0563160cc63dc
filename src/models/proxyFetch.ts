import { EnvHttpProxyAgent, fetch } from 'undici';
import type { Fetch } from './download.js';

/**
 * A fetch that goes through the proxies of HTTP_PROXY, HTTPS_PROXY and NO_PROXY, which the one of Node 20 does not.
 * Not for the extension host: there VS Code has taught the global fetch the proxies of its own settings.
 */
export function proxyFetch(): Fetch {
  const dispatcher = new EnvHttpProxyAgent();
  return (url, init) => fetch(url, { ...init, dispatcher });
}
