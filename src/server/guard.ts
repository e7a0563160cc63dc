import { getConnInfo } from '@hono/node-server/conninfo';
import type { MiddlewareHandler } from 'hono';
import { bearerAuth } from 'hono/bearer-auth';
import { rateLimiter } from 'hono-rate-limiter';
import { isIP } from 'node:net';
import type { ServerOptions } from '../protocol/server.js';
import { ApiError, failureBody } from './failure.js';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Refuses names that this machine was not told to answer to: a page whose name a hostile DNS server points at this
 * machine calls it by that name. A numeric address needs no DNS, so the one that was called is as good.
 */
export function checkHost({ host, allowedHosts }: ServerOptions): MiddlewareHandler {
  const known = new Set([...LOOPBACK, bracketed(host), ...allowedHosts].map((name) => name.toLowerCase()));
  return async (c, next) => {
    const { hostname } = new URL(c.req.url);
    const isAddress = isIP(hostname.replace(/^\[|\]$/g, '')) !== 0 && isUnspecified(host);
    if (!known.has(hostname) && !isAddress) {
      throw new ApiError(
        403,
        'unknown-host',
        `This server does not answer to the name "${hostname}": start it with --allow-host ${hostname}.`,
      );
    }
    await next();
  };
}

/** Refuses pages in a browser, which say where they come from. Programs do not. */
export const checkOrigin: MiddlewareHandler = async (c, next) => {
  const origin = c.req.header('Origin');
  const site = c.req.header('Sec-Fetch-Site');
  const foreign = origin !== undefined && origin !== new URL(c.req.url).origin;
  if (foreign || (site !== undefined && site !== 'same-origin' && site !== 'none')) {
    throw new ApiError(403, 'foreign-origin', 'Web pages may not use this server.');
  }
  await next();
};

/** Asks for the token, if there is one. */
export function checkToken({ token }: ServerOptions): MiddlewareHandler {
  if (token === undefined) return (_, next) => next();
  const message = failureBody('Send the token of this server as "Authorization: Bearer …".', 401, 'wrong-token');
  const refusal = { message };
  return bearerAuth({
    token,
    noAuthenticationHeader: refusal,
    invalidAuthenticationHeader: refusal,
    invalidToken: refusal,
  });
}

/** Limits how many readings one address may ask for: to more than anybody listens to, and less than keeps the engine from others. */
export function limitRate({ rateLimit = 100 }: ServerOptions): MiddlewareHandler {
  return rateLimiter({
    windowMs: 10_000,
    limit: rateLimit,
    keyGenerator: (c) => getConnInfo(c).remote.address ?? '',
    handler: () => {
      throw new ApiError(429, 'too-many-requests', 'These are too many requests: try again in some seconds.');
    },
  });
}

const bracketed = (host: string): string => (isIP(host) === 6 ? `[${host}]` : host);
const isUnspecified = (host: string): boolean => host === '0.0.0.0' || host === '::';
