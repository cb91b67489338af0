import type { Original } from './original.ts';

export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

export interface Recipients {
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
}

/** Where an answer goes: to whom Reply-To names where a program wrote, else to everybody, as people do who want a thread to stay one. */
export function replyAll({ from, replyTo, everybody, kind }: Original, author: Mailbox): Recipients {
  if (kind !== '') return { to: replyTo, cc: [] };
  const to = from.address === author.address ? everybody.slice(0, 1) : [from];
  const others = everybody.filter(
    ({ address }) => address !== author.address && !to.some((one) => one.address === address),
  );
  return { to, cc: others };
}

/** Each of them once, as the envelope has them. */
export const addressesOf = ({ to, cc }: Recipients): string[] => [
  ...new Set([...to, ...cc].map(({ address }) => address)),
];
