import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import fastify, { type FastifyInstance } from 'fastify';
import { registerApi } from './api/api.ts';
import { registerErrors } from './errors.ts';
import { registerHealth } from './health.ts';
import type { AppOptions } from './options.ts';
import { registerEntry } from './pages/enter.ts';
import { registerPages } from './pages/pages.ts';
import { registerUnsubscribe } from './pages/unsubscribe.ts';

const publicFolder = new URL('./public/', import.meta.url).pathname;

/** The app apart from the process: whoever calls it listens, or injects requests. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const app = fastify({
    // Only a proxy on this machine may say whom it speaks for.
    trustProxy: 'loopback',
    // A Message-ID may fill a header line (RFC 5322 2.1.1), three characters an octet in a path.
    routerOptions: { maxParamLength: 3 * 998, ignoreTrailingSlash: true },
    bodyLimit: 64 * 1024,
  });
  registerErrors(app, options);
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        frameSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // That frame and the pages share a host; clusters by origin would tear them apart.
    originAgentCluster: false,
    referrerPolicy: { policy: 'same-origin' },
    // Only where it is reached by https; over http the header is ignored, and locally it would only mislead.
    strictTransportSecurity: options.publicUrl.startsWith('https:') ? { maxAge: 31_536_000 } : false,
  });
  await app.register(cookie);
  await app.register(formbody);
  await app.register(rateLimit, { global: false });
  await app.register(fastifyStatic, {
    root: publicFolder,
    prefix: '/public/',
    maxAge: '1h',
    // The frame that shows a mail's HTML is shut into an origin of its own, and has to have the stylesheet.
    setHeaders: (reply) => reply.header('cross-origin-resource-policy', 'cross-origin'),
  });
  registerHealth(app, options);
  registerEntry(app, options);
  registerUnsubscribe(app, options);
  await registerApi(app, options);
  await registerPages(app, options);
  for (const plugin of options.plugins ?? []) await app.register(plugin);
  return app;
}
