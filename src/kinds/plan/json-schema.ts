import { z } from 'zod';
import { planFile } from './schema.ts';

/** For editors that complete and check YAML. */
export function planJsonSchema(): object {
  return {
    ...z.toJSONSchema(planFile, { io: 'input', unrepresentable: 'any' }),
    title: 'Onrecord: the plan of a team',
  };
}
