import { domainToASCII } from 'node:url';

/** An address as it is compared: local part with ASCII letters lowered, domain as lower-case A-label (mail.md C15); '' where it is none. */
export function normaliseAddress(text: string): string {
  const address = text.trim().replace(/^<|>$/g, '').trim();
  const at = address.lastIndexOf('@');
  if (at < 1 || at === address.length - 1 || /[\u0000-\u001f\u007f-\u009f]/.test(address)) return '';
  return `${localPart(address.slice(0, at))}@${domainLabel(address.slice(at + 1))}`;
}

/** "onrecord+r.TOKEN@example.com" in its parts; the detail is what stands behind the first plus (RFC 5233), null without one. */
export function detailOf(address: string): { local: string; detail: string | null; domain: string } {
  const at = address.lastIndexOf('@');
  const whole = at < 0 ? address : address.slice(0, at);
  const domain = at < 0 ? '' : address.slice(at + 1);
  const plus = whole.indexOf('+');
  if (plus < 0) return { local: whole, detail: null, domain };
  return { local: whole.slice(0, plus), detail: whole.slice(plus + 1), domain };
}

/** Quotes that are not needed go: "ana"@example.com is ana@example.com (RFC 5322 3.4.1). */
function localPart(local: string): string {
  const quoted = /^"([^"\\\s]+)"$/.exec(local)?.[1];
  return asciiLower(quoted !== undefined && isDotAtom(quoted) ? quoted : local);
}

const isDotAtom = (text: string) => /^[^\s()<>[\]:;@\\,".]+(?:\.[^\s()<>[\]:;@\\,".]+)*$/.test(text);

function domainLabel(domain: string): string {
  const bare = domain.endsWith('.') ? domain.slice(0, -1) : domain;
  // The function below also decodes "%61" and reads "1.2.3" as a number: it is for names beyond ASCII only.
  if (/^[\u0000-\u007f]*$/.test(bare) || bare.includes('%')) return asciiLower(bare);
  return domainToASCII(bare) || asciiLower(bare);
}

/** `toLowerCase` would make a "k" of the Kelvin sign. */
const asciiLower = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
