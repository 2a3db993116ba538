-- The bytes of a checkpoint that is removed stay a while for those who are reading them.
CREATE TABLE "removed_checkpoints" (
    "job_id" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "removed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "removed_checkpoints_pkey" PRIMARY KEY ("job_id","epoch")
);

CREATE INDEX "removed_checkpoints_removed_at_idx" ON "removed_checkpoints"("removed_at");

ALTER TABLE "removed_checkpoints" ADD CONSTRAINT "removed_checkpoints_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "checkpoint_chunks" DROP CONSTRAINT "checkpoint_chunks_job_id_epoch_fkey";

ALTER TABLE "checkpoint_chunks" ADD CONSTRAINT "checkpoint_chunks_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs"("id") ON DELETE CASCADE ON UPDATE CASCADE;
