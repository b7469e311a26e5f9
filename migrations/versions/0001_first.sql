-- The tables of the first revision, as they were on its day. Frozen: later changes are migrations of their own.

CREATE TABLE branch (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  pinyin TEXT NOT NULL,
  initials TEXT NOT NULL,
  founded_on TEXT,
  dissolved_on TEXT,
  brand_name TEXT,
  brand_focus TEXT,
  note TEXT,
  CONSTRAINT ck_branch_order CHECK (dissolved_on IS NULL OR dissolved_on >= founded_on),
  CONSTRAINT uq_branch_name UNIQUE (name),
  CONSTRAINT ck_branch_founded_on CHECK (founded_on IS NULL OR founded_on IS date(founded_on, '+0 days')),
  CONSTRAINT ck_branch_dissolved_on CHECK (dissolved_on IS NULL OR dissolved_on IS date(dissolved_on, '+0 days')),
  CONSTRAINT ck_branch_name CHECK (length(name) >= 1 AND length(name) <= 200),
  CONSTRAINT ck_branch_pinyin CHECK (length(pinyin) >= 1 AND length(pinyin) <= 200),
  CONSTRAINT ck_branch_initials CHECK (length(initials) >= 1 AND length(initials) <= 200),
  CONSTRAINT ck_branch_brand_name CHECK (brand_name IS NULL OR length(brand_name) >= 1 AND length(brand_name) <= 200),
  CONSTRAINT ck_branch_brand_focus CHECK (brand_focus IS NULL OR length(brand_focus) >= 1 AND length(brand_focus) <= 200),
  CONSTRAINT ck_branch_note CHECK (note IS NULL OR length(note) >= 1 AND length(note) <= 32000)
) STRICT;

CREATE INDEX ix_branch_initials ON branch (initials);

CREATE TABLE class (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  pinyin TEXT NOT NULL,
  initials TEXT NOT NULL,
  cohort TEXT,
  department TEXT,
  major TEXT,
  pupils INTEGER,
  started_on TEXT,
  graduated_on TEXT,
  note TEXT,
  CONSTRAINT ck_class_order CHECK (graduated_on IS NULL OR graduated_on >= started_on),
  CONSTRAINT uq_class_name UNIQUE (name),
  CONSTRAINT ck_class_started_on CHECK (started_on IS NULL OR started_on IS date(started_on, '+0 days')),
  CONSTRAINT ck_class_graduated_on CHECK (graduated_on IS NULL OR graduated_on IS date(graduated_on, '+0 days')),
  CONSTRAINT ck_class_name CHECK (length(name) >= 1 AND length(name) <= 200),
  CONSTRAINT ck_class_pinyin CHECK (length(pinyin) >= 1 AND length(pinyin) <= 200),
  CONSTRAINT ck_class_initials CHECK (length(initials) >= 1 AND length(initials) <= 200),
  CONSTRAINT ck_class_cohort CHECK (cohort IS NULL OR length(cohort) >= 1 AND length(cohort) <= 200),
  CONSTRAINT ck_class_department CHECK (department IS NULL OR length(department) >= 1 AND length(department) <= 200),
  CONSTRAINT ck_class_major CHECK (major IS NULL OR length(major) >= 1 AND length(major) <= 200),
  CONSTRAINT ck_class_pupils CHECK (pupils IS NULL OR pupils >= 0 AND pupils <= 10000),
  CONSTRAINT ck_class_note CHECK (note IS NULL OR length(note) >= 1 AND length(note) <= 32000)
) STRICT;

CREATE INDEX ix_class_initials ON class (initials);

CREATE INDEX ix_class_started_on ON class (started_on, graduated_on);

CREATE TABLE column_map (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  mapping TEXT,
  CONSTRAINT uq_column_map_name UNIQUE (name),
  CONSTRAINT ck_column_map_name CHECK (length(name) >= 1 AND length(name) <= 200),
  CONSTRAINT ck_column_map_mapping CHECK (mapping IS NULL OR length(mapping) >= 1 AND length(mapping) <= 32000)
) STRICT;

CREATE TABLE event_kind (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  is_builtin INTEGER NOT NULL,
  CONSTRAINT uq_event_kind_name UNIQUE (name),
  CONSTRAINT ck_event_kind_is_builtin CHECK (is_builtin IN (0, 1)),
  CONSTRAINT ck_event_kind_name CHECK (length(name) >= 1 AND length(name) <= 200)
) STRICT;

