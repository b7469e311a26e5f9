-- Every record that a school keeps: resolutions and joint events, study and talks, brands, checklists, evidence, the course
-- of research projects in depth.

CREATE TABLE evidence_file (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  sha256 TEXT NOT NULL,
  name TEXT NOT NULL,
  size INTEGER NOT NULL,
  added_at TEXT NOT NULL,
  CONSTRAINT uq_evidence_file_sha256 UNIQUE (sha256),
  CONSTRAINT ck_evidence_file_added_at CHECK (added_at IS strftime('%Y-%m-%dT%H:%M:%SZ', added_at)),
  CONSTRAINT ck_evidence_file_sha256 CHECK (length(sha256) >= 64 AND length(sha256) <= 64),
  CONSTRAINT ck_evidence_file_name CHECK (length(name) >= 1 AND length(name) <= 200),
  CONSTRAINT ck_evidence_file_size CHECK (size >= 0 AND size <= 1000000000000)
) STRICT;

CREATE TABLE issuing_office (
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
  CONSTRAINT uq_issuing_office_name UNIQUE (name),
  CONSTRAINT ck_issuing_office_name CHECK (length(name) >= 1 AND length(name) <= 200),
  CONSTRAINT ck_issuing_office_extensions_most CHECK (extensions_most IS NULL OR extensions_most >= 0 AND extensions_most <= 100),
  CONSTRAINT ck_issuing_office_extension_months_most CHECK (extension_months_most IS NULL OR extension_months_most >= 1 AND extension_months_most <= 240),
  CONSTRAINT ck_issuing_office_extension_notice_months CHECK (extension_notice_months IS NULL OR extension_notice_months >= 0 AND extension_notice_months <= 240),
  CONSTRAINT ck_issuing_office_term_months_most CHECK (term_months_most IS NULL OR term_months_most >= 1 AND term_months_most <= 240),
  CONSTRAINT ck_issuing_office_opening_months_most CHECK (opening_months_most IS NULL OR opening_months_most >= 1 AND opening_months_most <= 240),
  CONSTRAINT ck_issuing_office_main_most CHECK (main_most IS NULL OR main_most >= 1 AND main_most <= 100),
  CONSTRAINT ck_issuing_office_others_most CHECK (others_most IS NULL OR others_most >= 0 AND others_most <= 100),
  CONSTRAINT ck_issuing_office_note CHECK (note IS NULL OR length(note) >= 1 AND length(note) <= 32000)
) STRICT;

CREATE TABLE brand (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  branch_id INTEGER NOT NULL,
  year INTEGER NOT NULL,
  name TEXT NOT NULL,
  slogan TEXT,
  focus TEXT,
  meaning TEXT,
  carriers TEXT,
  served TEXT,
  schedule TEXT,
  leader_id INTEGER,
  results TEXT,
  honours TEXT,
  media TEXT,
  self_score INTEGER,
  note TEXT,
  CONSTRAINT uq_brand_branch_id_year UNIQUE (branch_id, year),
  CONSTRAINT fk_brand_branch_id FOREIGN KEY(branch_id) REFERENCES branch (id) ON DELETE RESTRICT,
  CONSTRAINT fk_brand_leader_id FOREIGN KEY(leader_id) REFERENCES member (id) ON DELETE RESTRICT,
  CONSTRAINT ck_brand_year CHECK (year >= 1949 AND year <= 9999),
  CONSTRAINT ck_brand_name CHECK (length(name) >= 1 AND length(name) <= 200),
  CONSTRAINT ck_brand_slogan CHECK (slogan IS NULL OR length(slogan) >= 1 AND length(slogan) <= 200),
  CONSTRAINT ck_brand_focus CHECK (focus IS NULL OR length(focus) >= 1 AND length(focus) <= 200),
  CONSTRAINT ck_brand_meaning CHECK (meaning IS NULL OR length(meaning) >= 1 AND length(meaning) <= 32000),
  CONSTRAINT ck_brand_carriers CHECK (carriers IS NULL OR length(carriers) >= 1 AND length(carriers) <= 32000),
  CONSTRAINT ck_brand_served CHECK (served IS NULL OR length(served) >= 1 AND length(served) <= 32000),
  CONSTRAINT ck_brand_schedule CHECK (schedule IS NULL OR length(schedule) >= 1 AND length(schedule) <= 32000),
  CONSTRAINT ck_brand_results CHECK (results IS NULL OR length(results) >= 1 AND length(results) <= 32000),
  CONSTRAINT ck_brand_honours CHECK (honours IS NULL OR length(honours) >= 1 AND length(honours) <= 32000),
  CONSTRAINT ck_brand_media CHECK (media IS NULL OR length(media) >= 1 AND length(media) <= 32000),
  CONSTRAINT ck_brand_self_score CHECK (self_score IS NULL OR self_score >= 0 AND self_score <= 100),
  CONSTRAINT ck_brand_note CHECK (note IS NULL OR length(note) >= 1 AND length(note) <= 32000)
) STRICT;

