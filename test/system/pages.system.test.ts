import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { FastifyInstance } from 'fastify';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { weeksUpTo } from '../../src/demo/calendar.ts';
import { type Demo, startDemo } from '../../src/demo/demo.ts';
import { buildApp } from '../../src/web/app.ts';
import { createLink } from '../../src/web/entry.ts';
import { silent } from '../support/mail.ts';

// The pages in a browser, over the demo's weeks.

const dir = mkdtempSync(join(tmpdir(), 'onrecord-pages-'));
const clock = () => Temporal.Now.instant();
let demo: Demo;
let browser: Browser;
/** The same archive for a browser that has not signed in. */
let closed: FastifyInstance;
let closedUrl = '';
beforeAll(async () => {
  demo = await startDemo({ dir, port: 0, fresh: false, logLevel: 'silent' });
  closed = await buildApp({
    db: demo.database.db,
    now: clock,
    publicUrl: demo.url,
    mailAddress: 'onrecord@example.com',
    open: false,
    readiness: () => ({ problems: [] }),
    log: silent,
  });
  closedUrl = await closed.listen({ host: '127.0.0.1', port: 0 });
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(
      ' ',
    ),
  });
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await closed?.close();
  await demo?.stop();
  rmSync(dir, { recursive: true, force: true });
});

const [week1 = '', , , week4 = ''] = weeksUpTo(clock());
const team = '/t/reliability';
const found = z.object({ items: z.array(z.object({ messages: z.array(z.string()) })) });

/** The path of the newest mail of a kind, in the first mailbox that has one. */
function newestOf(kind: string): string {
  for (const name of ['ben', 'ana', 'kofi', 'mei', 'tom', 'sara']) {
    const inbox = demo.mail.mailbox(`${name}@example.com`);
    const newest = inbox.list().findLast(({ uid }) => inbox.read(uid).includes(`X-Onrecord-Kind: ${kind}`));
    if (newest) return `/mailbox/${name}/${newest.uid}`;
  }
  throw new Error(`nobody has a mail of the kind ${kind}`);
}

/** The path of the newest decision in a state: by its number, and while it has none by its message. */
async function decisionIn(state: string): Promise<string> {
  const answer = await fetch(`${demo.url}/api/teams/reliability/decisions?state=${state}`);
  const { items } = decisions.parse(await answer.json());
  const [newest] = items;
  return `${team}/decisions/${newest?.number ?? `noted/${newest?.key}`}`;
}
const decisions = z.object({ items: z.array(z.object({ number: z.number().nullable(), key: z.string() })) });

/** Each page by its name; an address is made when the demo runs. */
const pages: Record<string, () => string | Promise<string>> = {
  'the first page': () => '/',
  'the mailboxes': () => '/mailbox',
  'a mailbox': () => '/mailbox/ben',
  'a mail as text': () => '/mailbox/ben?text=1',
  'a receipt': () => newestOf('receipt'),
  'a review': () => newestOf('review'),
  'a new mail': () => '/mailbox/mei/new',
  'the team': () => team,
  'a week': () => `${team}/weeks/${week4}`,
  'an update': () => `${team}/weeks/${week4}/ben`,
  'a message': async () => {
    const answer = await fetch(`${demo.url}/api/teams/reliability/updates?week=${week1}`);
    const { items } = found.parse(await answer.json());
    return `${team}/messages/${encodeURIComponent(items[0]?.messages[0] ?? '')}`;
  },
  'the messages': () => `${team}/messages`,
  'the epics': () => `${team}/epics`,
  'an epic': () => `${team}/epics/data-integrity`,
  'the risks': () => `${team}/risks`,
  'the decisions': () => `${team}/decisions`,
  'the decisions that are open': () => `${team}/decisions?state=proposed`,
  'a noted thread': () => decisionIn('noted'),
  'an open proposal': () => decisionIn('proposed'),
  'a decision': () => decisionIn('decided'),
  'one that was superseded': () => decisionIn('superseded'),
  'one that was withdrawn': () => decisionIn('withdrawn'),
  'a page that is not there': () => `${team}/nothing`,
  'the one-time link': async () => `${closedUrl}/enter/${await createLink(demo.database.db, clock())}`,
  'a page for who has not signed in': () => `${closedUrl}${team}`,
};

const views = [
  { name: 'on a desk, light', width: 1280, colorScheme: 'light' },
  { name: 'on a phone, dark', width: 390, colorScheme: 'dark' },
] as const;

describe.each(views)('$name', ({ width, colorScheme }) => {
  let context: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    page = await context.newPage();
  });
  afterAll(() => context?.close());

  it.each(Object.entries(pages))('%s fits, and nothing bars anybody from it', async (_, addressOf) => {
    await page.goto(new URL(await addressOf(), demo.url).href);
    expect(await page.evaluate(sideways)).toBe(0);
    const levels = await page.evaluate<number[]>(headingLevels);
    expect(levels[0]).toBe(1);
    expect(levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1)).toEqual([]);
    // A frame without script answers no question of axe's; the mails in them are looked at below.
    await page.evaluate("for (const frame of document.querySelectorAll('iframe')) frame.remove()");
    expect(await violations(page)).toEqual([]);
  });

  const kinds = [
    ...['welcome', 'planning', 'request', 'review', 'receipt'],
    ...['proposal', 'nudge', 'objection', 'contested', 'outcome', 'question', 'help'],
  ];
  it.each(kinds)('the %s mail fits, and can be read', async (kind) => {
    const answer = await fetch(`${demo.url}${newestOf(kind)}/html`);
    await page.goto('about:blank');
    await page.setContent(await answer.text());
    expect(await page.evaluate(sideways)).toBe(0);
    // Landmarks and a first heading are for pages; a mail stands in its reader's.
    expect(await violations(page, ['landmark-one-main', 'page-has-heading-one', 'region'])).toEqual([]);
  });
});

const sideways = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
const headingLevels = "[...document.querySelectorAll('h1, h2, h3, h4')].map((one) => Number(one.tagName[1]))";

/** What axe finds, contrast of 7:1 included, with the places. */
async function violations(page: Page, except: string[] = []): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).disableRules(except).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`);
}

describe('by keyboard alone', () => {
  it('the first Tab offers to skip to the text, and what has the focus shows it', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const focus = page.locator(':focus');
    await page.goto(demo.url + team);
    await page.keyboard.press('Tab');
    expect(await focus.innerText()).toBe('Skip to the text');
    expect((await focus.boundingBox())?.x).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Enter');
    expect(await focus.getAttribute('id')).toBe('main');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineWidth')).toBe('3px');
    await context.close();
  });
});

describe('without script', () => {
  it('a reply is written, sent, and its receipt and record are there', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${demo.url}/mailbox/ben`);
    await page.getByRole('link', { name: 'Reply', exact: true }).click();
    await page.getByRole('textbox').fill('1. Data Integrity\n2. One thing\n3. none\n4. Another');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Sent, read and answered: this came back.').waitFor();
    await page.frameLocator('iframe').getByText('Thanks, Ben. Filed:').waitFor();
    await page.getByRole('link', { name: 'See the record' }).click();
    await page.getByRole('heading', { name: 'Ben Carvalho, week' }).waitFor();
    expect(await page.getByText('One thing').first().isVisible()).toBe(true);
    await context.close();
  });
});
