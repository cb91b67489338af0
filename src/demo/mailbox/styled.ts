import { type Html, html, type Part } from '../../web/html.ts';

/** A body with the mailboxes' own style sheet. */
export const styled = (body: Part): Html => html`<link rel="stylesheet" href="/mailbox/style.css">${body}`;
