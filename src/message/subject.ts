/** What mail clients put before a subject when they answer or forward, in lower case without the colon. */
const leaders = new Set([
  ...[
    're',
    'fw',
    'fwd',
    'aw',
    'antw',
    'antwort',
    'wg',
    'sv',
    'vs',
    'vb',
    'vl',
    'ref',
    'réf',
    'ré',
    'tr',
    'rv',
    'res',
    'resp',
    'enc',
  ],
  ...[
    'rif',
    'r',
    'i',
    'odp',
    'pd',
    'ynt',
    'ilt',
    'i̇lt',
    'vá',
    'továbbítás',
    'továbbított',
    'bls',
    'trs',
    'atb',
    'yml',
    'doorst',
    'fs',
  ],
  ...[
    'отв',
    'ответ',
    'пересл',
    'від',
    'відп',
    'απ',
    'σχετ',
    'πρθ',
    'השב',
    'הועבר',
    'תגובה',
    'رد',
    'إعادة توجيه',
    'إعادة',
    'ترجمة',
  ],
  ...[
    '回复',
    '回覆',
    '答复',
    '答覆',
    '转发',
    '轉寄',
    '轉發',
    '返信',
    '転送',
    '회신',
    '답장',
    '전달',
    'ตอบ',
    'ส่งต่อ',
    'trả lời',
    'chuyển tiếp',
  ],
]);
const longestLeader = 16;
/** Nobody writes a longer subject; header blocks may be large. */
const longest = 2000;

/**
 * The subject without what answering and forwarding added (RFC 5256 2.1, and the prefixes of other languages): mails of one thread have the same.
 * Case stays as it is.
 */
export function baseSubject(subject: string): string {
  let text = subject.slice(0, longest).normalize('NFC').replace(/\s+/g, ' ').trim();
  for (;;) {
    const before = text;
    text = withoutTrailer(text);
    text = withoutLeaders(text);
    // RFC 5256 2.1 (6): "[fwd: " and "]" around a subject are taken off together.
    if (/^\[fwd?:.*\]$/i.test(text)) text = text.slice(text.indexOf(':') + 1, -1).trim();
    if (text === before) return text;
  }
}

function withoutTrailer(text: string): string {
  let rest = text;
  while (rest.toLowerCase().endsWith('(fwd)')) rest = rest.slice(0, -5).trimEnd();
  return rest;
}

/** Leaders and blobs in brackets; the blobs only where something is left (RFC 5256 2.1 (3) and (4)). */
function withoutLeaders(text: string): string {
  let at = 0;
  for (;;) {
    const blobs = blobsEnd(text, at);
    const leader = leaderEnd(text, blobs);
    if (leader > 0) at = leader;
    else {
      const one = blobEnd(text, at);
      if (one > at && one < text.length) at = one;
      else return text.slice(at);
    }
  }
}

function blobsEnd(text: string, start: number): number {
  let at = start;
  for (let end = blobEnd(text, at); end > at; end = blobEnd(text, at)) at = end;
  return at;
}

function blobEnd(text: string, start: number): number {
  if (text[start] !== '[') return start;
  const blob = /\[[^[\]]*\] ?/y;
  blob.lastIndex = start;
  return blob.test(text) ? blob.lastIndex : start;
}

/** Behind a leader that starts at `start`, "Re:", "RE[2]:", "Re (2) :", "Aw：", or 0. */
function leaderEnd(text: string, start: number): number {
  const window = text.slice(start, start + longestLeader + 16);
  const colon = window.search(/[:：]/);
  if (colon < 1) return 0;
  const name = window
    .slice(0, colon)
    .replace(/ ?(?:\[[^[\]]*\]|\(\d{1,3}\)|\^\d{1,3}|\*\d{1,3})? ?$/, '')
    .replace(/\.$/, '')
    .toLowerCase();
  if (!leaders.has(name)) return 0;
  const end = start + colon + 1;
  return text[end] === ' ' ? end + 1 : end;
}
