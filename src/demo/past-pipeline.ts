import { sendWaiting } from '../outbound/send.ts';
import type { Lane } from '../outbound/smtp.ts';
import { createPipeline, type Pipeline, type PipelineParts } from '../pipeline.ts';

export interface PastPipeline extends Pipeline {
  /** Says that the clock was moved, or that something was stored. */
  readonly stir: () => void;
}

/**
 * The pipeline for weeks that pass in seconds. What is due is looked for where something can have changed: when it was stirred, and when an
 * outcome of ours was stored, which is the only mail of ours that the log reads (architecture.md rule 7). All mail goes over one connection,
 * because the server greets each new one a tenth of a second late.
 */
export function pastPipeline(parts: PipelineParts, url: URL, lane: Lane): PastPipeline {
  const pipeline = createPipeline(parts);
  let isStirred = true;
  return {
    ...pipeline,
    stir: () => {
      isStirred = true;
    },
    enqueueAll: async (now) => {
      if (!isStirred) return { queued: [], missed: [] };
      const result = await pipeline.enqueueAll(now);
      isStirred = result.queued.some(({ kind }) => kind === 'outcome' || kind === 'contested');
      return result;
    },
    send: (now) => sendWaiting(parts.db, { url, mailAddress: parts.config.MAIL_ADDRESS, lanes: [lane] }, now),
  };
}
