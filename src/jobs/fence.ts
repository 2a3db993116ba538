/**
 * The condition of every write of an attempt, with the job's id and the attempt's number as the first two values: nobody has
 * taken or stopped the job since.
 */
export const FENCE = `id = $1 AND attempt = $2 AND status = 'running'`;