CREATE INDEX ix_brand_leader_id ON brand (leader_id);

CREATE TABLE checklist_item (
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

CREATE INDEX ix_checklist_item_branch_id ON checklist_item (branch_id);

CREATE INDEX ix_checklist_item_due_on ON checklist_item (due_on);

CREATE TABLE evidence (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  file_id INTEGER NOT NULL,
  record_kind TEXT NOT NULL,
  record_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  shows_pupils INTEGER NOT NULL,
  attached_on TEXT NOT NULL,
  note TEXT,
  CONSTRAINT uq_evidence_file_id_record_kind_record_id_kind UNIQUE (file_id, record_kind, record_id, kind),
  CONSTRAINT fk_evidence_file_id FOREIGN KEY(file_id) REFERENCES evidence_file (id) ON DELETE RESTRICT,
  CONSTRAINT ck_evidence_record_kind CHECK (record_kind IN ('branch', 'member', 'class', 'assignment', 'contact', 'event', 'project', 'brand', 'checklist_item', 'study', 'talk')),
  CONSTRAINT ck_evidence_shows_pupils CHECK (shows_pupils IN (0, 1)),
  CONSTRAINT ck_evidence_attached_on CHECK (attached_on IS date(attached_on, '+0 days')),
  CONSTRAINT ck_evidence_record_id CHECK (record_id >= 1 AND record_id <= 1000000000000),
  CONSTRAINT ck_evidence_kind CHECK (length(kind) >= 1 AND length(kind) <= 200),
  CONSTRAINT ck_evidence_note CHECK (note IS NULL OR length(note) >= 1 AND length(note) <= 32000)
) STRICT;

CREATE INDEX ix_evidence_record ON evidence (record_kind, record_id);

CREATE TABLE study (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  member_id INTEGER NOT NULL,
  occurred_on TEXT NOT NULL,
  ended_on TEXT,
  hours_hundredths INTEGER NOT NULL,
  source TEXT NOT NULL,
  title TEXT,
  note TEXT,
  recorded_at TEXT NOT NULL,
  recorded_by TEXT,
  CONSTRAINT ck_study_order CHECK (ended_on IS NULL OR ended_on >= occurred_on),
  CONSTRAINT fk_study_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT,
  CONSTRAINT ck_study_occurred_on CHECK (occurred_on IS date(occurred_on, '+0 days')),
  CONSTRAINT ck_study_ended_on CHECK (ended_on IS NULL OR ended_on IS date(ended_on, '+0 days')),
  CONSTRAINT ck_study_recorded_at CHECK (recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at)),
  CONSTRAINT ck_study_hours_hundredths CHECK (hours_hundredths >= 1 AND hours_hundredths <= 100000),
  CONSTRAINT ck_study_source CHECK (length(source) >= 1 AND length(source) <= 200),
  CONSTRAINT ck_study_title CHECK (title IS NULL OR length(title) >= 1 AND length(title) <= 200),
  CONSTRAINT ck_study_note CHECK (note IS NULL OR length(note) >= 1 AND length(note) <= 32000),
  CONSTRAINT ck_study_recorded_by CHECK (recorded_by IS NULL OR length(recorded_by) >= 1 AND length(recorded_by) <= 200)
) STRICT;

CREATE INDEX ix_study_member_id ON study (member_id);

CREATE INDEX ix_study_occurred_on ON study (occurred_on, member_id);