CREATE TABLE journal_state (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  operation_id INTEGER,
  CONSTRAINT ck_journal_state_single CHECK (id = 1)
) STRICT;

CREATE TABLE member (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  pinyin TEXT NOT NULL,
  initials TEXT NOT NULL,
  sex TEXT,
  ethnicity TEXT,
  birth_date TEXT,
  id_last4 TEXT,
  id_digest TEXT,
  education TEXT,
  degree TEXT,
  school TEXT,
  native_place TEXT,
  work_started_on TEXT,
  position TEXT,
  duty TEXT,
  party_duty TEXT,
  phone TEXT,
  mobility TEXT,
  note TEXT,
  CONSTRAINT uq_member_id_digest UNIQUE (id_digest),
  CONSTRAINT ck_member_sex CHECK (sex IS NULL OR sex IN ('男', '女')),
  CONSTRAINT ck_member_birth_date CHECK (birth_date IS NULL OR birth_date IS date(birth_date, '+0 days')),
  CONSTRAINT ck_member_work_started_on CHECK (work_started_on IS NULL OR work_started_on IS date(work_started_on, '+0 days')),
  CONSTRAINT ck_member_name CHECK (length(name) >= 1 AND length(name) <= 200),
  CONSTRAINT ck_member_pinyin CHECK (length(pinyin) >= 1 AND length(pinyin) <= 200),
  CONSTRAINT ck_member_initials CHECK (length(initials) >= 1 AND length(initials) <= 200),
  CONSTRAINT ck_member_ethnicity CHECK (ethnicity IS NULL OR length(ethnicity) >= 1 AND length(ethnicity) <= 200),
  CONSTRAINT ck_member_id_last4 CHECK (id_last4 IS NULL OR length(id_last4) >= 4 AND length(id_last4) <= 4),
  CONSTRAINT ck_member_id_digest CHECK (id_digest IS NULL OR length(id_digest) >= 64 AND length(id_digest) <= 64),
  CONSTRAINT ck_member_education CHECK (education IS NULL OR length(education) >= 1 AND length(education) <= 200),
  CONSTRAINT ck_member_degree CHECK (degree IS NULL OR length(degree) >= 1 AND length(degree) <= 200),
  CONSTRAINT ck_member_school CHECK (school IS NULL OR length(school) >= 1 AND length(school) <= 200),
  CONSTRAINT ck_member_native_place CHECK (native_place IS NULL OR length(native_place) >= 1 AND length(native_place) <= 200),
  CONSTRAINT ck_member_position CHECK (position IS NULL OR length(position) >= 1 AND length(position) <= 200),
  CONSTRAINT ck_member_duty CHECK (duty IS NULL OR length(duty) >= 1 AND length(duty) <= 200),
  CONSTRAINT ck_member_party_duty CHECK (party_duty IS NULL OR length(party_duty) >= 1 AND length(party_duty) <= 200),
  CONSTRAINT ck_member_phone CHECK (phone IS NULL OR length(phone) >= 1 AND length(phone) <= 200),
  CONSTRAINT ck_member_mobility CHECK (mobility IS NULL OR length(mobility) >= 1 AND length(mobility) <= 200),
  CONSTRAINT ck_member_note CHECK (note IS NULL OR length(note) >= 1 AND length(note) <= 32000)
) STRICT;

CREATE INDEX ix_member_initials ON member (initials);

CREATE INDEX ix_member_name ON member (name);

CREATE TABLE operation (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  command TEXT NOT NULL,
  undoes_id INTEGER,
  note TEXT,
  seal TEXT,
  CONSTRAINT fk_operation_undoes_id FOREIGN KEY(undoes_id) REFERENCES operation (id),
  CONSTRAINT ck_operation_at CHECK (at IS strftime('%Y-%m-%dT%H:%M:%SZ', at)),
  CONSTRAINT ck_operation_actor CHECK (length(actor) >= 1 AND length(actor) <= 200),
  CONSTRAINT ck_operation_note CHECK (note IS NULL OR length(note) >= 1 AND length(note) <= 32000)
) STRICT;

