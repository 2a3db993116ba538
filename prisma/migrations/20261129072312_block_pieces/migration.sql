-- AlterTable: not by ADD COLUMN "id" BIGSERIAL, which would write all bytes anew.
ALTER TABLE "blocks" ADD COLUMN     "id" BIGINT,
ALTER COLUMN "bytes" DROP NOT NULL;
CREATE SEQUENCE "blocks_id_seq" OWNED BY "blocks"."id";
UPDATE "blocks" SET "id" = nextval('blocks_id_seq');
ALTER TABLE "blocks" ALTER COLUMN "id" SET DEFAULT nextval('blocks_id_seq'),
ALTER COLUMN "id" SET NOT NULL;

-- CreateTable
CREATE TABLE "block_pieces" (
    "block_id" BIGINT NOT NULL,
    "index" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "block_pieces_pkey" PRIMARY KEY ("block_id","index")
);

-- CreateIndex
CREATE UNIQUE INDEX "blocks_id_key" ON "blocks"("id");

-- Not compressed, as blocks; and a piece stays in its row, which fills a page.
ALTER TABLE "block_pieces" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
ALTER TABLE "block_pieces" SET (toast_tuple_target = 8160);

CREATE FUNCTION "delete_block_pieces"() RETURNS trigger AS $$
BEGIN
    DELETE FROM "block_pieces" WHERE "block_id" IN (SELECT "id" FROM "gone");
    RETURN NULL;
END
$$ LANGUAGE plpgsql;

CREATE TRIGGER "blocks_delete_pieces" AFTER DELETE ON "blocks"
    REFERENCING OLD TABLE AS "gone"
    FOR EACH STATEMENT EXECUTE FUNCTION "delete_block_pieces"();
