-- When each day of a history, a course or a closing was written down, so that a late entry is seen. Rows of before have
-- none: filled in, they would differ from what the journal last saw of them, and nothing of before could be undone.

CREATE TABLE assignment_new (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  member_id INTEGER NOT NULL,
  class_id INTEGER NOT NULL,
  role TEXT NOT NULL,
  from_on TEXT NOT NULL,
  to_on TEXT,
  recorded_at TEXT,
  end_recorded_at TEXT,
  CONSTRAINT ck_assignment_order CHECK (to_on IS NULL OR to_on >= from_on),
  CONSTRAINT fk_assignment_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT,
  CONSTRAINT fk_assignment_class_id FOREIGN KEY(class_id) REFERENCES class (id) ON DELETE RESTRICT,
  CONSTRAINT ck_assignment_role CHECK (role IN ('党员联系人', '政治辅导员')),
  CONSTRAINT ck_assignment_from_on CHECK (from_on IS date(from_on, '+0 days')),
  CONSTRAINT ck_assignment_to_on CHECK (to_on IS NULL OR to_on IS date(to_on, '+0 days')),
  CONSTRAINT ck_assignment_recorded_at CHECK (recorded_at IS NULL OR recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at)),
  CONSTRAINT ck_assignment_end_recorded_at CHECK (end_recorded_at IS NULL OR end_recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', end_recorded_at))
) STRICT;

INSERT INTO assignment_new (id, member_id, class_id, role, from_on, to_on)
SELECT id, member_id, class_id, role, from_on, to_on FROM assignment;

DELETE FROM sqlite_sequence WHERE name = 'assignment_new';

INSERT INTO sqlite_sequence (name, seq)
SELECT 'assignment_new', seq FROM sqlite_sequence WHERE name = 'assignment';

DROP TABLE assignment;

ALTER TABLE assignment_new RENAME TO assignment;

CREATE INDEX ix_assignment_class ON assignment (class_id, from_on, to_on, member_id);

CREATE INDEX ix_assignment_member_id ON assignment (member_id);

CREATE TABLE branch_term_new (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  branch_id INTEGER NOT NULL,
  elected_on TEXT NOT NULL,
  years INTEGER NOT NULL,
  extended_to TEXT,
  approval TEXT,
  recorded_at TEXT,
  CONSTRAINT uq_branch_term_branch_id_elected_on UNIQUE (branch_id, elected_on),
  CONSTRAINT ck_branch_term_order CHECK (extended_to IS NULL OR extended_to > elected_on),
  CONSTRAINT fk_branch_term_branch_id FOREIGN KEY(branch_id) REFERENCES branch (id) ON DELETE RESTRICT,
  CONSTRAINT ck_branch_term_elected_on CHECK (elected_on IS date(elected_on, '+0 days')),
  CONSTRAINT ck_branch_term_extended_to CHECK (extended_to IS NULL OR extended_to IS date(extended_to, '+0 days')),
  CONSTRAINT ck_branch_term_recorded_at CHECK (recorded_at IS NULL OR recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at)),
  CONSTRAINT ck_branch_term_years CHECK (years >= 1 AND years <= 10),
  CONSTRAINT ck_branch_term_approval CHECK (approval IS NULL OR length(approval) >= 1 AND length(approval) <= 32000)
) STRICT;

INSERT INTO branch_term_new (id, branch_id, elected_on, years, extended_to, approval)
SELECT id, branch_id, elected_on, years, extended_to, approval FROM branch_term;

DELETE FROM sqlite_sequence WHERE name = 'branch_term_new';

INSERT INTO sqlite_sequence (name, seq)
SELECT 'branch_term_new', seq FROM sqlite_sequence WHERE name = 'branch_term';

DROP TABLE branch_term;

ALTER TABLE branch_term_new RENAME TO branch_term;