CREATE TABLE reminder_said (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "key" TEXT NOT NULL,
  offset_days INTEGER NOT NULL,
  said_on TEXT NOT NULL,
  CONSTRAINT uq_reminder_said_key UNIQUE ("key"),
  CONSTRAINT ck_reminder_said_said_on CHECK (said_on IS date(said_on, '+0 days')),
  CONSTRAINT ck_reminder_said_key CHECK (length(key) >= 1 AND length(key) <= 200)
) STRICT;

CREATE TABLE school_term (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  CONSTRAINT ck_school_term_order CHECK (ends_on > starts_on),
  CONSTRAINT uq_school_term_name UNIQUE (name),
  CONSTRAINT ck_school_term_starts_on CHECK (starts_on IS date(starts_on, '+0 days')),
  CONSTRAINT ck_school_term_ends_on CHECK (ends_on IS date(ends_on, '+0 days')),
  CONSTRAINT ck_school_term_name CHECK (length(name) >= 1 AND length(name) <= 200)
) STRICT;

CREATE TABLE setting (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  value TEXT,
  CONSTRAINT uq_setting_name UNIQUE (name),
  CONSTRAINT ck_setting_name CHECK (length(name) >= 1 AND length(name) <= 200),
  CONSTRAINT ck_setting_value CHECK (value IS NULL OR length(value) >= 1 AND length(value) <= 32000)
) STRICT;

CREATE TABLE unit (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  digest_key TEXT NOT NULL,
  keeps_id_numbers INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  CONSTRAINT ck_unit_single CHECK (id = 1),
  CONSTRAINT ck_unit_keeps_id_numbers CHECK (keeps_id_numbers IN (0, 1)),
  CONSTRAINT ck_unit_created_at CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%SZ', created_at)),
  CONSTRAINT ck_unit_name CHECK (length(name) >= 1 AND length(name) <= 200),
  CONSTRAINT ck_unit_digest_key CHECK (length(digest_key) >= 64 AND length(digest_key) <= 64)
) STRICT;

CREATE TABLE assignment (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  member_id INTEGER NOT NULL,
  class_id INTEGER NOT NULL,
  role TEXT NOT NULL,
  from_on TEXT NOT NULL,
  to_on TEXT,
  CONSTRAINT ck_assignment_order CHECK (to_on IS NULL OR to_on >= from_on),
  CONSTRAINT fk_assignment_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT,
  CONSTRAINT fk_assignment_class_id FOREIGN KEY(class_id) REFERENCES class (id) ON DELETE RESTRICT,
  CONSTRAINT ck_assignment_role CHECK (role IN ('党员联系人', '政治辅导员')),
  CONSTRAINT ck_assignment_from_on CHECK (from_on IS date(from_on, '+0 days')),
  CONSTRAINT ck_assignment_to_on CHECK (to_on IS NULL OR to_on IS date(to_on, '+0 days'))
) STRICT;

CREATE INDEX ix_assignment_class ON assignment (class_id, from_on, to_on, member_id);

CREATE INDEX ix_assignment_member_id ON assignment (member_id);

CREATE TABLE branch_term (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  branch_id INTEGER NOT NULL,
  elected_on TEXT NOT NULL,
  years INTEGER NOT NULL,
  extended_to TEXT,
  approval TEXT,
  CONSTRAINT uq_branch_term_branch_id_elected_on UNIQUE (branch_id, elected_on),
  CONSTRAINT ck_branch_term_order CHECK (extended_to IS NULL OR extended_to > elected_on),
  CONSTRAINT fk_branch_term_branch_id FOREIGN KEY(branch_id) REFERENCES branch (id) ON DELETE RESTRICT,
  CONSTRAINT ck_branch_term_elected_on CHECK (elected_on IS date(elected_on, '+0 days')),
  CONSTRAINT ck_branch_term_extended_to CHECK (extended_to IS NULL OR extended_to IS date(extended_to, '+0 days')),
  CONSTRAINT ck_branch_term_years CHECK (years >= 1 AND years <= 10),
  CONSTRAINT ck_branch_term_approval CHECK (approval IS NULL OR length(approval) >= 1 AND length(approval) <= 32000)
) STRICT;

