import { describe, expect, it } from 'vitest';
import { BadSettings, readConfig, readDatabaseUrl } from '../src/config.ts';

const good = { MAIL_ADDRESS: 'onrecord@example.com', SECRET: 'thirty-two bytes that nobody else has' };
const problemsOf = (env: Record<string, string>) => {
  try {
    readConfig({ ...good, ...env });
  } catch (error) {
    if (error instanceof BadSettings) return error.problems;
    throw error;
  }
  return [];
};

describe('settings', () => {
  it.each([
    ['MAIL_ADDRESS', '', /not set.*like onrecord@example\.com/],
    ['MAIL_ADDRESS', 'onrecord', /like onrecord@example\.com/],
    ['MAIL_ADDRESS', 'on+record@example.com', /without a plus/],
    ['MAIL_ADDRESS', `${'a'.repeat(36)}@example.com`, /35 octets/],
    ['SECRET', '', /not set.*openssl rand/],
    ['SECRET', 'too short', /32 bytes.*openssl rand/],
    ['DATABASE_URL', 'mysql://user:geheim@host/x', /postgres:\/\/.*pglite:/],
    ['SMTP_URL', 'mail.example.com', /smtps:\/\//],
    ['SMTP_URL', 'https://user:geheim@mail.example.com', /smtps:\/\//],
    ['IMAP_URL', 'imap://user:geheim@mail.example.com', /encrypted.*imaps:\/\//],
    ['IMAP_URL', 'imap://user:geheim@localhost.example.com', /encrypted.*imaps:\/\//],
    ['SMTP_LISTEN', '2525', /host:port/],
    ['LMTP_LISTEN', '127.0.0.1:70000', /between 1 and 65535/],
    ['PUBLIC_URL', 'onrecord.example.com', /https:\/\//],
    ['PORT', 'eighty', /"eighty".*number/],
    ['PLUS_ADDRESSING', 'yes', /"yes".*on or off/],
    ['SENDER_POLICY', 'everybody', /"everybody".*trusted-network/],
    ['LOG_LEVEL', 'chatty', /"chatty".*trace debug info/],
  ])('%s "%s" is refused, with what to write', (name, value, remedy) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(remedy);
    expect(problems[0]?.startsWith(name)).toBe(true);
    expect(problems[0]).not.toContain('geheim');
  });

  it('are refused all together, not one after the other', () => {
    const problems = problemsOf({ SECRET: '', PORT: 'eighty', LOG_LEVEL: 'chatty' });
    expect(problems.map((problem) => problem.split(/[ :]/)[0])).toEqual(['PORT', 'SECRET', 'LOG_LEVEL']);
  });

  it('may be in the clear on this machine, and by STARTTLS off it', () => {
    for (const host of ['localhost', '127.0.0.1', '[::1]'])
      expect(problemsOf({ IMAP_URL: `imap://user:word@${host}/INBOX` })).toEqual([]);
    expect(problemsOf({ SMTP_URL: 'smtp://user:word@mail.example.com:587' })).toEqual([]);
  });

  it('make links that lead to the port, where nothing else is said', () => {
    expect(readConfig(good).PUBLIC_URL).toBe('http://localhost:3000');
    expect(readConfig({ ...good, PORT: '4000' }).PUBLIC_URL).toBe('http://localhost:4000');
    const behind = { ...good, PORT: '4000', PUBLIC_URL: 'https://onrecord.example.com/' };
    expect(readConfig(behind).PUBLIC_URL).toBe('https://onrecord.example.com');
  });

  it('that are empty count as absent', () => {
    expect(readConfig({ ...good, DATABASE_URL: '', PORT: '' })).toMatchObject({
      DATABASE_URL: 'pglite:./var/db',
      PORT: 3000,
    });
  });

  it('of mail are not needed where only the database is', () => {
    expect(readDatabaseUrl({ DATABASE_URL: 'pglite:x' })).toBe('pglite:x');
  });
});
