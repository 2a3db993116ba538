-- AlterTable
ALTER TABLE "datasets" ADD COLUMN     "warnings" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "jobs" ADD COLUMN     "warnings" JSONB;