CREATE TABLE checklist_item_new (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  number TEXT NOT NULL,
  source TEXT,
  item TEXT NOT NULL,
  standard TEXT,
  measure TEXT,
  lead TEXT,
  responsible TEXT,
  branch_id INTEGER,
  raised_on TEXT,
  due_on TEXT,
  is_long_term INTEGER NOT NULL,
  submitted_on TEXT,
  accepted_by TEXT,
  struck_off_on TEXT,
  evidence TEXT,
  note TEXT,
  recorded_at TEXT NOT NULL,
  recorded_by TEXT,
  struck_off_recorded_at TEXT,
  CONSTRAINT uq_checklist_item_kind_number UNIQUE (kind, number),
  CONSTRAINT ck_checklist_item_accepted CHECK ((struck_off_on IS NULL) = (accepted_by IS NULL)),
  CONSTRAINT ck_checklist_item_other CHECK (accepted_by IS NULL OR responsible IS NULL OR accepted_by <> responsible),
  CONSTRAINT fk_checklist_item_branch_id FOREIGN KEY(branch_id) REFERENCES branch (id) ON DELETE RESTRICT,
  CONSTRAINT ck_checklist_item_kind CHECK (kind IN ('责任清单', '问题清单', '整改清单')),
  CONSTRAINT ck_checklist_item_source CHECK (source IS NULL OR source IN ('上级检查', '巡察', '自查', '群众反映', '民主评议', '其他')),
  CONSTRAINT ck_checklist_item_raised_on CHECK (raised_on IS NULL OR raised_on IS date(raised_on, '+0 days')),
  CONSTRAINT ck_checklist_item_due_on CHECK (due_on IS NULL OR due_on IS date(due_on, '+0 days')),
  CONSTRAINT ck_checklist_item_is_long_term CHECK (is_long_term IN (0, 1)),
  CONSTRAINT ck_checklist_item_submitted_on CHECK (submitted_on IS NULL OR submitted_on IS date(submitted_on, '+0 days')),
  CONSTRAINT ck_checklist_item_struck_off_on CHECK (struck_off_on IS NULL OR struck_off_on IS date(struck_off_on, '+0 days')),
  CONSTRAINT ck_checklist_item_recorded_at CHECK (recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at)),
  CONSTRAINT ck_checklist_item_struck_off_recorded_at CHECK (struck_off_recorded_at IS NULL OR struck_off_recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', struck_off_recorded_at)),
  CONSTRAINT ck_checklist_item_number CHECK (length(number) >= 1 AND length(number) <= 200),
  CONSTRAINT ck_checklist_item_item CHECK (length(item) >= 1 AND length(item) <= 32000),
  CONSTRAINT ck_checklist_item_standard CHECK (standard IS NULL OR length(standard) >= 1 AND length(standard) <= 32000),
  CONSTRAINT ck_checklist_item_measure CHECK (measure IS NULL OR length(measure) >= 1 AND length(measure) <= 32000),
  CONSTRAINT ck_checklist_item_lead CHECK (lead IS NULL OR length(lead) >= 1 AND length(lead) <= 200),
  CONSTRAINT ck_checklist_item_responsible CHECK (responsible IS NULL OR length(responsible) >= 1 AND length(responsible) <= 200),
  CONSTRAINT ck_checklist_item_accepted_by CHECK (accepted_by IS NULL OR length(accepted_by) >= 1 AND length(accepted_by) <= 200),
  CONSTRAINT ck_checklist_item_evidence CHECK (evidence IS NULL OR length(evidence) >= 1 AND length(evidence) <= 32000),
  CONSTRAINT ck_checklist_item_note CHECK (note IS NULL OR length(note) >= 1 AND length(note) <= 32000),
  CONSTRAINT ck_checklist_item_recorded_by CHECK (recorded_by IS NULL OR length(recorded_by) >= 1 AND length(recorded_by) <= 200)
) STRICT;

INSERT INTO checklist_item_new (id, kind, number, source, item, standard, measure, lead, responsible, branch_id, raised_on, due_on, is_long_term, submitted_on, accepted_by, struck_off_on, evidence, note, recorded_at, recorded_by)
SELECT id, kind, number, source, item, standard, measure, lead, responsible, branch_id, raised_on, due_on, is_long_term, submitted_on, accepted_by, struck_off_on, evidence, note, recorded_at, recorded_by FROM checklist_item;

DELETE FROM sqlite_sequence WHERE name = 'checklist_item_new';

INSERT INTO sqlite_sequence (name, seq)
SELECT 'checklist_item_new', seq FROM sqlite_sequence WHERE name = 'checklist_item';

DROP TABLE checklist_item;

ALTER TABLE checklist_item_new RENAME TO checklist_item;

CREATE INDEX ix_checklist_item_branch_id ON checklist_item (branch_id);

CREATE INDEX ix_checklist_item_due_on ON checklist_item (due_on);

CREATE TABLE class_head_new (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  class_id INTEGER NOT NULL,
  teacher_name TEXT NOT NULL,
  from_on TEXT,
  to_on TEXT,
  recorded_at TEXT,
  CONSTRAINT ck_class_head_order CHECK (to_on IS NULL OR from_on IS NULL OR to_on >= from_on),
  CONSTRAINT fk_class_head_class_id FOREIGN KEY(class_id) REFERENCES class (id) ON DELETE RESTRICT,
  CONSTRAINT ck_class_head_from_on CHECK (from_on IS NULL OR from_on IS date(from_on, '+0 days')),
  CONSTRAINT ck_class_head_to_on CHECK (to_on IS NULL OR to_on IS date(to_on, '+0 days')),
  CONSTRAINT ck_class_head_recorded_at CHECK (recorded_at IS NULL OR recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at)),
  CONSTRAINT ck_class_head_teacher_name CHECK (length(teacher_name) >= 1 AND length(teacher_name) <= 200)
) STRICT;

INSERT INTO class_head_new (id, class_id, teacher_name, from_on, to_on)
SELECT id, class_id, teacher_name, from_on, to_on FROM class_head;

DELETE FROM sqlite_sequence WHERE name = 'class_head_new';

INSERT INTO sqlite_sequence (name, seq)
SELECT 'class_head_new', seq FROM sqlite_sequence WHERE name = 'class_head';

DROP TABLE class_head;

ALTER TABLE class_head_new RENAME TO class_head;

CREATE INDEX ix_class_head_class ON class_head (class_id, from_on);

