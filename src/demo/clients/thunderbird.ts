import type { Parts, Written } from './compose.ts';
import { quotedText, writtenAt } from './quote.ts';

/** Text alone, wrapped at 72; answers stand between the quoted lines, the signature behind its dashes. */
export function thunderbird({ text, inside, original, at, signature }: Written): Parts {
  const end = signature ? `\n-- \n${signature}\n` : '';
  const headers = { 'User-Agent': 'Mozilla Thunderbird' };
  if (!original) return { text: `${wrapped(text)}\n${end}`, html: null, headers };
  const day = writtenAt(
    original,
    at.timeZoneId,
    { day: '2-digit', month: '2-digit', year: '2-digit' },
    'en-GB',
  );
  const time = writtenAt(original, at.timeZoneId, { hour: '2-digit', minute: '2-digit' }, 'en-GB');
  const typed = inside && new Map([...inside].map(([question, answer]) => [question, wrapped(answer)]));
  const above = text === '' ? '' : `${wrapped(text)}\n\n`;
  return {
    text: `${above}On ${day} ${time}, ${original.from.name} wrote:\n${quotedText(original, typed)}\n${end}`,
    html: null,
    headers,
  };
}

function wrapped(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const lines = [''];
      for (const word of line.split(' ')) {
        const last = lines.at(-1) ?? '';
        if (last !== '' && last.length + 1 + word.length > 72) lines.push(word);
        else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
      }
      return lines.join('\n');
    })
    .join('\n');
}
