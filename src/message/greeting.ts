import { greeted, greetings } from './phrases.ts';

/** "Hi all,", "Good morning", "Hello Ana!": a greeting and whom it greets, nothing else. */
export function isGreeting(line: string, names: readonly string[]): boolean {
  const said = line.trim();
  if (said === '' || said.length > 50) return false;
  const text = said
    .toLowerCase()
    .replace(/[\s,.!:;–—-]+$/u, '')
    .replace(/[，。！、]+$/u, '');
  const greeting = greetings
    .filter((one) => text === one || text.startsWith(`${one} `) || text.startsWith(`${one}, `))
    .toSorted((a, b) => b.length - a.length)[0];
  if (greeting === undefined) return false;
  const rest = said
    .slice(greeting.length)
    .replace(/[\s,.!:;–—，。！、-]+$/u, '')
    .split(/[\s,]+/)
    .filter(Boolean);
  const ended = /[,!:，！]$/.test(said);
  return rest.every(
    (word) =>
      greeted.includes(word.toLowerCase()) ||
      names.some((name) => name.toLowerCase().includes(word.toLowerCase())) ||
      (/^\p{Lu}/u.test(word) && (ended || rest.length === 1)),
  );
}