CREATE TABLE party_status_new (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  member_id INTEGER NOT NULL,
  status TEXT NOT NULL,
  from_on TEXT NOT NULL,
  to_on TEXT,
  recorded_at TEXT,
  CONSTRAINT ck_party_status_order CHECK (to_on IS NULL OR to_on >= from_on),
  CONSTRAINT fk_party_status_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT,
  CONSTRAINT ck_party_status_status CHECK (status IN ('预备党员', '正式党员')),
  CONSTRAINT ck_party_status_from_on CHECK (from_on IS date(from_on, '+0 days')),
  CONSTRAINT ck_party_status_to_on CHECK (to_on IS NULL OR to_on IS date(to_on, '+0 days')),
  CONSTRAINT ck_party_status_recorded_at CHECK (recorded_at IS NULL OR recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at))
) STRICT;

INSERT INTO party_status_new (id, member_id, status, from_on, to_on)
SELECT id, member_id, status, from_on, to_on FROM party_status;

DELETE FROM sqlite_sequence WHERE name = 'party_status_new';

INSERT INTO sqlite_sequence (name, seq)
SELECT 'party_status_new', seq FROM sqlite_sequence WHERE name = 'party_status';

DROP TABLE party_status;

ALTER TABLE party_status_new RENAME TO party_status;

CREATE INDEX ix_party_status_member ON party_status (member_id, from_on, to_on, status);

CREATE TABLE post_new (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  branch_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  member_id INTEGER,
  holder_name TEXT NOT NULL,
  from_on TEXT,
  to_on TEXT,
  recorded_at TEXT,
  end_recorded_at TEXT,
  CONSTRAINT ck_post_order CHECK (to_on IS NULL OR from_on IS NULL OR to_on >= from_on),
  CONSTRAINT fk_post_branch_id FOREIGN KEY(branch_id) REFERENCES branch (id) ON DELETE RESTRICT,
  CONSTRAINT fk_post_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT,
  CONSTRAINT ck_post_kind CHECK (kind IN ('书记', '副书记', '组织委员', '宣传委员', '纪检委员', '委员')),
  CONSTRAINT ck_post_from_on CHECK (from_on IS NULL OR from_on IS date(from_on, '+0 days')),
  CONSTRAINT ck_post_to_on CHECK (to_on IS NULL OR to_on IS date(to_on, '+0 days')),
  CONSTRAINT ck_post_recorded_at CHECK (recorded_at IS NULL OR recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at)),
  CONSTRAINT ck_post_end_recorded_at CHECK (end_recorded_at IS NULL OR end_recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', end_recorded_at)),
  CONSTRAINT ck_post_holder_name CHECK (length(holder_name) >= 1 AND length(holder_name) <= 200)
) STRICT;

INSERT INTO post_new (id, branch_id, kind, member_id, holder_name, from_on, to_on)
SELECT id, branch_id, kind, member_id, holder_name, from_on, to_on FROM post;

DELETE FROM sqlite_sequence WHERE name = 'post_new';

INSERT INTO sqlite_sequence (name, seq)
SELECT 'post_new', seq FROM sqlite_sequence WHERE name = 'post';

DROP TABLE post;

ALTER TABLE post_new RENAME TO post;

CREATE INDEX ix_post_branch_id ON post (branch_id);

CREATE INDEX ix_post_member_id ON post (member_id);

