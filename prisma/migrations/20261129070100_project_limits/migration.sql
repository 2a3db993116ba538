-- AlterTable
ALTER TABLE "projects" ADD COLUMN     "checkpoint_bytes" BIGINT,
ADD COLUMN     "dataset_bytes" BIGINT,
ADD COLUMN     "max_running" INTEGER,
ADD COLUMN     "max_waiting" INTEGER,
ADD COLUMN     "requests_per_s" INTEGER;

-- CreateTable
CREATE TABLE "rate_buckets" (
    "project_id" TEXT NOT NULL,
    "tokens" DOUBLE PRECISION NOT NULL,
    "granted" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "rate_buckets_pkey" PRIMARY KEY ("project_id")
);

-- AddForeignKey
ALTER TABLE "rate_buckets" ADD CONSTRAINT "rate_buckets_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE CASCADE ON UPDATE CASCADE;
