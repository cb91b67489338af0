import { type Io, Usage } from './command.ts';

export async function previewPlan(
  _team: string,
  _io: Io,
  _values: { days?: string | undefined },
): Promise<number> {
  throw new Usage('plan preview is not there yet');
}