CREATE TABLE project_new (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  number TEXT,
  title TEXT NOT NULL,
  level TEXT,
  category TEXT,
  office TEXT,
  notice_number TEXT,
  branch_id INTEGER NOT NULL,
  starts_on TEXT,
  ends_on TEXT,
  withdrawn_on TEXT,
  withdrawal_reason TEXT,
  midterm_result TEXT,
  appraisal_mode TEXT,
  grade TEXT,
  certificate_number TEXT,
  outcomes TEXT,
  funds_fen INTEGER,
  changes TEXT,
  note TEXT,
  withdrawn_recorded_at TEXT,
  CONSTRAINT uq_project_number UNIQUE (number),
  CONSTRAINT fk_project_branch_id FOREIGN KEY(branch_id) REFERENCES branch (id) ON DELETE RESTRICT,
  CONSTRAINT ck_project_level CHECK (level IS NULL OR level IN ('校级', '区级', '市级', '国家级')),
  CONSTRAINT ck_project_starts_on CHECK (starts_on IS NULL OR starts_on IS date(starts_on, '+0 days')),
  CONSTRAINT ck_project_ends_on CHECK (ends_on IS NULL OR ends_on IS date(ends_on, '+0 days')),
  CONSTRAINT ck_project_withdrawn_on CHECK (withdrawn_on IS NULL OR withdrawn_on IS date(withdrawn_on, '+0 days')),
  CONSTRAINT ck_project_grade CHECK (grade IS NULL OR grade IN ('优秀', '良好', '合格', '不合格')),
  CONSTRAINT ck_project_withdrawn_recorded_at CHECK (withdrawn_recorded_at IS NULL OR withdrawn_recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', withdrawn_recorded_at)),
  CONSTRAINT ck_project_number CHECK (number IS NULL OR length(number) >= 1 AND length(number) <= 200),
  CONSTRAINT ck_project_title CHECK (length(title) >= 1 AND length(title) <= 200),
  CONSTRAINT ck_project_category CHECK (category IS NULL OR length(category) >= 1 AND length(category) <= 200),
  CONSTRAINT ck_project_office CHECK (office IS NULL OR length(office) >= 1 AND length(office) <= 200),
  CONSTRAINT ck_project_notice_number CHECK (notice_number IS NULL OR length(notice_number) >= 1 AND length(notice_number) <= 200),
  CONSTRAINT ck_project_withdrawal_reason CHECK (withdrawal_reason IS NULL OR length(withdrawal_reason) >= 1 AND length(withdrawal_reason) <= 32000),
  CONSTRAINT ck_project_midterm_result CHECK (midterm_result IS NULL OR length(midterm_result) >= 1 AND length(midterm_result) <= 200),
  CONSTRAINT ck_project_appraisal_mode CHECK (appraisal_mode IS NULL OR length(appraisal_mode) >= 1 AND length(appraisal_mode) <= 200),
  CONSTRAINT ck_project_certificate_number CHECK (certificate_number IS NULL OR length(certificate_number) >= 1 AND length(certificate_number) <= 200),
  CONSTRAINT ck_project_outcomes CHECK (outcomes IS NULL OR length(outcomes) >= 1 AND length(outcomes) <= 32000),
  CONSTRAINT ck_project_funds_fen CHECK (funds_fen IS NULL OR funds_fen >= 0 AND funds_fen <= 1000000000000),
  CONSTRAINT ck_project_changes CHECK (changes IS NULL OR length(changes) >= 1 AND length(changes) <= 32000),
  CONSTRAINT ck_project_note CHECK (note IS NULL OR length(note) >= 1 AND length(note) <= 32000)
) STRICT;

INSERT INTO project_new (id, number, title, level, category, office, notice_number, branch_id, starts_on, ends_on, withdrawn_on, withdrawal_reason, midterm_result, appraisal_mode, grade, certificate_number, outcomes, funds_fen, changes, note)
SELECT id, number, title, level, category, office, notice_number, branch_id, starts_on, ends_on, withdrawn_on, withdrawal_reason, midterm_result, appraisal_mode, grade, certificate_number, outcomes, funds_fen, changes, note FROM project;

DELETE FROM sqlite_sequence WHERE name = 'project_new';

INSERT INTO sqlite_sequence (name, seq)
SELECT 'project_new', seq FROM sqlite_sequence WHERE name = 'project';

DROP TABLE project;

ALTER TABLE project_new RENAME TO project;

CREATE INDEX ix_project_branch_id ON project (branch_id);

CREATE TABLE brand_milestone_new (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  brand_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  planned_on TEXT NOT NULL,
  done_on TEXT,
  recorded_at TEXT,
  CONSTRAINT uq_brand_milestone_brand_id_name UNIQUE (brand_id, name),
  CONSTRAINT fk_brand_milestone_brand_id FOREIGN KEY(brand_id) REFERENCES brand (id) ON DELETE RESTRICT,
  CONSTRAINT ck_brand_milestone_planned_on CHECK (planned_on IS date(planned_on, '+0 days')),
  CONSTRAINT ck_brand_milestone_done_on CHECK (done_on IS NULL OR done_on IS date(done_on, '+0 days')),
  CONSTRAINT ck_brand_milestone_recorded_at CHECK (recorded_at IS NULL OR recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at)),
  CONSTRAINT ck_brand_milestone_name CHECK (length(name) >= 1 AND length(name) <= 200)
) STRICT;

INSERT INTO brand_milestone_new (id, brand_id, name, planned_on, done_on)
SELECT id, brand_id, name, planned_on, done_on FROM brand_milestone;

DELETE FROM sqlite_sequence WHERE name = 'brand_milestone_new';

INSERT INTO sqlite_sequence (name, seq)
SELECT 'brand_milestone_new', seq FROM sqlite_sequence WHERE name = 'brand_milestone';

DROP TABLE brand_milestone;

ALTER TABLE brand_milestone_new RENAME TO brand_milestone;

CREATE INDEX ix_brand_milestone_planned_on ON brand_milestone (planned_on);

CREATE TABLE brand_step_new (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  brand_id INTEGER NOT NULL,
  state TEXT NOT NULL,
  on_day TEXT NOT NULL,
  recorded_at TEXT,
  CONSTRAINT uq_brand_step_brand_id_state UNIQUE (brand_id, state),
  CONSTRAINT fk_brand_step_brand_id FOREIGN KEY(brand_id) REFERENCES brand (id) ON DELETE RESTRICT,
  CONSTRAINT ck_brand_step_state CHECK (state IN ('策划', '申报', '立项', '创建中', '中期', '验收', '命名', '深化')),
  CONSTRAINT ck_brand_step_on_day CHECK (on_day IS date(on_day, '+0 days')),
  CONSTRAINT ck_brand_step_recorded_at CHECK (recorded_at IS NULL OR recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at))
) STRICT;

INSERT INTO brand_step_new (id, brand_id, state, on_day)
SELECT id, brand_id, state, on_day FROM brand_step;

DELETE FROM sqlite_sequence WHERE name = 'brand_step_new';

INSERT INTO sqlite_sequence (name, seq)
SELECT 'brand_step_new', seq FROM sqlite_sequence WHERE name = 'brand_step';

DROP TABLE brand_step;

ALTER TABLE brand_step_new RENAME TO brand_step;

