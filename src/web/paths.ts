import type { Decision } from '../kinds/decisions/record.ts';
import type { Plan } from '../kinds/plan/record.ts';
import type { MessageView } from '../reading/queries.ts';

// Where things are. A link to anything survives: these never change.

export const teamPath = (team: string): string => `/t/${encodeURIComponent(team)}`;
export const weekPath = (team: string, week: string): string => `${teamPath(team)}/weeks/${week}`;
export const epicPath = (team: string, slug: string): string =>
  `${teamPath(team)}/epics/${encodeURIComponent(slug)}`;
export const decisionsPath = (team: string): string => `${teamPath(team)}/decisions`;
export const numberPath = (team: string, number: number): string => `${decisionsPath(team)}/${number}`;
/** By its number; while it has none, by the message that made it. */
export const decisionPath = (team: string, { number, key }: Pick<Decision, 'number' | 'key'>): string =>
  number === null ? `${decisionsPath(team)}/noted/${key.position}.${key.ordinal}` : numberPath(team, number);
export const messagesPath = (team: string): string => `${teamPath(team)}/messages`;
export const messagePath = (team: string, id: string): string =>
  `${messagesPath(team)}/${encodeURIComponent(id)}`;

/** A message that shares its id with an older one is found by its position. */
export function pathOfMessage(team: string, message: MessageView, isFirst = true): string {
  return messagePath(team, isFirst ? message.messageId : String(message.position));
}

export function updatePath(plan: Plan, week: string, address: string): string {
  return `${weekPath(plan.team, week)}/${encodeURIComponent(personSlug(plan, address))}`;
}

/** The first name where it is nobody else's, else the address. */
export function personSlug(plan: Plan, address: string): string {
  const member = plan.members.find((one) => one.address === address);
  const name = member ? firstName(member.name) : '';
  const isOnly = plan.members.filter((one) => firstName(one.name) === name).length === 1;
  return /^[\p{L}\p{N}-]+$/u.test(name) && isOnly ? name : address;
}

/** The address that a path's last part means: a first name, else an address as it stands. */
export function addressOf(plan: Plan, person: string): string {
  const said = person.toLowerCase();
  const member =
    plan.members.find((one) => one.address === said || one.also.includes(said)) ??
    plan.members.find((one) => personSlug(plan, one.address) === said);
  return member?.address ?? said;
}

const firstName = (name: string) => (name.trim().split(/\s+/)[0] ?? '').toLowerCase();
