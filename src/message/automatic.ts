import type { Header } from './message.ts';

/** Why a message is automatic, or null for one that a person wrote (mail.md D20, RFC 3834). */
export function automatic(
  headers: readonly Header[],
  mailFrom: string | null,
  _ourAddresses: readonly string[],
): string | null {
  if (mailFrom === '') return 'it has a null return path';
  const autoSubmitted =
    headers.find((header) => header.name === 'auto-submitted')?.value.toLowerCase() ?? 'no';
  return /^no\b/.test(autoSubmitted) ? null : `Auto-Submitted is ${autoSubmitted}`;
}
