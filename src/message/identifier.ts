/**
 * The message identifiers in a Message-ID, In-Reply-To or References value, without angle brackets, in order, each once (RFC 5322 3.6.4).
 * Identifiers that were folded in the middle are put together; words around them (old In-Reply-To) are left out.
 */
export function messageIds(headerValue: string): string[] {
  const found = new Set<string>();
  for (const [, inside = ''] of headerValue.matchAll(/<([^<>]{1,2000})>/g))
    add(found, inside.replace(/\s+/g, ''));
  if (found.size > 0) return [...found];
  // Some senders leave the brackets out.
  for (const token of headerValue.trim().split(/[\s,<>]+/)) if (token.includes('@')) add(found, token);
  const alone = headerValue.trim();
  if (found.size === 0 && alone !== '' && !/[\s<>]/.test(alone)) add(found, alone);
  return [...found];
}

const longest = 998;
const add = (found: Set<string>, id: string) => {
  if (id !== '' && id.length <= longest) found.add(id);
};
