-- Rows that come or go by the thousand are journalled as batches; a table of which one is under way has silent triggers.

CREATE TABLE journal_batch (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  operation_id INTEGER,
  after_id INTEGER NOT NULL,
  table_name TEXT NOT NULL,
  action TEXT NOT NULL,
  first_id INTEGER NOT NULL,
  last_id INTEGER NOT NULL,
  row_count INTEGER NOT NULL,
  column_names TEXT NOT NULL,
  images BLOB NOT NULL,
  CONSTRAINT ck_journal_batch_action CHECK (action IN ('insert', 'delete')),
  CONSTRAINT ck_journal_batch_order CHECK (first_id <= last_id),
  CONSTRAINT ck_journal_batch_row_count CHECK (row_count >= 1 AND row_count <= 1000000000000),
  CONSTRAINT fk_journal_batch_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id)
) STRICT;

CREATE INDEX ix_journal_batch_operation_id ON journal_batch (operation_id);

CREATE INDEX ix_journal_batch_rows ON journal_batch (table_name, first_id, last_id);

CREATE TABLE journal_state_new (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  operation_id INTEGER,
  batch_table TEXT,
  CONSTRAINT ck_journal_state_single CHECK (id = 1),
  CONSTRAINT ck_journal_state_batch CHECK (batch_table IS NULL OR operation_id IS NOT NULL)
) STRICT;

INSERT INTO journal_state_new (id, operation_id) SELECT id, operation_id FROM journal_state;

DROP TABLE journal_state;

ALTER TABLE journal_state_new RENAME TO journal_state;