CREATE TABLE class_head (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  class_id INTEGER NOT NULL,
  teacher_name TEXT NOT NULL,
  from_on TEXT,
  to_on TEXT,
  CONSTRAINT ck_class_head_order CHECK (to_on IS NULL OR from_on IS NULL OR to_on >= from_on),
  CONSTRAINT fk_class_head_class_id FOREIGN KEY(class_id) REFERENCES class (id) ON DELETE RESTRICT,
  CONSTRAINT ck_class_head_from_on CHECK (from_on IS NULL OR from_on IS date(from_on, '+0 days')),
  CONSTRAINT ck_class_head_to_on CHECK (to_on IS NULL OR to_on IS date(to_on, '+0 days')),
  CONSTRAINT ck_class_head_teacher_name CHECK (length(teacher_name) >= 1 AND length(teacher_name) <= 200)
) STRICT;

CREATE INDEX ix_class_head_class ON class_head (class_id, from_on);

CREATE TABLE contact (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  occurred_on TEXT NOT NULL,
  start_time TEXT,
  end_time TEXT,
  member_id INTEGER NOT NULL,
  class_id INTEGER NOT NULL,
  role TEXT,
  head_teacher TEXT,
  kind TEXT NOT NULL,
  topic TEXT,
  topic_note TEXT,
  place TEXT,
  pupils INTEGER,
  pupil_code TEXT,
  problem TEXT,
  measure TEXT,
  outcome TEXT,
  referred_to TEXT,
  gift TEXT,
  gift_fen INTEGER,
  gift_source TEXT,
  evidence TEXT,
  note TEXT,
  recorded_at TEXT NOT NULL,
  recorded_by TEXT,
  CONSTRAINT fk_contact_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT,
  CONSTRAINT fk_contact_class_id FOREIGN KEY(class_id) REFERENCES class (id) ON DELETE RESTRICT,
  CONSTRAINT ck_contact_occurred_on CHECK (occurred_on IS date(occurred_on, '+0 days')),
  CONSTRAINT ck_contact_role CHECK (role IS NULL OR role IN ('党员联系人', '政治辅导员')),
  CONSTRAINT ck_contact_kind CHECK (kind IN ('与班主任交流', '学生谈心', '走访寝室', '主题班会', '座谈会', '家访', '听课', '思想宣传教育', '慰问帮扶', '线上联系', '其他')),
  CONSTRAINT ck_contact_topic CHECK (topic IS NULL OR topic IN ('学习', '安全', '资助', '身心健康', '升学就业', '纪律', '思想教育', '其他')),
  CONSTRAINT ck_contact_gift_source CHECK (gift_source IS NULL OR gift_source IN ('个人', '工会', '学校', '社会', '党费')),
  CONSTRAINT ck_contact_recorded_at CHECK (recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at)),
  CONSTRAINT ck_contact_start_time CHECK (start_time IS NULL OR start_time IS strftime('%H:%M', start_time)),
  CONSTRAINT ck_contact_end_time CHECK (end_time IS NULL OR end_time IS strftime('%H:%M', end_time)),
  CONSTRAINT ck_contact_head_teacher CHECK (head_teacher IS NULL OR length(head_teacher) >= 1 AND length(head_teacher) <= 200),
  CONSTRAINT ck_contact_topic_note CHECK (topic_note IS NULL OR length(topic_note) >= 1 AND length(topic_note) <= 32000),
  CONSTRAINT ck_contact_place CHECK (place IS NULL OR length(place) >= 1 AND length(place) <= 200),
  CONSTRAINT ck_contact_pupils CHECK (pupils IS NULL OR pupils >= 0 AND pupils <= 10000),
  CONSTRAINT ck_contact_pupil_code CHECK (pupil_code IS NULL OR length(pupil_code) >= 1 AND length(pupil_code) <= 200),
  CONSTRAINT ck_contact_problem CHECK (problem IS NULL OR length(problem) >= 1 AND length(problem) <= 32000),
  CONSTRAINT ck_contact_measure CHECK (measure IS NULL OR length(measure) >= 1 AND length(measure) <= 32000),
  CONSTRAINT ck_contact_outcome CHECK (outcome IS NULL OR length(outcome) >= 1 AND length(outcome) <= 32000),
  CONSTRAINT ck_contact_referred_to CHECK (referred_to IS NULL OR length(referred_to) >= 1 AND length(referred_to) <= 200),
  CONSTRAINT ck_contact_gift CHECK (gift IS NULL OR length(gift) >= 1 AND length(gift) <= 200),
  CONSTRAINT ck_contact_gift_fen CHECK (gift_fen IS NULL OR gift_fen >= 0 AND gift_fen <= 1000000000000),
  CONSTRAINT ck_contact_evidence CHECK (evidence IS NULL OR length(evidence) >= 1 AND length(evidence) <= 32000),
  CONSTRAINT ck_contact_note CHECK (note IS NULL OR length(note) >= 1 AND length(note) <= 32000),
  CONSTRAINT ck_contact_recorded_by CHECK (recorded_by IS NULL OR length(recorded_by) >= 1 AND length(recorded_by) <= 200)
) STRICT;

