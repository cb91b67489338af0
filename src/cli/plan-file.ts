import { readFile } from 'node:fs/promises';
import { Usage } from './command.ts';

/** The text of a plan file. @throws Usage where it cannot be read */
export async function readPlanFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const why =
      error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'is not there' : String(error);
    throw new Usage(`the file ${file} ${why}. Begin with: onrecord plan init ${file}`);
  }
}
