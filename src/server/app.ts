import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { ServerOptions } from '../protocol/server.js';
import { ApiError, failure } from './failure.js';
import { checkHost, checkOrigin, checkToken, limitRate } from './guard.js';
import { openApiDocument, operations } from './openApi.js';
import type { Prometheus } from './prometheus.js';
import { speak } from './speech.js';
import type { SpeechService } from './speechService.js';

export interface AppParts {
  readonly service: SpeechService;
  readonly prometheus: Prometheus;
  readonly log: (message: string) => void;
}

/** The routes of the speech API behind what protects them. `operations` in openApi.ts describes each. */
export function speechApp(options: ServerOptions, { service, prometheus, log }: AppParts): Hono {
  const app = new Hono();
  app.onError((error, c) => failure(c, error, log));
  app.notFound((c) => failure(c, notHere(c.req.method, c.req.path), log));

  app.use(secureHeaders({ strictTransportSecurity: false }), checkHost(options), checkOrigin);
  app.get('/health', (c) => c.json({ status: 'ok' }));
  app.use(checkToken(options));

  app.post('/v1/audio/speech', limitRate(options), (c) => speak(c, service));
  app.get('/v1/audio/voices', (c) =>
    c.json({ voices: service.voices.map(({ id, name, language, gender }) => ({ id, name, language, gender })) }),
  );
  app.get('/v1/models', (c) =>
    c.json({
      object: 'list',
      data: [{ id: service.status().model, object: 'model', created: 0, owned_by: 'aloud' }],
    }),
  );
  app.get('/status', (c) => c.json(service.status()));
  app.get('/ttfa-performance', async (c) => c.json(await service.performance()));
  app.get('/ttfa-measurements', async (c) => c.json({ measurements: await service.measurements() }));
  app.get('/metrics', async (c) => c.body(await prometheus.text(), 200, { 'Content-Type': prometheus.contentType }));
  const document = openApiDocument();
  app.get('/openapi.json', (c) => c.json(document));
  return app;
}

/** Why no route was found: another method has one, or none does. */
function notHere(method: string, path: string): ApiError {
  const methods = operations.filter((operation) => operation.path === path).map((operation) => operation.method);
  if (methods.length === 0) return new ApiError(404, 'not-found', 'There is nothing here: see /openapi.json.');
  // Whatever is got may be asked for without its body.
  const allow = methods.flatMap((known) => (known === 'get' ? ['GET', 'HEAD'] : [known.toUpperCase()]));
  return new ApiError(405, 'wrong-method', `${path} does not take ${method}: use ${allow.join(' or ')}.`, {
    Allow: allow.join(', '),
  });
}