CREATE INDEX ix_contact_class ON contact (class_id, occurred_on);

CREATE INDEX ix_contact_member ON contact (member_id, occurred_on);

CREATE INDEX ix_contact_occurred_on ON contact (occurred_on, member_id, class_id, kind);

CREATE TABLE dues_base (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  member_id INTEGER NOT NULL,
  from_month TEXT NOT NULL,
  base_fen INTEGER NOT NULL,
  payer_group TEXT NOT NULL,
  CONSTRAINT uq_dues_base_member_id_from_month UNIQUE (member_id, from_month),
  CONSTRAINT fk_dues_base_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT,
  CONSTRAINT ck_dues_base_payer_group CHECK (payer_group IN ('在职', '年薪制', '不固定收入', '离退休', '农民', '学生', '下岗失业', '免缴')),
  CONSTRAINT ck_dues_base_from_month CHECK (from_month IS strftime('%Y-%m', from_month || '-01')),
  CONSTRAINT ck_dues_base_base_fen CHECK (base_fen >= 0 AND base_fen <= 1000000000000)
) STRICT;

CREATE TABLE dues_payment (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  member_id INTEGER NOT NULL,
  month TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  paid_on TEXT,
  method TEXT,
  collector TEXT,
  note TEXT,
  CONSTRAINT fk_dues_payment_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT,
  CONSTRAINT ck_dues_payment_paid_on CHECK (paid_on IS NULL OR paid_on IS date(paid_on, '+0 days')),
  CONSTRAINT ck_dues_payment_month CHECK (month IS strftime('%Y-%m', month || '-01')),
  CONSTRAINT ck_dues_payment_amount_fen CHECK (amount_fen >= 0 AND amount_fen <= 1000000000000),
  CONSTRAINT ck_dues_payment_method CHECK (method IS NULL OR length(method) >= 1 AND length(method) <= 200),
  CONSTRAINT ck_dues_payment_collector CHECK (collector IS NULL OR length(collector) >= 1 AND length(collector) <= 200),
  CONSTRAINT ck_dues_payment_note CHECK (note IS NULL OR length(note) >= 1 AND length(note) <= 200)
) STRICT;

CREATE INDEX ix_dues_payment_member ON dues_payment (member_id, month, amount_fen);

CREATE INDEX ix_dues_payment_month ON dues_payment (month, member_id, amount_fen);

