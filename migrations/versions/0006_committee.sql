-- A post may be of no branch: then it is one of the unit's own committee, and a member holds it. An office may say at which
-- part of its projects' term it inspects them.

CREATE TABLE post_new (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  branch_id INTEGER,
  kind TEXT NOT NULL,
  member_id INTEGER,
  holder_name TEXT NOT NULL,
  from_on TEXT,
  to_on TEXT,
  recorded_at TEXT,
  end_recorded_at TEXT,
  CONSTRAINT ck_post_order CHECK (to_on IS NULL OR from_on IS NULL OR to_on >= from_on),
  CONSTRAINT ck_post_committee CHECK (branch_id IS NOT NULL OR member_id IS NOT NULL),
  CONSTRAINT fk_post_branch_id FOREIGN KEY(branch_id) REFERENCES branch (id) ON DELETE RESTRICT,
  CONSTRAINT fk_post_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT,
  CONSTRAINT ck_post_kind CHECK (kind IN ('书记', '副书记', '组织委员', '宣传委员', '纪检委员', '委员')),
  CONSTRAINT ck_post_from_on CHECK (from_on IS NULL OR from_on IS date(from_on, '+0 days')),
  CONSTRAINT ck_post_to_on CHECK (to_on IS NULL OR to_on IS date(to_on, '+0 days')),
  CONSTRAINT ck_post_recorded_at CHECK (recorded_at IS NULL OR recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at)),
  CONSTRAINT ck_post_end_recorded_at CHECK (end_recorded_at IS NULL OR end_recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', end_recorded_at)),
  CONSTRAINT ck_post_holder_name CHECK (length(holder_name) >= 1 AND length(holder_name) <= 200)
) STRICT;

INSERT INTO post_new (id, branch_id, kind, member_id, holder_name, from_on, to_on, recorded_at, end_recorded_at)
SELECT id, branch_id, kind, member_id, holder_name, from_on, to_on, recorded_at, end_recorded_at FROM post;

DELETE FROM sqlite_sequence WHERE name = 'post_new';

INSERT INTO sqlite_sequence (name, seq)
SELECT 'post_new', seq FROM sqlite_sequence WHERE name = 'post';

DROP TABLE post;

ALTER TABLE post_new RENAME TO post;

CREATE INDEX ix_post_branch_id ON post (branch_id);

CREATE INDEX ix_post_member_id ON post (member_id);

CREATE TABLE issuing_office_new (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  extensions_most INTEGER,
  extension_months_most INTEGER,
  extension_notice_months INTEGER,
  term_months_most INTEGER,
  opening_months_most INTEGER,
  main_most INTEGER,
  others_most INTEGER,
  note TEXT,
  midterm_percent INTEGER,
  CONSTRAINT uq_issuing_office_name UNIQUE (name),
  CONSTRAINT ck_issuing_office_name CHECK (length(name) >= 1 AND length(name) <= 200),
  CONSTRAINT ck_issuing_office_extensions_most CHECK (extensions_most IS NULL OR extensions_most >= 0 AND extensions_most <= 100),
  CONSTRAINT ck_issuing_office_extension_months_most CHECK (extension_months_most IS NULL OR extension_months_most >= 1 AND extension_months_most <= 240),
  CONSTRAINT ck_issuing_office_extension_notice_months CHECK (extension_notice_months IS NULL OR extension_notice_months >= 0 AND extension_notice_months <= 240),
  CONSTRAINT ck_issuing_office_term_months_most CHECK (term_months_most IS NULL OR term_months_most >= 1 AND term_months_most <= 240),
  CONSTRAINT ck_issuing_office_opening_months_most CHECK (opening_months_most IS NULL OR opening_months_most >= 1 AND opening_months_most <= 240),
  CONSTRAINT ck_issuing_office_main_most CHECK (main_most IS NULL OR main_most >= 1 AND main_most <= 100),
  CONSTRAINT ck_issuing_office_others_most CHECK (others_most IS NULL OR others_most >= 0 AND others_most <= 100),
  CONSTRAINT ck_issuing_office_midterm_percent CHECK (midterm_percent IS NULL OR midterm_percent >= 0 AND midterm_percent <= 99),
  CONSTRAINT ck_issuing_office_note CHECK (note IS NULL OR length(note) >= 1 AND length(note) <= 32000)
) STRICT;

INSERT INTO issuing_office_new (id, name, extensions_most, extension_months_most, extension_notice_months, term_months_most, opening_months_most, main_most, others_most, note)
SELECT id, name, extensions_most, extension_months_most, extension_notice_months, term_months_most, opening_months_most, main_most, others_most, note FROM issuing_office;

DELETE FROM sqlite_sequence WHERE name = 'issuing_office_new';

INSERT INTO sqlite_sequence (name, seq)
SELECT 'issuing_office_new', seq FROM sqlite_sequence WHERE name = 'issuing_office';

DROP TABLE issuing_office;

ALTER TABLE issuing_office_new RENAME TO issuing_office;