CREATE TABLE checklist_postponement_new (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  item_id INTEGER NOT NULL,
  decided_on TEXT NOT NULL,
  from_on TEXT NOT NULL,
  to_on TEXT NOT NULL,
  reason TEXT NOT NULL,
  recorded_at TEXT,
  CONSTRAINT ck_checklist_postponement_order CHECK (to_on > from_on),
  CONSTRAINT fk_checklist_postponement_item_id FOREIGN KEY(item_id) REFERENCES checklist_item (id) ON DELETE RESTRICT,
  CONSTRAINT ck_checklist_postponement_decided_on CHECK (decided_on IS date(decided_on, '+0 days')),
  CONSTRAINT ck_checklist_postponement_from_on CHECK (from_on IS date(from_on, '+0 days')),
  CONSTRAINT ck_checklist_postponement_to_on CHECK (to_on IS date(to_on, '+0 days')),
  CONSTRAINT ck_checklist_postponement_recorded_at CHECK (recorded_at IS NULL OR recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at)),
  CONSTRAINT ck_checklist_postponement_reason CHECK (length(reason) >= 1 AND length(reason) <= 32000)
) STRICT;

INSERT INTO checklist_postponement_new (id, item_id, decided_on, from_on, to_on, reason)
SELECT id, item_id, decided_on, from_on, to_on, reason FROM checklist_postponement;

DELETE FROM sqlite_sequence WHERE name = 'checklist_postponement_new';

INSERT INTO sqlite_sequence (name, seq)
SELECT 'checklist_postponement_new', seq FROM sqlite_sequence WHERE name = 'checklist_postponement';

DROP TABLE checklist_postponement;

ALTER TABLE checklist_postponement_new RENAME TO checklist_postponement;

CREATE INDEX ix_checklist_postponement_item_id ON checklist_postponement (item_id);

CREATE TABLE follow_up_new (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  due_on TEXT,
  task TEXT,
  responsible TEXT,
  result TEXT,
  closed_on TEXT,
  closed_recorded_at TEXT,
  CONSTRAINT fk_follow_up_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE RESTRICT,
  CONSTRAINT ck_follow_up_due_on CHECK (due_on IS NULL OR due_on IS date(due_on, '+0 days')),
  CONSTRAINT ck_follow_up_closed_on CHECK (closed_on IS NULL OR closed_on IS date(closed_on, '+0 days')),
  CONSTRAINT ck_follow_up_closed_recorded_at CHECK (closed_recorded_at IS NULL OR closed_recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', closed_recorded_at)),
  CONSTRAINT ck_follow_up_task CHECK (task IS NULL OR length(task) >= 1 AND length(task) <= 32000),
  CONSTRAINT ck_follow_up_responsible CHECK (responsible IS NULL OR length(responsible) >= 1 AND length(responsible) <= 200),
  CONSTRAINT ck_follow_up_result CHECK (result IS NULL OR length(result) >= 1 AND length(result) <= 32000)
) STRICT;

INSERT INTO follow_up_new (id, contact_id, due_on, task, responsible, result, closed_on)
SELECT id, contact_id, due_on, task, responsible, result, closed_on FROM follow_up;

DELETE FROM sqlite_sequence WHERE name = 'follow_up_new';

INSERT INTO sqlite_sequence (name, seq)
SELECT 'follow_up_new', seq FROM sqlite_sequence WHERE name = 'follow_up';

DROP TABLE follow_up;

ALTER TABLE follow_up_new RENAME TO follow_up;

CREATE INDEX ix_follow_up_closed_on ON follow_up (closed_on);

CREATE INDEX ix_follow_up_contact_id ON follow_up (contact_id);

CREATE INDEX ix_follow_up_due_on ON follow_up (due_on);

CREATE TABLE membership_new (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  member_id INTEGER NOT NULL,
  branch_id INTEGER NOT NULL,
  party_group_id INTEGER,
  from_on TEXT NOT NULL,
  to_on TEXT,
  join_reason TEXT NOT NULL,
  leave_reason TEXT,
  counterpart TEXT,
  recorded_at TEXT,
  end_recorded_at TEXT,
  CONSTRAINT ck_membership_order CHECK (to_on IS NULL OR to_on >= from_on),
  CONSTRAINT fk_membership_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT,
  CONSTRAINT fk_membership_branch_id FOREIGN KEY(branch_id) REFERENCES branch (id) ON DELETE RESTRICT,
  CONSTRAINT fk_membership_party_group_id FOREIGN KEY(party_group_id) REFERENCES party_group (id) ON DELETE RESTRICT,
  CONSTRAINT ck_membership_from_on CHECK (from_on IS date(from_on, '+0 days')),
  CONSTRAINT ck_membership_to_on CHECK (to_on IS NULL OR to_on IS date(to_on, '+0 days')),
  CONSTRAINT ck_membership_join_reason CHECK (join_reason IN ('入党', '转入', '恢复')),
  CONSTRAINT ck_membership_leave_reason CHECK (leave_reason IS NULL OR leave_reason IN ('转出', '去世', '开除', '除名', '退党', '停止党籍', '取消预备资格')),
  CONSTRAINT ck_membership_recorded_at CHECK (recorded_at IS NULL OR recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at)),
  CONSTRAINT ck_membership_end_recorded_at CHECK (end_recorded_at IS NULL OR end_recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', end_recorded_at)),
  CONSTRAINT ck_membership_counterpart CHECK (counterpart IS NULL OR length(counterpart) >= 1 AND length(counterpart) <= 200)
) STRICT;

INSERT INTO membership_new (id, member_id, branch_id, party_group_id, from_on, to_on, join_reason, leave_reason, counterpart)
SELECT id, member_id, branch_id, party_group_id, from_on, to_on, join_reason, leave_reason, counterpart FROM membership;

DELETE FROM sqlite_sequence WHERE name = 'membership_new';

INSERT INTO sqlite_sequence (name, seq)
SELECT 'membership_new', seq FROM sqlite_sequence WHERE name = 'membership';

DROP TABLE membership;

ALTER TABLE membership_new RENAME TO membership;

CREATE INDEX ix_membership_branch_id ON membership (branch_id);

CREATE INDEX ix_membership_member ON membership (member_id, from_on, to_on, branch_id);

CREATE UNIQUE INDEX uq_membership_open ON membership (member_id) WHERE to_on IS NULL;

CREATE TABLE project_change_new (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  changed_on TEXT NOT NULL,
  kind TEXT NOT NULL,
  before TEXT,
  after TEXT,
  reason TEXT,
  approval TEXT,
  recorded_at TEXT,
  CONSTRAINT fk_project_change_project_id FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT,
  CONSTRAINT ck_project_change_changed_on CHECK (changed_on IS date(changed_on, '+0 days')),
  CONSTRAINT ck_project_change_kind CHECK (kind IN ('负责人', '成员', '名称', '内容', '期限', '暂缓结题', '免鉴定')),
  CONSTRAINT ck_project_change_recorded_at CHECK (recorded_at IS NULL OR recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at)),
  CONSTRAINT ck_project_change_before CHECK (before IS NULL OR length(before) >= 1 AND length(before) <= 32000),
  CONSTRAINT ck_project_change_after CHECK (after IS NULL OR length(after) >= 1 AND length(after) <= 32000),
  CONSTRAINT ck_project_change_reason CHECK (reason IS NULL OR length(reason) >= 1 AND length(reason) <= 32000),
  CONSTRAINT ck_project_change_approval CHECK (approval IS NULL OR length(approval) >= 1 AND length(approval) <= 200)
) STRICT;

