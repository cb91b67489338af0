import type { Temporal } from 'temporal-polyfill';
import { authorLines } from '../../message/own-words.ts';
import { epicNamed } from '../epics.ts';
import type { Findings, Input, Question, Refusal } from '../kind.ts';
import { covers, isBack, readAbsence } from './absence.ts';
import { pausable } from './pause.ts';
import type { CommandRecord } from './record.ts';

/** A command is a short line; a longer one is prose. */
const longest = 500;

/** Requests whose answers may be labelled "Risk:": there it is the third answer and not a command. */
const asksForRisks = new Set(['request', 'reminder', 'receipt']);

/** `away …`, `back`, `help`, `Risk: …` and `over R-4`, each on a line of its own, in any mail. */
export function parseCommands(input: Input): Findings {
  const lines = authorLines(input.words).filter(({ index }) => !input.taken.has(index));
  const records: CommandRecord[] = [];
  const refusals: Refusal[] = [];
  const questions: Question[] = [];
  const taken: number[] = [];

  const alone = lines.filter(({ text }) => text.trim() !== '');
  const only =
    alone.length === 1 && alone[0]
      ? plain(alone[0].text)
          .replace(/[.!,]+$/, '')
          .toLowerCase()
      : '';
  if (only === 'help' || (alone.length === 0 && input.message.subject.trim().toLowerCase() === 'help')) {
    return {
      records: [{ kind: 'command', type: 'help' }],
      taken: alone.map(({ index }) => index),
      questions,
      refusals,
    };
  }
  const wanted = readWanted(input, plain(alone[0]?.text ?? '').toLowerCase());
  if (wanted) return { ...wanted, taken: lines.map(({ index }) => index), questions };
  const pause = readPause(only, input);
  if (pause) return { records: [pause], taken: alone.map(({ index }) => index), questions, refusals };
  // Whatever is replied to the welcome proves the way in; "Hi!" is a greeting, and no word is left of it.
  if (input.context.answered?.kind === 'welcome') {
    records.push({ kind: 'command', type: 'hello' });
    if (['hi', 'hello', 'hey'].includes(only)) taken.push(...alone.map(({ index }) => index));
  }
  // Labelled lines in a reply to Monday's mail are an update, and "Risk:" its third answer.
  const inUpdate = lines.some(({ text }) => /^(goal|changed|next|focus)\s*:/i.test(plain(text.slice(0, 40))));
  for (const [at, { index, text }] of lines.entries()) {
    if (text.length > longest) continue;
    const line = plain(text);
    const absence = readAway(line, input);
    if (absence) {
      taken.push(index);
      if (absence === 'unclear') {
        refusals.push({
          line,
          why: 'until when? Write "away until 2026-12-01", "away next week" or "away 21 Dec to 2 Jan"',
        });
      } else records.push({ kind: 'command', type: 'away', ...absence });
      continue;
    }
    const back = isBack(line) ? endOfAbsence(input) : null;
    if (back) {
      taken.push(index);
      records.push({ kind: 'command', type: 'back', on: back.toString() });
      continue;
    }
    const ended = readEnded(line);
    for (const risk of ended.risks) {
      const why = mayNotEnd(risk, input);
      if (why) refusals.push({ line, why });
      else if (!records.some((record) => record.type === 'over' && record.risk === risk)) {
        records.push({ kind: 'command', type: 'over', risk });
      }
    }
    if (ended.whole) taken.push(index);
    const risk = ended.risks.length === 0 && !inUpdate ? readRisk(lines, at, input) : null;
    if (risk) {
      taken.push(...risk.taken);
      records.push({ kind: 'command', type: 'risk', text: risk.text, epic: risk.epic });
    }
  }
  return { records, taken, questions, refusals };
}

/** "search: retry storms", "D-7" as the subject of a mail that answers nothing; "off the record" as the first words of any. */
function readWanted(
  { context, message }: Input,
  first: string,
): Pick<Findings, 'records' | 'refusals'> | null {
  const isHidden =
    /^off the record(?:$|[\s.,:;!–—-])/.test(first) || /^off the record$/i.test(message.subject.trim());
  if (isHidden) {
    if (context.proof === 'strong')
      return { records: [{ kind: 'command', type: 'off-the-record' }], refusals: [] };
    const why = 'what leaves the record needs better proof of who sent it than a reply address';
    return { records: [], refusals: [{ line: 'off the record', why }] };
  }
  const said = /^search\s*[:：]\s*(\S.*)$/i.exec(first)?.[1];
  if (said !== undefined && context.decisions.length === 0)
    return { records: [{ kind: 'command', type: 'search', words: said.trim() }], refusals: [] };
  if (context.answered) return null;
  const subject = message.subject.trim();
  const words = /^search\s*[:：]\s*(\S.*)$/i.exec(subject)?.[1];
  if (words !== undefined)
    return { records: [{ kind: 'command', type: 'search', words: words.trim() }], refusals: [] };
  const number = Number(/^D-(\d{1,6})$/i.exec(subject)?.[1] ?? 0);
  if (number === 0) return null;
  if (context.named.some((one) => one.number === number))
    return { records: [{ kind: 'command', type: 'show', decision: number }], refusals: [] };
  return {
    records: [],
    refusals: [
      { line: subject, why: `there is no D-${number}; "search: words" finds decisions by their words` },
    ],
  };
}

