-- What a purge takes out of the journal is recorded; a base of dues can go while what was owed on it stays.

CREATE TABLE redaction (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  operation_id INTEGER NOT NULL,
  redacted_id INTEGER NOT NULL,
  table_name TEXT NOT NULL,
  column_names TEXT NOT NULL,
  changes INTEGER NOT NULL,
  seal TEXT NOT NULL,
  CONSTRAINT fk_redaction_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id),
  CONSTRAINT fk_redaction_redacted_id FOREIGN KEY(redacted_id) REFERENCES operation (id),
  CONSTRAINT ck_redaction_table_name CHECK (length(table_name) >= 1 AND length(table_name) <= 200),
  CONSTRAINT ck_redaction_column_names CHECK (length(column_names) >= 1 AND length(column_names) <= 200),
  CONSTRAINT ck_redaction_changes CHECK (changes >= 1 AND changes <= 1000000000000),
  CONSTRAINT ck_redaction_seal CHECK (length(seal) >= 64 AND length(seal) <= 64)
) STRICT;

CREATE INDEX ix_redaction_redacted_id ON redaction (redacted_id);

CREATE TABLE dues_base_new (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  member_id INTEGER NOT NULL,
  from_month TEXT NOT NULL,
  base_fen INTEGER,
  payer_group TEXT NOT NULL,
  rate_basis_points INTEGER,
  owed_fen INTEGER,
  CONSTRAINT uq_dues_base_member_id_from_month UNIQUE (member_id, from_month),
  CONSTRAINT ck_dues_base_kept CHECK ((base_fen IS NULL) = (owed_fen IS NOT NULL)),
  CONSTRAINT fk_dues_base_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT,
  CONSTRAINT ck_dues_base_payer_group CHECK (payer_group IN ('在职', '年薪制', '不固定收入', '离退休', '农民', '学生', '下岗失业', '免缴')),
  CONSTRAINT ck_dues_base_from_month CHECK (from_month IS strftime('%Y-%m', from_month || '-01')),
  CONSTRAINT ck_dues_base_base_fen CHECK (base_fen IS NULL OR base_fen >= 0 AND base_fen <= 1000000000000),
  CONSTRAINT ck_dues_base_rate_basis_points CHECK (rate_basis_points IS NULL OR rate_basis_points >= 0 AND rate_basis_points <= 10000),
  CONSTRAINT ck_dues_base_owed_fen CHECK (owed_fen IS NULL OR owed_fen >= 0 AND owed_fen <= 1000000000000)
) STRICT;

INSERT INTO dues_base_new (id, member_id, from_month, base_fen, payer_group)
SELECT id, member_id, from_month, base_fen, payer_group FROM dues_base;

DELETE FROM sqlite_sequence WHERE name = 'dues_base_new';

INSERT INTO sqlite_sequence (name, seq)
SELECT 'dues_base_new', seq FROM sqlite_sequence WHERE name = 'dues_base';

DROP TABLE dues_base;

ALTER TABLE dues_base_new RENAME TO dues_base;