CREATE TABLE talk (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  occurred_on TEXT NOT NULL,
  first_id INTEGER NOT NULL,
  second_id INTEGER NOT NULL,
  place TEXT,
  note TEXT,
  recorded_at TEXT NOT NULL,
  recorded_by TEXT,
  CONSTRAINT ck_talk_two CHECK (first_id <> second_id),
  CONSTRAINT fk_talk_first_id FOREIGN KEY(first_id) REFERENCES member (id) ON DELETE RESTRICT,
  CONSTRAINT fk_talk_second_id FOREIGN KEY(second_id) REFERENCES member (id) ON DELETE RESTRICT,
  CONSTRAINT ck_talk_occurred_on CHECK (occurred_on IS date(occurred_on, '+0 days')),
  CONSTRAINT ck_talk_recorded_at CHECK (recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at)),
  CONSTRAINT ck_talk_place CHECK (place IS NULL OR length(place) >= 1 AND length(place) <= 200),
  CONSTRAINT ck_talk_note CHECK (note IS NULL OR length(note) >= 1 AND length(note) <= 32000),
  CONSTRAINT ck_talk_recorded_by CHECK (recorded_by IS NULL OR length(recorded_by) >= 1 AND length(recorded_by) <= 200)
) STRICT;

CREATE INDEX ix_talk_first_id ON talk (first_id);

CREATE INDEX ix_talk_occurred_on ON talk (occurred_on);

CREATE INDEX ix_talk_second_id ON talk (second_id);

CREATE TABLE brand_goal (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  brand_id INTEGER NOT NULL,
  place INTEGER NOT NULL,
  goal TEXT NOT NULL,
  measure TEXT NOT NULL,
  target INTEGER NOT NULL,
  reached INTEGER,
  CONSTRAINT uq_brand_goal_brand_id_place UNIQUE (brand_id, place),
  CONSTRAINT ck_brand_goal_by_hand CHECK (reached IS NULL OR measure = '其他'),
  CONSTRAINT fk_brand_goal_brand_id FOREIGN KEY(brand_id) REFERENCES brand (id) ON DELETE RESTRICT,
  CONSTRAINT ck_brand_goal_measure CHECK (measure IN ('活动次数', '联系次数', '联系班级数', '学生人次', '走访寝室次数', '家访次数', '课题数', '志愿服务学时', '其他')),
  CONSTRAINT ck_brand_goal_place CHECK (place >= 1 AND place <= 1000),
  CONSTRAINT ck_brand_goal_goal CHECK (length(goal) >= 1 AND length(goal) <= 200),
  CONSTRAINT ck_brand_goal_target CHECK (target >= 1 AND target <= 1000000),
  CONSTRAINT ck_brand_goal_reached CHECK (reached IS NULL OR reached >= 0 AND reached <= 1000000)
) STRICT;

CREATE TABLE brand_link (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  brand_id INTEGER NOT NULL,
  record_kind TEXT NOT NULL,
  record_id INTEGER NOT NULL,
  CONSTRAINT uq_brand_link_brand_id_record_kind_record_id UNIQUE (brand_id, record_kind, record_id),
  CONSTRAINT fk_brand_link_brand_id FOREIGN KEY(brand_id) REFERENCES brand (id) ON DELETE RESTRICT,
  CONSTRAINT ck_brand_link_record_kind CHECK (record_kind IN ('contact', 'event', 'project')),
  CONSTRAINT ck_brand_link_record_id CHECK (record_id >= 1 AND record_id <= 1000000000000)
) STRICT;

CREATE INDEX ix_brand_link_record ON brand_link (record_kind, record_id);

CREATE TABLE brand_milestone (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  brand_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  planned_on TEXT NOT NULL,
  done_on TEXT,
  CONSTRAINT uq_brand_milestone_brand_id_name UNIQUE (brand_id, name),
  CONSTRAINT fk_brand_milestone_brand_id FOREIGN KEY(brand_id) REFERENCES brand (id) ON DELETE RESTRICT,
  CONSTRAINT ck_brand_milestone_planned_on CHECK (planned_on IS date(planned_on, '+0 days')),
  CONSTRAINT ck_brand_milestone_done_on CHECK (done_on IS NULL OR done_on IS date(done_on, '+0 days')),
  CONSTRAINT ck_brand_milestone_name CHECK (length(name) >= 1 AND length(name) <= 200)
) STRICT;