INSERT INTO project_change_new (id, project_id, changed_on, kind, before, after, reason, approval)
SELECT id, project_id, changed_on, kind, before, after, reason, approval FROM project_change;

DELETE FROM sqlite_sequence WHERE name = 'project_change_new';

INSERT INTO sqlite_sequence (name, seq)
SELECT 'project_change_new', seq FROM sqlite_sequence WHERE name = 'project_change';

DROP TABLE project_change;

ALTER TABLE project_change_new RENAME TO project_change;

CREATE INDEX ix_project_change_project_id ON project_change (project_id);

CREATE TABLE project_extension_new (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  granted_on TEXT NOT NULL,
  extended_to TEXT NOT NULL,
  reason TEXT,
  recorded_at TEXT,
  CONSTRAINT ck_project_extension_order CHECK (extended_to > granted_on),
  CONSTRAINT fk_project_extension_project_id FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT,
  CONSTRAINT ck_project_extension_granted_on CHECK (granted_on IS date(granted_on, '+0 days')),
  CONSTRAINT ck_project_extension_extended_to CHECK (extended_to IS date(extended_to, '+0 days')),
  CONSTRAINT ck_project_extension_recorded_at CHECK (recorded_at IS NULL OR recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at)),
  CONSTRAINT ck_project_extension_reason CHECK (reason IS NULL OR length(reason) >= 1 AND length(reason) <= 32000)
) STRICT;

INSERT INTO project_extension_new (id, project_id, granted_on, extended_to, reason)
SELECT id, project_id, granted_on, extended_to, reason FROM project_extension;

DELETE FROM sqlite_sequence WHERE name = 'project_extension_new';

INSERT INTO sqlite_sequence (name, seq)
SELECT 'project_extension_new', seq FROM sqlite_sequence WHERE name = 'project_extension';

DROP TABLE project_extension;

ALTER TABLE project_extension_new RENAME TO project_extension;

CREATE INDEX ix_project_extension_project_id ON project_extension (project_id);

CREATE TABLE project_material_new (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  received_on TEXT NOT NULL,
  place TEXT,
  recorded_at TEXT,
  CONSTRAINT uq_project_material_project_id_name UNIQUE (project_id, name),
  CONSTRAINT fk_project_material_project_id FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT,
  CONSTRAINT ck_project_material_received_on CHECK (received_on IS date(received_on, '+0 days')),
  CONSTRAINT ck_project_material_recorded_at CHECK (recorded_at IS NULL OR recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at)),
  CONSTRAINT ck_project_material_name CHECK (length(name) >= 1 AND length(name) <= 200),
  CONSTRAINT ck_project_material_place CHECK (place IS NULL OR length(place) >= 1 AND length(place) <= 200)
) STRICT;

INSERT INTO project_material_new (id, project_id, name, received_on, place)
SELECT id, project_id, name, received_on, place FROM project_material;

DELETE FROM sqlite_sequence WHERE name = 'project_material_new';

INSERT INTO sqlite_sequence (name, seq)
SELECT 'project_material_new', seq FROM sqlite_sequence WHERE name = 'project_material';

DROP TABLE project_material;

