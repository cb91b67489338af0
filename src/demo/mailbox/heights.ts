/** In steps of 4 rem: without script a frame cannot be as tall as its document, so its height is guessed from the text part. */
const steps = Array.from({ length: 26 }, (_, index) => 12 + index * 4);

/** The class for a frame that holds this text. */
export function heightClass(text: string): string {
  // A line of the text is one of the HTML; long ones wrap.
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 68)), 0);
  const wanted = 6 + lines * 1.62;
  return `tall-${steps.find((step) => step >= wanted) ?? steps.at(-1)}`;
}

/** The rules of those classes; a phone wraps more. */
export function heightRules(): string {
  const wide = steps.map((step) => `iframe.tall-${step} { height: ${step}rem; }`);
  const narrow = steps.map((step) => `iframe.tall-${step} { height: ${Math.round(step * 1.3)}rem; }`);
  return `${wide.join('\n')}\n@media (max-width: 34rem) {\n${narrow.join('\n')}\n}\n`;
}
