/** JSON that PostgreSQL takes: it refuses NUL and half of a surrogate pair (RFC 8259 8.2), which a text that was cut may end in. */
export function asJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!/\\u(?:0000|d[89a-f])/i.test(json)) return json;
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'string' ? inner.toWellFormed().replaceAll('\0', '\uFFFD') : inner,
  );
}