CREATE INDEX ix_brand_milestone_planned_on ON brand_milestone (planned_on);

CREATE TABLE brand_person (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  brand_id INTEGER NOT NULL,
  member_id INTEGER NOT NULL,
  duty TEXT,
  CONSTRAINT uq_brand_person_brand_id_member_id UNIQUE (brand_id, member_id),
  CONSTRAINT fk_brand_person_brand_id FOREIGN KEY(brand_id) REFERENCES brand (id) ON DELETE RESTRICT,
  CONSTRAINT fk_brand_person_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT,
  CONSTRAINT ck_brand_person_duty CHECK (duty IS NULL OR length(duty) >= 1 AND length(duty) <= 200)
) STRICT;

CREATE INDEX ix_brand_person_member_id ON brand_person (member_id);

CREATE TABLE brand_step (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  brand_id INTEGER NOT NULL,
  state TEXT NOT NULL,
  on_day TEXT NOT NULL,
  CONSTRAINT uq_brand_step_brand_id_state UNIQUE (brand_id, state),
  CONSTRAINT fk_brand_step_brand_id FOREIGN KEY(brand_id) REFERENCES brand (id) ON DELETE RESTRICT,
  CONSTRAINT ck_brand_step_state CHECK (state IN ('策划', '申报', '立项', '创建中', '中期', '验收', '命名', '深化')),
  CONSTRAINT ck_brand_step_on_day CHECK (on_day IS date(on_day, '+0 days'))
) STRICT;

CREATE TABLE checklist_postponement (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  item_id INTEGER NOT NULL,
  decided_on TEXT NOT NULL,
  from_on TEXT NOT NULL,
  to_on TEXT NOT NULL,
  reason TEXT NOT NULL,
  CONSTRAINT ck_checklist_postponement_order CHECK (to_on > from_on),
  CONSTRAINT fk_checklist_postponement_item_id FOREIGN KEY(item_id) REFERENCES checklist_item (id) ON DELETE RESTRICT,
  CONSTRAINT ck_checklist_postponement_decided_on CHECK (decided_on IS date(decided_on, '+0 days')),
  CONSTRAINT ck_checklist_postponement_from_on CHECK (from_on IS date(from_on, '+0 days')),
  CONSTRAINT ck_checklist_postponement_to_on CHECK (to_on IS date(to_on, '+0 days')),
  CONSTRAINT ck_checklist_postponement_reason CHECK (length(reason) >= 1 AND length(reason) <= 32000)
) STRICT;

CREATE INDEX ix_checklist_postponement_item_id ON checklist_postponement (item_id);

CREATE TABLE checklist_progress (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  item_id INTEGER NOT NULL,
  occurred_on TEXT NOT NULL,
  text TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  CONSTRAINT fk_checklist_progress_item_id FOREIGN KEY(item_id) REFERENCES checklist_item (id) ON DELETE RESTRICT,
  CONSTRAINT ck_checklist_progress_occurred_on CHECK (occurred_on IS date(occurred_on, '+0 days')),
  CONSTRAINT ck_checklist_progress_recorded_at CHECK (recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at)),
  CONSTRAINT ck_checklist_progress_text CHECK (length(text) >= 1 AND length(text) <= 32000)
) STRICT;

CREATE INDEX ix_checklist_progress_item_id ON checklist_progress (item_id);

CREATE TABLE project_change (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  changed_on TEXT NOT NULL,
  kind TEXT NOT NULL,
  before TEXT,
  after TEXT,
  reason TEXT,
  approval TEXT,
  CONSTRAINT fk_project_change_project_id FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT,
  CONSTRAINT ck_project_change_changed_on CHECK (changed_on IS date(changed_on, '+0 days')),
  CONSTRAINT ck_project_change_kind CHECK (kind IN ('负责人', '成员', '名称', '内容', '期限', '暂缓结题', '免鉴定')),
  CONSTRAINT ck_project_change_before CHECK (before IS NULL OR length(before) >= 1 AND length(before) <= 32000),
  CONSTRAINT ck_project_change_after CHECK (after IS NULL OR length(after) >= 1 AND length(after) <= 32000),
  CONSTRAINT ck_project_change_reason CHECK (reason IS NULL OR length(reason) >= 1 AND length(reason) <= 32000),
  CONSTRAINT ck_project_change_approval CHECK (approval IS NULL OR length(approval) >= 1 AND length(approval) <= 200)
) STRICT;

