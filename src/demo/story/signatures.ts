import type { PersonId } from '../people.ts';
import type { Letter } from './letter.ts';

/** Under letters of any length; nobody signs "hi". */
export function signatureOf(who: PersonId, { text = '', inside }: Letter): { signature?: string } {
  const signature = signatures[who];
  return signature && (inside || text.length > 60) ? { signature } : {};
}

const signatures: Readonly<Partial<Record<PersonId, string>>> = {
  ben: 'Ben Carvalho\nFieldlink, São Paulo',
  mei: `Kind regards,
Mei Tanaka
User Workflows | Fieldlink GmbH | Hamburg

This e-mail may contain confidential information. If you are not the intended recipient, please notify the sender and delete this e-mail.`,
  tom: 'Tom',
};
