import { baseSubject } from '../../message/subject.ts';

/** What the subject says a message is. */
export interface Tagged {
  readonly tag: 'proposal' | 'decision' | null;
  /** Without tag, number, and what clients put before it. */
  readonly title: string;
  /** It stands behind "Re:" or "Fwd:": what the tag says, it says of the thread. */
  readonly inherited: boolean;
}

const tags: Readonly<Record<string, 'proposal' | 'decision'>> = {
  ...{ proposal: 'proposal', rfc: 'proposal', vote: 'proposal', decision: 'decision', decided: 'decision' },
};

const bracket = /\[([^\][]{1,40})\]/g;

/** "[DECISION] Drop MQTT", "[team-list] [RFC] Sampling": a tag is a whole bracket, in any case; behind "Re:" it is inherited. */
export function taggedSubject(whole: string): Tagged {
  // What it was called before says nothing of this message: "Label printer (was: [PROPOSAL] Labels)".
  const subject = whole.replace(/(?<=\S)\s*[([]\s*was\s*[:：].*$/iu, '');
  const found = [...subject.matchAll(bracket)].find(([, name = '']) => tags[name.trim().toLowerCase()]);
  const before = subject.slice(0, found?.index ?? 0).replaceAll(bracket, ' ');
  const inherited = baseSubject(subject) !== subject.replaceAll(/^(?:\s*\[[^\][]*\])+\s*/g, '').trim();
  const isBehind = baseSubject(`${before} x`) !== `${before} x`.replace(/\s+/g, ' ').trim();
  const title = baseSubject(found ? subject.replace(found[0], ' ') : subject)
    .replace(/^D-\d{1,6}\b[\s:–-]*/i, '')
    .trim();
  const tag = found && !isBehind ? (tags[(found[1] ?? '').trim().toLowerCase()] ?? null) : null;
  return { tag, title, inherited };
}