ALTER TABLE project_material_new RENAME TO project_material;

CREATE TABLE project_money_new (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  occurred_on TEXT NOT NULL,
  kind TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  purpose TEXT,
  note TEXT,
  recorded_at TEXT,
  CONSTRAINT fk_project_money_project_id FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT,
  CONSTRAINT ck_project_money_occurred_on CHECK (occurred_on IS date(occurred_on, '+0 days')),
  CONSTRAINT ck_project_money_kind CHECK (kind IN ('拨款', '支出')),
  CONSTRAINT ck_project_money_recorded_at CHECK (recorded_at IS NULL OR recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at)),
  CONSTRAINT ck_project_money_amount_fen CHECK (amount_fen >= 1 AND amount_fen <= 1000000000000),
  CONSTRAINT ck_project_money_purpose CHECK (purpose IS NULL OR length(purpose) >= 1 AND length(purpose) <= 200),
  CONSTRAINT ck_project_money_note CHECK (note IS NULL OR length(note) >= 1 AND length(note) <= 32000)
) STRICT;

INSERT INTO project_money_new (id, project_id, occurred_on, kind, amount_fen, purpose, note)
SELECT id, project_id, occurred_on, kind, amount_fen, purpose, note FROM project_money;

DELETE FROM sqlite_sequence WHERE name = 'project_money_new';

INSERT INTO sqlite_sequence (name, seq)
SELECT 'project_money_new', seq FROM sqlite_sequence WHERE name = 'project_money';

DROP TABLE project_money;

ALTER TABLE project_money_new RENAME TO project_money;

CREATE INDEX ix_project_money_project_id ON project_money (project_id);

CREATE TABLE project_outcome_new (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  form TEXT NOT NULL,
  title TEXT NOT NULL,
  authors TEXT,
  publication TEXT,
  issue TEXT,
  published_on TEXT,
  note TEXT,
  recorded_at TEXT,
  CONSTRAINT fk_project_outcome_project_id FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT,
  CONSTRAINT ck_project_outcome_form CHECK (form IN ('研究报告', '论文', '校本教材', '案例集', '其他')),
  CONSTRAINT ck_project_outcome_published_on CHECK (published_on IS NULL OR published_on IS date(published_on, '+0 days')),
  CONSTRAINT ck_project_outcome_recorded_at CHECK (recorded_at IS NULL OR recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at)),
  CONSTRAINT ck_project_outcome_title CHECK (length(title) >= 1 AND length(title) <= 200),
  CONSTRAINT ck_project_outcome_authors CHECK (authors IS NULL OR length(authors) >= 1 AND length(authors) <= 200),
  CONSTRAINT ck_project_outcome_publication CHECK (publication IS NULL OR length(publication) >= 1 AND length(publication) <= 200),
  CONSTRAINT ck_project_outcome_issue CHECK (issue IS NULL OR length(issue) >= 1 AND length(issue) <= 200),
  CONSTRAINT ck_project_outcome_note CHECK (note IS NULL OR length(note) >= 1 AND length(note) <= 32000)
) STRICT;

INSERT INTO project_outcome_new (id, project_id, form, title, authors, publication, issue, published_on, note)
SELECT id, project_id, form, title, authors, publication, issue, published_on, note FROM project_outcome;

DELETE FROM sqlite_sequence WHERE name = 'project_outcome_new';

INSERT INTO sqlite_sequence (name, seq)
SELECT 'project_outcome_new', seq FROM sqlite_sequence WHERE name = 'project_outcome';

DROP TABLE project_outcome;

ALTER TABLE project_outcome_new RENAME TO project_outcome;

CREATE INDEX ix_project_outcome_project_id ON project_outcome (project_id);

CREATE TABLE project_step_new (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  step TEXT NOT NULL,
  planned_on TEXT,
  actual_on TEXT,
  recorded_at TEXT,
  CONSTRAINT uq_project_step_project_id_step UNIQUE (project_id, step),
  CONSTRAINT ck_project_step_dated CHECK (planned_on IS NOT NULL OR actual_on IS NOT NULL),
  CONSTRAINT fk_project_step_project_id FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT,
  CONSTRAINT ck_project_step_step CHECK (step IN ('申报', '评审', '公示', '立项', '开题', '中期检查', '结题申请', '鉴定', '结题', '证书', '推广')),
  CONSTRAINT ck_project_step_planned_on CHECK (planned_on IS NULL OR planned_on IS date(planned_on, '+0 days')),
  CONSTRAINT ck_project_step_actual_on CHECK (actual_on IS NULL OR actual_on IS date(actual_on, '+0 days')),
  CONSTRAINT ck_project_step_recorded_at CHECK (recorded_at IS NULL OR recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at))
) STRICT;

INSERT INTO project_step_new (id, project_id, step, planned_on, actual_on)
SELECT id, project_id, step, planned_on, actual_on FROM project_step;

DELETE FROM sqlite_sequence WHERE name = 'project_step_new';

INSERT INTO sqlite_sequence (name, seq)
SELECT 'project_step_new', seq FROM sqlite_sequence WHERE name = 'project_step';

DROP TABLE project_step;

ALTER TABLE project_step_new RENAME TO project_step;

CREATE INDEX ix_project_step_planned_on ON project_step (planned_on);