CREATE TABLE event (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  branch_id INTEGER,
  occurred_on TEXT NOT NULL,
  start_time TEXT,
  end_time TEXT,
  hours_hundredths INTEGER,
  title TEXT,
  place TEXT,
  host_id INTEGER,
  recorder_id INTEGER,
  entitled INTEGER,
  present INTEGER,
  topics TEXT,
  summary TEXT,
  resolutions TEXT,
  attending TEXT,
  evidence TEXT,
  note TEXT,
  recorded_at TEXT NOT NULL,
  recorded_by TEXT,
  CONSTRAINT fk_event_branch_id FOREIGN KEY(branch_id) REFERENCES branch (id) ON DELETE RESTRICT,
  CONSTRAINT fk_event_host_id FOREIGN KEY(host_id) REFERENCES member (id) ON DELETE RESTRICT,
  CONSTRAINT fk_event_recorder_id FOREIGN KEY(recorder_id) REFERENCES member (id) ON DELETE RESTRICT,
  CONSTRAINT ck_event_occurred_on CHECK (occurred_on IS date(occurred_on, '+0 days')),
  CONSTRAINT ck_event_recorded_at CHECK (recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at)),
  CONSTRAINT ck_event_start_time CHECK (start_time IS NULL OR start_time IS strftime('%H:%M', start_time)),
  CONSTRAINT ck_event_end_time CHECK (end_time IS NULL OR end_time IS strftime('%H:%M', end_time)),
  CONSTRAINT ck_event_hours_hundredths CHECK (hours_hundredths IS NULL OR hours_hundredths >= 0 AND hours_hundredths <= 100000),
  CONSTRAINT ck_event_title CHECK (title IS NULL OR length(title) >= 1 AND length(title) <= 200),
  CONSTRAINT ck_event_place CHECK (place IS NULL OR length(place) >= 1 AND length(place) <= 200),
  CONSTRAINT ck_event_entitled CHECK (entitled IS NULL OR entitled >= 0 AND entitled <= 100000),
  CONSTRAINT ck_event_present CHECK (present IS NULL OR present >= 0 AND present <= 100000),
  CONSTRAINT ck_event_topics CHECK (topics IS NULL OR length(topics) >= 1 AND length(topics) <= 32000),
  CONSTRAINT ck_event_summary CHECK (summary IS NULL OR length(summary) >= 1 AND length(summary) <= 32000),
  CONSTRAINT ck_event_resolutions CHECK (resolutions IS NULL OR length(resolutions) >= 1 AND length(resolutions) <= 32000),
  CONSTRAINT ck_event_attending CHECK (attending IS NULL OR length(attending) >= 1 AND length(attending) <= 32000),
  CONSTRAINT ck_event_evidence CHECK (evidence IS NULL OR length(evidence) >= 1 AND length(evidence) <= 32000),
  CONSTRAINT ck_event_note CHECK (note IS NULL OR length(note) >= 1 AND length(note) <= 32000),
  CONSTRAINT ck_event_recorded_by CHECK (recorded_by IS NULL OR length(recorded_by) >= 1 AND length(recorded_by) <= 200)
) STRICT;

CREATE INDEX ix_event_branch_id ON event (branch_id);

CREATE INDEX ix_event_occurred_on ON event (occurred_on, branch_id);

CREATE TABLE id_number (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  member_id INTEGER NOT NULL,
  number TEXT NOT NULL,
  CONSTRAINT uq_id_number_member_id UNIQUE (member_id),
  CONSTRAINT fk_id_number_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT,
  CONSTRAINT ck_id_number_number CHECK (length(number) >= 15 AND length(number) <= 18)
) STRICT;

CREATE TABLE journal (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  operation_id INTEGER,
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  action TEXT NOT NULL,
  "before" TEXT,
  "after" TEXT,
  CONSTRAINT ck_journal_action CHECK (action IN ('insert', 'update', 'delete')),
  CONSTRAINT fk_journal_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id)
) STRICT;

CREATE INDEX ix_journal_operation_id ON journal (operation_id);

CREATE INDEX ix_journal_row ON journal (table_name, row_id, id);

CREATE TABLE party_group (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  branch_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  from_on TEXT,
  to_on TEXT,
  CONSTRAINT uq_party_group_branch_id_name UNIQUE (branch_id, name),
  CONSTRAINT fk_party_group_branch_id FOREIGN KEY(branch_id) REFERENCES branch (id) ON DELETE RESTRICT,
  CONSTRAINT ck_party_group_from_on CHECK (from_on IS NULL OR from_on IS date(from_on, '+0 days')),
  CONSTRAINT ck_party_group_to_on CHECK (to_on IS NULL OR to_on IS date(to_on, '+0 days')),
  CONSTRAINT ck_party_group_name CHECK (length(name) >= 1 AND length(name) <= 200)
) STRICT;

CREATE TABLE party_status (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  member_id INTEGER NOT NULL,
  status TEXT NOT NULL,
  from_on TEXT NOT NULL,
  to_on TEXT,
  CONSTRAINT ck_party_status_order CHECK (to_on IS NULL OR to_on >= from_on),
  CONSTRAINT fk_party_status_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT,
  CONSTRAINT ck_party_status_status CHECK (status IN ('预备党员', '正式党员')),
  CONSTRAINT ck_party_status_from_on CHECK (from_on IS date(from_on, '+0 days')),
  CONSTRAINT ck_party_status_to_on CHECK (to_on IS NULL OR to_on IS date(to_on, '+0 days'))
) STRICT;

CREATE INDEX ix_party_status_member ON party_status (member_id, from_on, to_on, status);

