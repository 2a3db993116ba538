import { writeBackup } from './database/backup/write-backup.js';
import { runOnFile } from './launch/run-on-file.js';
import { exitWithFailure } from './launch/start-failure.js';

const USAGE = `npm run backup -- <file>   writes everything that the service holds into one file, while it runs or not
`;

async function work(connectionString: string, file: string): Promise<string> {
  const { tables } = await writeBackup(connectionString, file);
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return `Written: ${file}, ${rows} rows of ${tables.length} tables. It holds secrets: keep it as one.\n`;
}

process.exitCode = await runOnFile({ name: 'backup', usage: USAGE, work }, process.argv.slice(2)).catch(
  exitWithFailure,
);
