import { EnvHttpProxyAgent, fetch } from 'undici';
import type { Fetch } from './download.js';

/**
 * A fetch that goes through the proxies of HTTP_PROXY, HTTPS_PROXY and NO_PROXY, which the one of Node 20 does not.
 * Not for the extension host: there VS Code has taught the global fetch the proxies of its own settings.
 * @param proxy URL of a proxy to take in place of those; or `none`, for what is on this machine.
 */
export function proxyFetch(proxy?: string): Fetch {
  const dispatcher = new EnvHttpProxyAgent(
    proxy === 'none' ? { noProxy: '*' } : proxy !== undefined ? { httpProxy: proxy, httpsProxy: proxy } : {},
  );
  return (url, init) => fetch(url, { ...init, dispatcher });
}