CREATE TABLE post (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  branch_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  member_id INTEGER,
  holder_name TEXT NOT NULL,
  from_on TEXT,
  to_on TEXT,
  CONSTRAINT ck_post_order CHECK (to_on IS NULL OR from_on IS NULL OR to_on >= from_on),
  CONSTRAINT fk_post_branch_id FOREIGN KEY(branch_id) REFERENCES branch (id) ON DELETE RESTRICT,
  CONSTRAINT fk_post_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT,
  CONSTRAINT ck_post_kind CHECK (kind IN ('书记', '副书记', '组织委员', '宣传委员', '纪检委员', '委员')),
  CONSTRAINT ck_post_from_on CHECK (from_on IS NULL OR from_on IS date(from_on, '+0 days')),
  CONSTRAINT ck_post_to_on CHECK (to_on IS NULL OR to_on IS date(to_on, '+0 days')),
  CONSTRAINT ck_post_holder_name CHECK (length(holder_name) >= 1 AND length(holder_name) <= 200)
) STRICT;

CREATE INDEX ix_post_branch_id ON post (branch_id);

CREATE INDEX ix_post_member_id ON post (member_id);

CREATE TABLE project (
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
  CONSTRAINT uq_project_number UNIQUE (number),
  CONSTRAINT fk_project_branch_id FOREIGN KEY(branch_id) REFERENCES branch (id) ON DELETE RESTRICT,
  CONSTRAINT ck_project_level CHECK (level IS NULL OR level IN ('校级', '区级', '市级', '国家级')),
  CONSTRAINT ck_project_starts_on CHECK (starts_on IS NULL OR starts_on IS date(starts_on, '+0 days')),
  CONSTRAINT ck_project_ends_on CHECK (ends_on IS NULL OR ends_on IS date(ends_on, '+0 days')),
  CONSTRAINT ck_project_withdrawn_on CHECK (withdrawn_on IS NULL OR withdrawn_on IS date(withdrawn_on, '+0 days')),
  CONSTRAINT ck_project_grade CHECK (grade IS NULL OR grade IN ('优秀', '良好', '合格', '不合格')),
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

CREATE INDEX ix_project_branch_id ON project (branch_id);

CREATE TABLE attendance (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  event_id INTEGER NOT NULL,
  member_id INTEGER NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  CONSTRAINT uq_attendance_event_id_member_id UNIQUE (event_id, member_id),
  CONSTRAINT fk_attendance_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE RESTRICT,
  CONSTRAINT fk_attendance_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT,
  CONSTRAINT ck_attendance_state CHECK (state IN ('请假', '缺席', '列席')),
  CONSTRAINT ck_attendance_reason CHECK (reason IS NULL OR length(reason) >= 1 AND length(reason) <= 32000)
) STRICT;

CREATE INDEX ix_attendance_member_id ON attendance (member_id);

CREATE TABLE event_has_kind (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  event_id INTEGER NOT NULL,
  event_kind_id INTEGER NOT NULL,
  CONSTRAINT uq_event_has_kind_event_id_event_kind_id UNIQUE (event_id, event_kind_id),
  CONSTRAINT fk_event_has_kind_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE RESTRICT,
  CONSTRAINT fk_event_has_kind_event_kind_id FOREIGN KEY(event_kind_id) REFERENCES event_kind (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX ix_event_has_kind_event_kind_id ON event_has_kind (event_kind_id);

CREATE TABLE follow_up (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  due_on TEXT,
  task TEXT,
  responsible TEXT,
  result TEXT,
  closed_on TEXT,
  CONSTRAINT fk_follow_up_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE RESTRICT,
  CONSTRAINT ck_follow_up_due_on CHECK (due_on IS NULL OR due_on IS date(due_on, '+0 days')),
  CONSTRAINT ck_follow_up_closed_on CHECK (closed_on IS NULL OR closed_on IS date(closed_on, '+0 days')),
  CONSTRAINT ck_follow_up_task CHECK (task IS NULL OR length(task) >= 1 AND length(task) <= 32000),
  CONSTRAINT ck_follow_up_responsible CHECK (responsible IS NULL OR length(responsible) >= 1 AND length(responsible) <= 200),
  CONSTRAINT ck_follow_up_result CHECK (result IS NULL OR length(result) >= 1 AND length(result) <= 32000)
) STRICT;

CREATE INDEX ix_follow_up_closed_on ON follow_up (closed_on);

CREATE INDEX ix_follow_up_contact_id ON follow_up (contact_id);

CREATE INDEX ix_follow_up_due_on ON follow_up (due_on);

CREATE TABLE membership (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  member_id INTEGER NOT NULL,
  branch_id INTEGER NOT NULL,
  party_group_id INTEGER,
  from_on TEXT NOT NULL,
  to_on TEXT,
  join_reason TEXT NOT NULL,
  leave_reason TEXT,
  counterpart TEXT,
  CONSTRAINT ck_membership_order CHECK (to_on IS NULL OR to_on >= from_on),
  CONSTRAINT fk_membership_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT,
  CONSTRAINT fk_membership_branch_id FOREIGN KEY(branch_id) REFERENCES branch (id) ON DELETE RESTRICT,
  CONSTRAINT fk_membership_party_group_id FOREIGN KEY(party_group_id) REFERENCES party_group (id) ON DELETE RESTRICT,
  CONSTRAINT ck_membership_from_on CHECK (from_on IS date(from_on, '+0 days')),
  CONSTRAINT ck_membership_to_on CHECK (to_on IS NULL OR to_on IS date(to_on, '+0 days')),
  CONSTRAINT ck_membership_join_reason CHECK (join_reason IN ('入党', '转入', '恢复')),
  CONSTRAINT ck_membership_leave_reason CHECK (leave_reason IS NULL OR leave_reason IN ('转出', '去世', '开除', '除名', '退党', '停止党籍', '取消预备资格')),
  CONSTRAINT ck_membership_counterpart CHECK (counterpart IS NULL OR length(counterpart) >= 1 AND length(counterpart) <= 200)
) STRICT;

CREATE INDEX ix_membership_branch_id ON membership (branch_id);

CREATE INDEX ix_membership_member ON membership (member_id, from_on, to_on, branch_id);

CREATE UNIQUE INDEX uq_membership_open ON membership (member_id) WHERE to_on IS NULL;

CREATE TABLE project_extension (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  granted_on TEXT NOT NULL,
  extended_to TEXT NOT NULL,
  reason TEXT,
  CONSTRAINT ck_project_extension_order CHECK (extended_to > granted_on),
  CONSTRAINT fk_project_extension_project_id FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT,
  CONSTRAINT ck_project_extension_granted_on CHECK (granted_on IS date(granted_on, '+0 days')),
  CONSTRAINT ck_project_extension_extended_to CHECK (extended_to IS date(extended_to, '+0 days')),
  CONSTRAINT ck_project_extension_reason CHECK (reason IS NULL OR length(reason) >= 1 AND length(reason) <= 32000)
) STRICT;

CREATE INDEX ix_project_extension_project_id ON project_extension (project_id);

CREATE TABLE project_person (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  member_id INTEGER NOT NULL,
  role TEXT NOT NULL,
  place INTEGER NOT NULL,
  CONSTRAINT uq_project_person_project_id_member_id_role UNIQUE (project_id, member_id, role),
  CONSTRAINT fk_project_person_project_id FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT,
  CONSTRAINT fk_project_person_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT,
  CONSTRAINT ck_project_person_role CHECK (role IN ('负责人', '主研', '参研')),
  CONSTRAINT ck_project_person_place CHECK (place >= 0 AND place <= 1000)
) STRICT;

CREATE INDEX ix_project_person_member_id ON project_person (member_id);

CREATE TABLE project_step (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  step TEXT NOT NULL,
  planned_on TEXT,
  actual_on TEXT,
  CONSTRAINT uq_project_step_project_id_step UNIQUE (project_id, step),
  CONSTRAINT ck_project_step_dated CHECK (planned_on IS NOT NULL OR actual_on IS NOT NULL),
  CONSTRAINT fk_project_step_project_id FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT,
  CONSTRAINT ck_project_step_step CHECK (step IN ('申报', '立项', '开题', '中期检查', '结题申请', '结题')),
  CONSTRAINT ck_project_step_planned_on CHECK (planned_on IS NULL OR planned_on IS date(planned_on, '+0 days')),
  CONSTRAINT ck_project_step_actual_on CHECK (actual_on IS NULL OR actual_on IS date(actual_on, '+0 days'))
) STRICT;

CREATE INDEX ix_project_step_planned_on ON project_step (planned_on);