CREATE INDEX ix_project_change_project_id ON project_change (project_id);

CREATE TABLE project_expert (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  step TEXT NOT NULL,
  name TEXT NOT NULL,
  affiliation TEXT,
  level TEXT,
  CONSTRAINT uq_project_expert_project_id_step_name UNIQUE (project_id, step, name),
  CONSTRAINT fk_project_expert_project_id FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT,
  CONSTRAINT ck_project_expert_step CHECK (step IN ('申报', '评审', '公示', '立项', '开题', '中期检查', '结题申请', '鉴定', '结题', '证书', '推广')),
  CONSTRAINT ck_project_expert_name CHECK (length(name) >= 1 AND length(name) <= 200),
  CONSTRAINT ck_project_expert_affiliation CHECK (affiliation IS NULL OR length(affiliation) >= 1 AND length(affiliation) <= 200),
  CONSTRAINT ck_project_expert_level CHECK (level IS NULL OR length(level) >= 1 AND length(level) <= 200)
) STRICT;

CREATE TABLE project_material (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  received_on TEXT NOT NULL,
  place TEXT,
  CONSTRAINT uq_project_material_project_id_name UNIQUE (project_id, name),
  CONSTRAINT fk_project_material_project_id FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT,
  CONSTRAINT ck_project_material_received_on CHECK (received_on IS date(received_on, '+0 days')),
  CONSTRAINT ck_project_material_name CHECK (length(name) >= 1 AND length(name) <= 200),
  CONSTRAINT ck_project_material_place CHECK (place IS NULL OR length(place) >= 1 AND length(place) <= 200)
) STRICT;

CREATE TABLE project_money (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  occurred_on TEXT NOT NULL,
  kind TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  purpose TEXT,
  note TEXT,
  CONSTRAINT fk_project_money_project_id FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT,
  CONSTRAINT ck_project_money_occurred_on CHECK (occurred_on IS date(occurred_on, '+0 days')),
  CONSTRAINT ck_project_money_kind CHECK (kind IN ('拨款', '支出')),
  CONSTRAINT ck_project_money_amount_fen CHECK (amount_fen >= 1 AND amount_fen <= 1000000000000),
  CONSTRAINT ck_project_money_purpose CHECK (purpose IS NULL OR length(purpose) >= 1 AND length(purpose) <= 200),
  CONSTRAINT ck_project_money_note CHECK (note IS NULL OR length(note) >= 1 AND length(note) <= 32000)
) STRICT;

CREATE INDEX ix_project_money_project_id ON project_money (project_id);

CREATE TABLE project_outcome (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  form TEXT NOT NULL,
  title TEXT NOT NULL,
  authors TEXT,
  publication TEXT,
  issue TEXT,
  published_on TEXT,
  note TEXT,
  CONSTRAINT fk_project_outcome_project_id FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT,
  CONSTRAINT ck_project_outcome_form CHECK (form IN ('研究报告', '论文', '校本教材', '案例集', '其他')),
  CONSTRAINT ck_project_outcome_published_on CHECK (published_on IS NULL OR published_on IS date(published_on, '+0 days')),
  CONSTRAINT ck_project_outcome_title CHECK (length(title) >= 1 AND length(title) <= 200),
  CONSTRAINT ck_project_outcome_authors CHECK (authors IS NULL OR length(authors) >= 1 AND length(authors) <= 200),
  CONSTRAINT ck_project_outcome_publication CHECK (publication IS NULL OR length(publication) >= 1 AND length(publication) <= 200),
  CONSTRAINT ck_project_outcome_issue CHECK (issue IS NULL OR length(issue) >= 1 AND length(issue) <= 200),
  CONSTRAINT ck_project_outcome_note CHECK (note IS NULL OR length(note) >= 1 AND length(note) <= 32000)
) STRICT;

CREATE INDEX ix_project_outcome_project_id ON project_outcome (project_id);

