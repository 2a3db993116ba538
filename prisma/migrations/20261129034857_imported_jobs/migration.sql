-- AlterTable
ALTER TABLE "jobs" ADD COLUMN     "imported" JSONB;