/** "unsubscribe" as the subject, whatever a mail client writes below it (RFC 2369 3.2), or as the only word; "subscribe" takes it back. */
function readPause(only: string, { context, message }: Input): CommandRecord | null {
  const mail = context.answered?.kind ?? '';
  const subject = message.subject.trim().toLowerCase();
  if (!pausable.includes(mail)) return null;
  if (subject === 'unsubscribe' || only === 'unsubscribe')
    return { kind: 'command', type: 'pause', mail, paused: true };
  return only === 'subscribe' ? { kind: 'command', type: 'pause', mail, paused: false } : null;
}

/** Without list marker and bold. */
const plain = (text: string) =>
  text
    .replace(/^\s*[-*•·]\s+/, '')
    .replaceAll('*', '')
    .trim();

function readAway(line: string, input: Input) {
  return readAbsence(line, today(input));
}

/** "Back" is a command of who is away, and a word of everybody else. */
function endOfAbsence(input: Input): Temporal.PlainDate | null {
  const day = today(input);
  return input.context.author?.away.some((absence) => covers(absence, day)) ? day : null;
}

/** Days are the sender's: the offset of their Date, else their own zone. */
function today({ context, message }: Input): Temporal.PlainDate {
  const zone = context.author?.timezone ?? context.plan?.timezone ?? 'UTC';
  const offset = message.date ? /(?:[+-]\d\d:\d\d)$/.exec(message.date)?.[0] : undefined;
  return context.receivedAt.toZonedDateTimeISO(offset ?? zone).toPlainDate();
}

/** "over R-4", "over R-4 and R-7", also behind the number of an answer ("3. over R-4"): then the line stays in the answer as well. */
function readEnded(line: string): { risks: number[]; whole: boolean } {
  const [all, number = '', list = '', rest = ''] =
    /^(\d\s*[.):]\s*)?over\s+((?:R-?\d{1,6})(?:\s*(?:,|and|&|\+)\s*R-?\d{1,6})*)\b(.*)$/i.exec(line) ?? [];
  if (all === undefined) return { risks: [], whole: false };
  const risks = [...list.matchAll(/\d+/g)].map(([digits]) => Number(digits));
  return { risks: [...new Set(risks)], whole: number === '' && /^[\s.!,;]*$/.test(rest) };
}

/** Its author, the owner of its epic, or a lead may end a risk. */
function mayNotEnd(number: number, { context }: Input): string | null {
  const risk = context.openRisks.find((one) => one.number === number);
  if (!risk) return `there is no open risk R-${number}`;
  const owner = context.plan?.epics.find((epic) => epic.slug === risk.epic)?.owner;
  const may = [risk.member, owner].includes(context.author?.address ?? '') || context.author?.role === 'lead';
  if (may) return null;
  const names = context.plan?.members
    .filter((member) => [risk.member, owner].includes(member.address) || member.role === 'lead')
    .map((member) => member.name);
  return `R-${number} is ended by who raised it, the owner of its epic, or a lead: ${names?.join(', ')}`;
}

/** What says something of its own, and so is no part of a risk above it. */
const anotherLine = /^(?:KR\s*\d+\s*[:=]|sprint\s+goal\b|away\b|back\b)/i;

/** `Risk: …` up to the next blank line, or the next line that says something of its own. */
function readRisk(lines: readonly { index: number; text: string }[], at: number, { context }: Input) {
  if (asksForRisks.has(context.answered?.kind ?? '')) return null;
  const label = /^(?:new\s+)?risk\s*(#[a-z0-9-]+|\([^)]{1,60}\))?\s*:\s*(.*)$/i;
  const [all, named, first = ''] = label.exec(plain(lines[at]?.text ?? '')) ?? [];
  if (all === undefined) return null;
  const texts = [first];
  const taken = [lines[at]?.index ?? 0];
  for (const next of lines.slice(at + 1)) {
    const line = plain(next.text);
    if (
      line === '' ||
      next.index !== (taken.at(-1) ?? 0) + 1 ||
      label.test(line) ||
      anotherLine.test(line) ||
      readEnded(line).risks.length > 0
    )
      break;
    texts.push(line);
    taken.push(next.index);
  }
  const text = texts.join(' ').trim();
  if (text === '') return null;
  const name = named?.replace(/^[#(]|\)$/g, '') ?? '';
  return { text, taken, epic: context.plan ? epicNamed(context.plan, name, text) : null };
}
