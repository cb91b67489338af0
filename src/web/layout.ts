import type { FastifyReply } from 'fastify';
import { type Html, html, type Part } from './html.ts';
import { teamPath } from './paths.ts';

export interface PageParts {
  readonly title: string;
  /** One line under the title. */
  readonly lead?: Part;
  /** The pages above this one, the topmost first. */
  readonly trail?: readonly { readonly text: string; readonly href: string }[];
  /** Whose pages these are, for the links at the top. */
  readonly team?: { readonly team: string; readonly name: string };
  /** Which of those links this page stands behind. */
  readonly section?: 'week' | 'epics' | 'risks' | 'decisions' | 'messages';
  readonly body: Part;
  /** Beside the body where there is room, else below it. */
  readonly margin?: Part;
  /** The address of a style sheet over the usual one. */
  readonly style?: string;
  /** A list as wide as the page. */
  readonly isWide?: boolean;
  /** The same as JSON, where there is one. */
  readonly twin?: string;
}

/** Every page: skip link, where we are, title, body, margin, foot. */
export function page(parts: PageParts): Html {
  const { title, lead, team, body, margin, twin, style } = parts;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}${team && team.name !== title && ` · ${team.name}`} · Onrecord</title>
<link rel="stylesheet" href="/public/style.css">
${style && html`<link rel="stylesheet" href="${style}">`}
<link rel="icon" href="/public/icon.svg" type="image/svg+xml">
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
<header class="top">
<a class="mark" href="/">Onrecord</a>
${team && links(team, parts.section)}
</header>
<main id="main" tabindex="-1"${margin && html` class="with-margin"`}>
<div class="head">
${trail(parts.trail ?? [])}
<h1>${title}</h1>
${lead && html`<p class="lead">${lead}</p>`}
</div>
<div class="body${parts.isWide === true && ' wide'}">${body}</div>
${margin && html`<aside class="margin" aria-label="About this page">${margin}</aside>`}
</main>
<footer class="foot">
<p>Here everything is read. It is written by mail: every fact comes from a stored message, and another one changes it.</p>
${twin && html`<p><a href="${twin}">This page as JSON</a> · <a href="/api/docs/">API</a></p>`}
</footer>
</body>
</html>
`;
}

export function sendPage(
  reply: FastifyReply,
  markup: Html,
  cache: 'private, no-cache' | 'no-store' = 'private, no-cache',
): FastifyReply {
  return reply.type('text/html; charset=utf-8').header('cache-control', cache).send(markup.toString());
}

function links(team: { team: string; name: string }, current: PageParts['section']): Html {
  const base = teamPath(team.team);
  const all = [
    { name: 'week', text: 'Team', href: base },
    { name: 'epics', text: 'Epics', href: `${base}/epics` },
    { name: 'risks', text: 'Risks', href: `${base}/risks` },
    { name: 'decisions', text: 'Decisions', href: `${base}/decisions` },
    { name: 'messages', text: 'Messages', href: `${base}/messages` },
  ];
  return html`<nav aria-label="Pages of the team"><ul>${all.map(
    (link) =>
      html`<li><a href="${link.href}"${link.name === current && html` aria-current="true"`}>${link.text}</a></li>`,
  )}</ul></nav>`;
}

function trail(above: readonly { text: string; href: string }[]): Part {
  if (above.length === 0) return null;
  return html`<nav class="trail" aria-label="Where this is"><ol>${above.map(
    (one) => html`<li><a href="${one.href}">${one.text}</a></li>`,
  )}</ol></nav>`;
}
