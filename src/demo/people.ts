/** The domain that nobody owns (RFC 2606 3): no mail of the demo could reach a stranger. */
export const serviceAddress = 'onrecord@example.com';
export const team = 'reliability';
export const teamName = 'Product Reliability';
/** The team's log: where new mail goes. */
export const logAddress = 'onrecord+reliability@example.com';
/** As it stands in To and Cc. */
export const log = { name: teamName, address: logAddress };

export interface Person {
  /** First name, lower case: `/mailbox/NAME`. */
  readonly id: PersonId;
  readonly name: string;
  readonly address: string;
  readonly timezone: string;
  /** What their replies look like. */
  readonly client: Client;
  /** For the list of mailboxes. */
  readonly does: string;
}

export type PersonId = 'ana' | 'ben' | 'kofi' | 'mei' | 'tom' | 'sara' | 'luis';
export type Client = 'gmail' | 'apple-mail' | 'outlook' | 'thunderbird';

const person = (id: PersonId, name: string, timezone: string, client: Client, does: string): Person => ({
  id,
  name,
  address: `${id}@example.com`,
  timezone,
  client,
  does,
});

/** The example team of seven. */
export const people: readonly Person[] = [
  person('ana', 'Ana Ruiz', 'Europe/Berlin', 'gmail', 'leads the team; Alerting'),
  person('ben', 'Ben Carvalho', 'America/Sao_Paulo', 'thunderbird', 'Data Integrity'),
  person('kofi', 'Kofi Mensah', 'Europe/London', 'apple-mail', 'Pilots'),
  person('mei', 'Mei Tanaka', 'Europe/Berlin', 'outlook', 'User Workflows'),
  person('tom', 'Tom Becker', 'Europe/Berlin', 'gmail', 'Automation'),
  person('sara', 'Sara Lindholm', 'Europe/Stockholm', 'apple-mail', 'Gateway Updates'),
  person('luis', 'Luis Ortega', 'Europe/Lisbon', 'outlook', 'helps with Data Integrity and Alerting'),
];

/** @throws where the example has nobody of that name */
export function personNamed(id: PersonId): Person {
  const found = people.find((one) => one.id === id);
  if (!found) throw new Error(`the example has nobody called ${id}`);
  return found;
}
