import { existsSync } from 'node:fs';
import { z } from 'zod';

/** Settings that cannot be used, each named with its remedy. */
export class BadSettings extends Error {
  override name = 'BadSettings';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

const hostAndPort = z
  .string()
  .regex(/^(\[[0-9a-f:]+\]|[^:\s]+):\d{1,5}$/i, 'write host:port, for example 127.0.0.1:2525')
  .transform((text) => {
    const colon = text.lastIndexOf(':');
    return { host: text.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(text.slice(colon + 1)) };
  })
  .refine(({ port }) => port > 0 && port < 65536, 'the port has to be between 1 and 65535');

const isLoopback = (host: string) => /^(localhost|127(\.\d+){3}|\[?::1\]?)$/i.test(host);

/** A URL of these protocols; the unencrypted one (the first) only to this machine. */
function mailUrl(plain: string, tls: string, example: string) {
  return z.string().transform((text, context) => {
    const url = URL.parse(text);
    if (!url || ![plain, tls].includes(url.protocol.slice(0, -1)) || url.hostname === '') {
      context.addIssue({ code: 'custom', message: `write it like ${example}` });
      return z.NEVER;
    }
    return url;
  });
}

const onOff = z.enum(['on', 'off'], 'write on or off').transform((value) => value === 'on');

const schema = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^(pglite:|postgres(ql)?:\/\/)/, 'write postgres://user:password@host/database, or pglite:DIR')
    .default('pglite:./var/db'),
  MAIL_ADDRESS: z
    .string()
    .regex(
      /^[^@\s+<>"]{1,35}@[^@\s<>"]+$/,
      'write an address like onrecord@example.com; without a plus, its local part 35 octets at most',
    )
    .transform((address) => address.toLowerCase()),
  PLUS_ADDRESSING: onOff.default(true),
  SMTP_URL: mailUrl(
    'smtp',
    'smtps',
    'smtps://user:password@mail.example.com or smtp://user:password@mail.example.com:587',
  ).optional(),
  IMAP_URL: mailUrl('imap', 'imaps', 'imaps://user:password@mail.example.com/INBOX')
    .refine(
      (url) => url.protocol === 'imaps:' || isLoopback(url.hostname),
      'off this machine IMAP has to be encrypted: write imaps://',
    )
    .optional(),
  SMTP_LISTEN: hostAndPort.optional(),
  LMTP_LISTEN: hostAndPort.optional(),
  PUBLIC_URL: z
    .url({
      protocol: /^https?$/,
      message: 'write where people reach the archive, like https://onrecord.example.com',
    })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number('write a port number').int().min(0).max(65535).default(3000),
  SECRET: z
    .string()
    .refine(
      (secret) => Buffer.byteLength(secret) >= 32,
      'it has to be 32 bytes or more: make one with `openssl rand -base64 32`',
    ),
  AUTHSERV_ID: z.string().optional(),
  SENDER_POLICY: z
    .enum(
      ['verified', 'trusted-network'],
      'write verified, or trusted-network where nobody from outside can mail the service',
    )
    .default('verified'),
  DNS_SERVERS: z.string().optional(),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'write one of trace debug info warn error fatal silent',
    )
    .default('info'),
});

export type Config = z.output<typeof schema> & { PUBLIC_URL: string };

const whatFor: Record<string, string> = {
  MAIL_ADDRESS: "the service's own address, like onrecord@example.com",
  SECRET: '32 bytes or more, from which reply tokens and Message-IDs are made: `openssl rand -base64 32`',
};

/**
 * Reads the settings; empty ones count as absent.
 * @throws BadSettings that names every problem, not the first alone
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const config = readSettings(schema, env);
  return { ...config, PUBLIC_URL: config.PUBLIC_URL ?? `http://localhost:${config.PORT}` };
}

/** DATABASE_URL alone, for commands that need no mail. @throws BadSettings */
export function readDatabaseUrl(env: Record<string, string | undefined>): string {
  return readSettings(schema.pick({ DATABASE_URL: true }), env).DATABASE_URL;
}

/** PUBLIC_URL alone, for commands that write links. @throws BadSettings */
export function readPublicUrl(env: Record<string, string | undefined>): string {
  const { PUBLIC_URL, PORT } = readSettings(schema.pick({ PUBLIC_URL: true, PORT: true }), env);
  return PUBLIC_URL ?? `http://localhost:${PORT}`;
}

function readSettings<T extends z.ZodObject>(shape: T, env: Record<string, string | undefined>): z.output<T> {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = shape.safeParse(given);
  if (result.success) return result.data;
  throw new BadSettings(
    result.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      const value = given[name];
      if (value === undefined)
        return `${name} is not set. It is ${whatFor[name] ?? 'needed'}. See .env.example.`;
      // Passwords and keys are never printed back.
      const shown = name === 'SECRET' || /_URL$/.test(name) ? '' : ` is "${value}"`;
      return `${name}${shown}: ${issue.message}.`;
    }),
  );
}

/** The process's environment with `.env` of this directory under it. */
export function environment(): Record<string, string | undefined> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}