CREATE TABLE attendance_new (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  event_id INTEGER NOT NULL,
  member_id INTEGER NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  made_up_on TEXT,
  made_up_how TEXT,
  made_up_recorded_at TEXT,
  CONSTRAINT uq_attendance_event_id_member_id UNIQUE (event_id, member_id),
  CONSTRAINT fk_attendance_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE RESTRICT,
  CONSTRAINT fk_attendance_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT,
  CONSTRAINT ck_attendance_state CHECK (state IN ('请假', '缺席', '列席')),
  CONSTRAINT ck_attendance_made_up_on CHECK (made_up_on IS NULL OR made_up_on IS date(made_up_on, '+0 days')),
  CONSTRAINT ck_attendance_made_up_recorded_at CHECK (made_up_recorded_at IS NULL OR made_up_recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', made_up_recorded_at)),
  CONSTRAINT ck_attendance_reason CHECK (reason IS NULL OR length(reason) >= 1 AND length(reason) <= 32000),
  CONSTRAINT ck_attendance_made_up_how CHECK (made_up_how IS NULL OR length(made_up_how) >= 1 AND length(made_up_how) <= 32000)
) STRICT;

INSERT INTO attendance_new (id, event_id, member_id, state, reason, made_up_on, made_up_how)
SELECT id, event_id, member_id, state, reason, made_up_on, made_up_how FROM attendance;

DELETE FROM sqlite_sequence WHERE name = 'attendance_new';

INSERT INTO sqlite_sequence (name, seq)
SELECT 'attendance_new', seq FROM sqlite_sequence WHERE name = 'attendance';

DROP TABLE attendance;

ALTER TABLE attendance_new RENAME TO attendance;

CREATE INDEX ix_attendance_made_up_on ON attendance (made_up_on) WHERE made_up_on IS NOT NULL;

CREATE INDEX ix_attendance_member_id ON attendance (member_id);

CREATE TABLE resolution_new (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  event_id INTEGER NOT NULL,
  place INTEGER NOT NULL,
  text TEXT NOT NULL,
  voters_entitled INTEGER,
  voters_present INTEGER,
  votes_for INTEGER,
  votes_against INTEGER,
  votes_abstained INTEGER,
  task TEXT,
  responsible TEXT,
  due_on TEXT,
  result TEXT,
  closed_on TEXT,
  closed_recorded_at TEXT,
  CONSTRAINT uq_resolution_event_id_place UNIQUE (event_id, place),
  CONSTRAINT ck_resolution_task_closed CHECK (closed_on IS NULL OR task IS NOT NULL),
  CONSTRAINT fk_resolution_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE RESTRICT,
  CONSTRAINT ck_resolution_due_on CHECK (due_on IS NULL OR due_on IS date(due_on, '+0 days')),
  CONSTRAINT ck_resolution_closed_on CHECK (closed_on IS NULL OR closed_on IS date(closed_on, '+0 days')),
  CONSTRAINT ck_resolution_closed_recorded_at CHECK (closed_recorded_at IS NULL OR closed_recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', closed_recorded_at)),
  CONSTRAINT ck_resolution_place CHECK (place >= 1 AND place <= 1000),
  CONSTRAINT ck_resolution_text CHECK (length(text) >= 1 AND length(text) <= 32000),
  CONSTRAINT ck_resolution_voters_entitled CHECK (voters_entitled IS NULL OR voters_entitled >= 0 AND voters_entitled <= 100000),
  CONSTRAINT ck_resolution_voters_present CHECK (voters_present IS NULL OR voters_present >= 0 AND voters_present <= 100000),
  CONSTRAINT ck_resolution_votes_for CHECK (votes_for IS NULL OR votes_for >= 0 AND votes_for <= 100000),
  CONSTRAINT ck_resolution_votes_against CHECK (votes_against IS NULL OR votes_against >= 0 AND votes_against <= 100000),
  CONSTRAINT ck_resolution_votes_abstained CHECK (votes_abstained IS NULL OR votes_abstained >= 0 AND votes_abstained <= 100000),
  CONSTRAINT ck_resolution_task CHECK (task IS NULL OR length(task) >= 1 AND length(task) <= 32000),
  CONSTRAINT ck_resolution_responsible CHECK (responsible IS NULL OR length(responsible) >= 1 AND length(responsible) <= 200),
  CONSTRAINT ck_resolution_result CHECK (result IS NULL OR length(result) >= 1 AND length(result) <= 32000)
) STRICT;

INSERT INTO resolution_new (id, event_id, place, text, voters_entitled, voters_present, votes_for, votes_against, votes_abstained, task, responsible, due_on, result, closed_on)
SELECT id, event_id, place, text, voters_entitled, voters_present, votes_for, votes_against, votes_abstained, task, responsible, due_on, result, closed_on FROM resolution;

DELETE FROM sqlite_sequence WHERE name = 'resolution_new';

INSERT INTO sqlite_sequence (name, seq)
SELECT 'resolution_new', seq FROM sqlite_sequence WHERE name = 'resolution';

DROP TABLE resolution;

ALTER TABLE resolution_new RENAME TO resolution;

CREATE INDEX ix_resolution_due_on ON resolution (due_on);

CREATE INDEX ix_dues_payment_paid_on ON dues_payment (paid_on) WHERE paid_on IS NOT NULL;