CREATE TABLE event_branch (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  event_id INTEGER NOT NULL,
  branch_id INTEGER NOT NULL,
  entitled INTEGER,
  present INTEGER,
  CONSTRAINT uq_event_branch_event_id_branch_id UNIQUE (event_id, branch_id),
  CONSTRAINT fk_event_branch_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE RESTRICT,
  CONSTRAINT fk_event_branch_branch_id FOREIGN KEY(branch_id) REFERENCES branch (id) ON DELETE RESTRICT,
  CONSTRAINT ck_event_branch_entitled CHECK (entitled IS NULL OR entitled >= 0 AND entitled <= 100000),
  CONSTRAINT ck_event_branch_present CHECK (present IS NULL OR present >= 0 AND present <= 100000)
) STRICT;

CREATE INDEX ix_event_branch_branch_id ON event_branch (branch_id);

CREATE TABLE resolution (
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
  CONSTRAINT uq_resolution_event_id_place UNIQUE (event_id, place),
  CONSTRAINT ck_resolution_task_closed CHECK (closed_on IS NULL OR task IS NOT NULL),
  CONSTRAINT fk_resolution_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE RESTRICT,
  CONSTRAINT ck_resolution_due_on CHECK (due_on IS NULL OR due_on IS date(due_on, '+0 days')),
  CONSTRAINT ck_resolution_closed_on CHECK (closed_on IS NULL OR closed_on IS date(closed_on, '+0 days')),
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

CREATE INDEX ix_resolution_due_on ON resolution (due_on);

CREATE TABLE event_new (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  branch_id INTEGER,
  party_group_id INTEGER,
  occurred_on TEXT NOT NULL,
  ended_on TEXT,
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
  CONSTRAINT ck_event_order CHECK (ended_on IS NULL OR ended_on >= occurred_on),
  CONSTRAINT fk_event_branch_id FOREIGN KEY(branch_id) REFERENCES branch (id) ON DELETE RESTRICT,
  CONSTRAINT fk_event_party_group_id FOREIGN KEY(party_group_id) REFERENCES party_group (id) ON DELETE RESTRICT,
  CONSTRAINT fk_event_host_id FOREIGN KEY(host_id) REFERENCES member (id) ON DELETE RESTRICT,
  CONSTRAINT fk_event_recorder_id FOREIGN KEY(recorder_id) REFERENCES member (id) ON DELETE RESTRICT,
  CONSTRAINT ck_event_occurred_on CHECK (occurred_on IS date(occurred_on, '+0 days')),
  CONSTRAINT ck_event_ended_on CHECK (ended_on IS NULL OR ended_on IS date(ended_on, '+0 days')),
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

INSERT INTO event_new (id, branch_id, occurred_on, start_time, end_time, hours_hundredths, title, place, host_id, recorder_id, entitled, present, topics, summary, resolutions, attending, evidence, note, recorded_at, recorded_by)
SELECT id, branch_id, occurred_on, start_time, end_time, hours_hundredths, title, place, host_id, recorder_id, entitled, present, topics, summary, resolutions, attending, evidence, note, recorded_at, recorded_by FROM event;

DELETE FROM sqlite_sequence WHERE name = 'event_new';

INSERT INTO sqlite_sequence (name, seq)
SELECT 'event_new', seq FROM sqlite_sequence WHERE name = 'event';

DROP TABLE event;

ALTER TABLE event_new RENAME TO event;

CREATE INDEX ix_event_branch_id ON event (branch_id);

CREATE INDEX ix_event_occurred_on ON event (occurred_on, branch_id);

CREATE INDEX ix_event_party_group_id ON event (party_group_id);

CREATE TABLE attendance_new (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  event_id INTEGER NOT NULL,
  member_id INTEGER NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  made_up_on TEXT,
  made_up_how TEXT,
  CONSTRAINT uq_attendance_event_id_member_id UNIQUE (event_id, member_id),
  CONSTRAINT fk_attendance_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE RESTRICT,
  CONSTRAINT fk_attendance_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT,
  CONSTRAINT ck_attendance_state CHECK (state IN ('请假', '缺席', '列席')),
  CONSTRAINT ck_attendance_made_up_on CHECK (made_up_on IS NULL OR made_up_on IS date(made_up_on, '+0 days')),
  CONSTRAINT ck_attendance_reason CHECK (reason IS NULL OR length(reason) >= 1 AND length(reason) <= 32000),
  CONSTRAINT ck_attendance_made_up_how CHECK (made_up_how IS NULL OR length(made_up_how) >= 1 AND length(made_up_how) <= 32000)
) STRICT;

INSERT INTO attendance_new (id, event_id, member_id, state, reason)
SELECT id, event_id, member_id, state, reason FROM attendance;

DELETE FROM sqlite_sequence WHERE name = 'attendance_new';

INSERT INTO sqlite_sequence (name, seq)
SELECT 'attendance_new', seq FROM sqlite_sequence WHERE name = 'attendance';

DROP TABLE attendance;

ALTER TABLE attendance_new RENAME TO attendance;

CREATE INDEX ix_attendance_member_id ON attendance (member_id);

CREATE TABLE dues_payment_new (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  member_id INTEGER NOT NULL,
  month TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  paid_on TEXT,
  method TEXT,
  collector TEXT,
  note TEXT,
  recorded_at TEXT,
  CONSTRAINT fk_dues_payment_member_id FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE RESTRICT,
  CONSTRAINT ck_dues_payment_paid_on CHECK (paid_on IS NULL OR paid_on IS date(paid_on, '+0 days')),
  CONSTRAINT ck_dues_payment_recorded_at CHECK (recorded_at IS NULL OR recorded_at IS strftime('%Y-%m-%dT%H:%M:%SZ', recorded_at)),
  CONSTRAINT ck_dues_payment_month CHECK (month IS strftime('%Y-%m', month || '-01')),
  CONSTRAINT ck_dues_payment_amount_fen CHECK (amount_fen >= 0 AND amount_fen <= 1000000000000),
  CONSTRAINT ck_dues_payment_method CHECK (method IS NULL OR length(method) >= 1 AND length(method) <= 200),
  CONSTRAINT ck_dues_payment_collector CHECK (collector IS NULL OR length(collector) >= 1 AND length(collector) <= 200),
  CONSTRAINT ck_dues_payment_note CHECK (note IS NULL OR length(note) >= 1 AND length(note) <= 200)
) STRICT;

INSERT INTO dues_payment_new (id, member_id, month, amount_fen, paid_on, method, collector, note)
SELECT id, member_id, month, amount_fen, paid_on, method, collector, note FROM dues_payment;

DELETE FROM sqlite_sequence WHERE name = 'dues_payment_new';

INSERT INTO sqlite_sequence (name, seq)
SELECT 'dues_payment_new', seq FROM sqlite_sequence WHERE name = 'dues_payment';

DROP TABLE dues_payment;

ALTER TABLE dues_payment_new RENAME TO dues_payment;

CREATE INDEX ix_dues_payment_member ON dues_payment (member_id, month, amount_fen);

CREATE INDEX ix_dues_payment_month ON dues_payment (month, member_id, amount_fen);

CREATE TABLE project_step_new (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  step TEXT NOT NULL,
  planned_on TEXT,
  actual_on TEXT,
  CONSTRAINT uq_project_step_project_id_step UNIQUE (project_id, step),
  CONSTRAINT ck_project_step_dated CHECK (planned_on IS NOT NULL OR actual_on IS NOT NULL),
  CONSTRAINT fk_project_step_project_id FOREIGN KEY(project_id) REFERENCES project (id) ON DELETE RESTRICT,
  CONSTRAINT ck_project_step_step CHECK (step IN ('申报', '评审', '公示', '立项', '开题', '中期检查', '结题申请', '鉴定', '结题', '证书', '推广')),
  CONSTRAINT ck_project_step_planned_on CHECK (planned_on IS NULL OR planned_on IS date(planned_on, '+0 days')),
  CONSTRAINT ck_project_step_actual_on CHECK (actual_on IS NULL OR actual_on IS date(actual_on, '+0 days'))
) STRICT;

INSERT INTO project_step_new (id, project_id, step, planned_on, actual_on)
SELECT id, project_id, step, planned_on, actual_on FROM project_step;

DELETE FROM sqlite_sequence WHERE name = 'project_step_new';

INSERT INTO sqlite_sequence (name, seq)
SELECT 'project_step_new', seq FROM sqlite_sequence WHERE name = 'project_step';

DROP TABLE project_step;

ALTER TABLE project_step_new RENAME TO project_step;

CREATE INDEX ix_project_step_planned_on ON project_step (planned_on);
