import type { FastifyInstance, FastifyRequest } from 'fastify';
import { enter, isLink, leave, SESSION_SECONDS, sessionCookie } from '../entry.ts';
import { type Html, html } from '../html.ts';
import { page, sendPage } from '../layout.ts';
import type { AppOptions } from '../options.ts';
import { Problem } from '../problem.ts';

type Link = { Params: { token: string } };

/** The one-time link: a GET shows a button, because scanners and previews open links; the POST behind it uses it up. */
export function registerEntry(app: FastifyInstance, options: AppOptions): void {
  const { db, now, publicUrl } = options;
  const cookie = sessionCookie(publicUrl);
  const limit = { config: { rateLimit: { max: 30, timeWindow: '1 minute' } } };

  app.get<Link>('/enter/:token', limit, async (request, reply) => {
    if (!(await isLink(db, request.params.token, now()))) throw spent();
    // No cache keeps the link. (A referrer policy of `no-referrer` would make browsers send `Origin: null` with the form.)
    return sendPage(reply, enterPage(request.params.token), 'no-store');
  });

  app.post<Link>('/enter/:token', limit, async (request, reply) => {
    refuseOtherSites(request, publicUrl);
    const session = await enter(db, request.params.token, now());
    if (session === null) throw spent();
    reply.setCookie(cookie, session, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: publicUrl.startsWith('https:'),
      maxAge: SESSION_SECONDS,
    });
    return reply.header('cache-control', 'no-store').redirect('/', 303);
  });

  app.get('/leave', async (_request, reply) => sendPage(reply, leavePage()));

  app.post('/leave', async (request, reply) => {
    refuseOtherSites(request, publicUrl);
    const session = request.cookies[cookie];
    if (session) await leave(db, session);
    return reply.clearCookie(cookie, { path: '/' }).redirect('/leave', 303);
  });
}

/** A form of another site cannot sign a browser in or out. Browsers send Origin with every POST. */
function refuseOtherSites(request: FastifyRequest, publicUrl: string): void {
  const site = request.headers['sec-fetch-site'];
  const { origin, host } = request.headers;
  const isOurs =
    site === 'same-origin' ||
    (site === undefined &&
      (origin === undefined || origin === new URL(publicUrl).origin || URL.parse(origin)?.host === host));
  if (!isOurs)
    throw new Problem(
      403,
      'From another site',
      'This form was sent from another site. Open the link itself.',
    );
}

const spent = () =>
  new Problem(
    410,
    'This link is used up',
    'A link is good for one use within fifteen minutes. Start the service again, or ask whoever runs it, for a new one.',
  );

function enterPage(token: string): Html {
  return page({
    title: 'Open the archive',
    lead: 'In this browser, for thirty days.',
    body: html`<form method="post" action="/enter/${encodeURIComponent(token)}"><button type="submit">Open the archive</button></form>
<p class="by">The link works once. To look at it, as you do now, does not use it up.</p>`,
  });
}

function leavePage(): Html {
  return page({
    title: 'Sign out',
    lead: 'Ends the session of this browser.',
    body: html`<form method="post" action="/leave"><button type="submit">Sign out</button></form>`,
  });
}
