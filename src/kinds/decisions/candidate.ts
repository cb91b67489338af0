/** The sentence in which somebody says what was settled, in prose: a guess that is asked about and never recorded. Null where there is none. */
export function candidateIn(text: string): string | null {
  for (const sentence of text.slice(0, 4000).split(/(?<=[.!?。！？])\s+|\n+/)) {
    const said = sentence.trim();
    if (said.length > 300 || /[?？]$/.test(said) || hedged.test(said)) continue;
    const [all = '', what = ''] = settled.exec(said) ?? [];
    const bare = what.trim().replace(/[.!]+$/, '');
    // "We went with B" says: go with B.
    if (bare !== '')
      return /(?:go|going|went) (?:with|for|ahead with)\s+/i.test(all.slice(0, all.length - what.length))
        ? `go with ${bare}`
        : bare;
  }
  return null;
}

const settled =
  /(?:(?:^|[\s,:–—-])(?:we|so we|then we|let['’]s)(?:['’](?:ve|ll|re))?\s+(?:have\s+|will\s+|are\s+)?(?:all\s+|now\s+|finally\s+)?(?:agreed (?:on|to|that)|decided (?:on|to|that|for)|settled (?:on|for)|chose|chosen|picked|(?:go|going|went) (?:with|for|ahead with)|take|taking)\s+|^(?:agreed|decided|settled|conclusion|outcome|result)\s*[:–—-]\s*|(?:^|\s)wir (?:haben uns (?:auf|für)|nehmen|machen|gehen mit)\s+|(?:^|\s)(?:on a décidé (?:de|d['’])|on part sur|nous avons décidé (?:de|d['’]))\s*|(?:^|\s)(?:decidimos|hemos decidido|acordamos|decidimos por|ficou decidido|abbiamo deciso di)\s+)(.+)$/iu;
const hedged =
  /(?<!\p{L})(?:not|never|n['’]t|nicht|noch|pas|no|não|non|if|whether|would|could|should|might|maybe|perhaps|ob|wenn|si|se|once|when|until|before)(?!\p{L})/iu;
