"""The titles of tables and columns, for what only reads. A test compares them with the models'.

Each is a sentence of the catalogue as well.
"""

from pbcli.messages import _

TABLE_TITLES = {
    "branch": "党支部",
    "class": "班级",
    "column_map": "列对照",
    "event_kind": "活动类型",
    "journal_batch": "整批变更",
    "journal_state": "变更状态",
    "member": "党员",
    "operation": "操作",
    "redaction": "清理",
    "reminder_said": "已发提醒",
    "school_term": "学期",
    "setting": "设置",
    "unit": "单位",
    "assignment": "联系分工",
    "branch_term": "支部任期",
    "class_head": "班主任",
    "contact": "联系记录",
    "dues_base": "党费基数",
    "dues_payment": "党费缴纳",
    "event": "活动",
    "id_number": "完整身份证号",
    "journal": "变更记录",
    "party_group": "党小组",
    "party_status": "党员身份",
    "post": "职务",
    "project": "课题",
    "attendance": "出勤",
    "event_has_kind": "活动的类型",
    "follow_up": "跟进",
    "membership": "组织关系",
    "project_extension": "课题延期",
    "project_person": "课题人员",
    "project_step": "课题环节",
    "brand": "品牌",
    "brand_goal": "品牌目标",
    "brand_link": "品牌关联",
    "brand_milestone": "品牌节点",
    "brand_person": "品牌成员",
    "brand_step": "品牌状态",
    "checklist_item": "清单项",
    "checklist_postponement": "清单延期",
    "checklist_progress": "清单进展",
    "event_branch": "联办支部",
    "evidence": "佐证",
    "evidence_file": "佐证文件",
    "issuing_office": "立项单位",
    "project_change": "课题变更",
    "project_expert": "课题专家",
    "project_material": "课题材料",
    "project_money": "课题经费",
    "project_outcome": "课题成果",
    "resolution": "决议",
    "study": "学习",
    "talk": "谈心谈话",
}

_COLUMNS = {
    "branch": (
        "name 党支部 pinyin 拼音 initials 拼音首字母 founded_on 成立日期 dissolved_on 撤销日期 "
        "brand_name 品牌名称 brand_focus 特色方向 note 备注"
    ),
    "class": (
        "name 班级名称 pinyin 拼音 initials 拼音首字母 cohort 年级 department 专业部 major 专业 "
        "pupils 人数 started_on 入学时间 graduated_on 毕业时间 note 备注"
    ),
    "column_map": "name 对照名 mapping 对照",
    "event_kind": "name 类型 is_builtin 内置",
    "journal_batch": (
        "operation_id 操作 after_id 之前的变更 table_name 表 action 动作 first_id 首行 last_id 末行 row_count 行数 "
        "column_names 字段 images 内容"
    ),
    "journal_state": "operation_id 操作 batch_table 整批写入的表",
    "member": (
        "name 姓名 pinyin 拼音 initials 拼音首字母 sex 性别 ethnicity 民族 birth_date 出生日期 "
        "id_last4 身份证号后四位 id_digest 身份证号摘要 education 学历 degree 学位 school 毕业院校及专业 "
        "native_place 籍贯 work_started_on 参加工作日期 position 工作岗位/职称 duty 行政职务 "
        "party_duty 党内职务 phone 联系电话 mobility 是否流动/失联 note 备注"
    ),
    "operation": "at 时间 actor 操作人 command 命令 undoes_id 撤销的操作 note 说明 seal 封印",
    "redaction": (
        "operation_id 清理操作 redacted_id 被清理的操作 table_name 表 column_names 字段 changes 清理处数 "
        "seal 清理后的封印"
    ),
    "reminder_said": "key 提醒 offset_days 提前天数 said_on 提醒日期",
    "school_term": "name 学期 starts_on 开学日期 ends_on 结束日期",
    "setting": "name 设置项 value 值",
    "unit": "name 单位名称 digest_key 摘要密钥 keeps_id_numbers 保存完整身份证号 created_at 建库时间",
    "assignment": (
        "member_id 联系人 class_id 班级 role 身份 from_on 起始日期 to_on 止 "
        "recorded_at 记录时间 end_recorded_at 终止记录时间"
    ),
    "branch_term": (
        "branch_id 党支部 elected_on 本届选举日期 years 任期(年) extended_to 延期至 approval 请示/批复文号 "
        "recorded_at 记录时间"
    ),
    "class_head": "class_id 班级 teacher_name 班主任 from_on 起 to_on 止 recorded_at 记录时间",
    "contact": (
        "occurred_on 日期 start_time 开始 end_time 结束 member_id 联系人 class_id 班级 role 身份 "
        "head_teacher 班主任 kind 联系方式 topic 主题 topic_note 主题说明 place 地点 pupils 参与学生人数 "
        "pupil_code 学生代号 problem 发现问题 measure 采取措施 outcome 结果 referred_to 转介 "
        "gift 慰问物品 gift_fen 金额(元) gift_source 来源 evidence 佐证 note 备注 recorded_at 记录时间 "
        "recorded_by 记录人"
    ),
    "dues_base": (
        "member_id 党员 from_month 起始月份 base_fen 缴纳基数(元) payer_group 人员类别 "
        "rate_basis_points 原比例(万分之) owed_fen 原每月应缴(元)"
    ),
    "dues_payment": (
        "member_id 党员 month 月份 amount_fen 实缴(元) paid_on 缴纳日期 method 方式 collector 经办人 "
        "note 备注 recorded_at 记录时间"
    ),
    "event": (
        "branch_id 主办党组织 party_group_id 党小组 occurred_on 日期 ended_on 结束日期 start_time 开始 "
        "end_time 结束 hours_hundredths 学时 title 会议名称 place 地点 host_id 主持人 recorder_id 记录人 "
        "entitled 应到 present 实到 topics 议题 summary 内容摘要 resolutions 决议 attending 列席 "
        "evidence 佐证材料 note 备注 recorded_at 记录时间 recorded_by 记录人账号"
    ),
    "id_number": "member_id 党员 number 公民身份证号",
    "journal": "operation_id 操作 table_name 表 row_id 行 action 动作 before 原值 after 新值",
    "party_group": "branch_id 党支部 name 党小组 from_on 起 to_on 止",
    "party_status": "member_id 党员 status 人员类别 from_on 起 to_on 止 recorded_at 记录时间",
    "post": (
        "branch_id 党支部 kind 职务 member_id 党员 holder_name 姓名 from_on 起 to_on 止 "
        "recorded_at 记录时间 end_recorded_at 终止记录时间"
    ),
    "project": (
        "number 课题编号 title 课题名称 level 级别 category 类别 office 立项单位 notice_number 立项文号 "
        "branch_id 所属支部 starts_on 开始日期 ends_on 计划结束日期 withdrawn_on 撤项日期 "
        "withdrawal_reason 撤项原因 midterm_result 中期结论 appraisal_mode 鉴定方式 grade 鉴定等级 "
        "certificate_number 证书编号 outcomes 成果形式及数量 funds_fen 经费(元) changes 变更事项 "
        "note 备注 "
        "withdrawn_recorded_at 撤项记录时间"
    ),
    "attendance": (
        "event_id 活动 member_id 党员 state 出勤 reason 事由 made_up_on 补课日期 made_up_how 补课方式 "
        "made_up_recorded_at 补课记录时间"
    ),
    "event_has_kind": "event_id 活动 event_kind_id 类型",
    "follow_up": (
        "contact_id 联系 due_on 跟进期限 task 跟进事项 responsible 跟进责任人 result 跟进结果 closed_on 跟进完成日期 "
        "closed_recorded_at 完成记录时间"
    ),
    "membership": (
        "member_id 党员 branch_id 党支部 party_group_id 党小组 from_on 起 to_on 止 join_reason 加入方式 "
        "leave_reason 离开原因 counterpart 来自/去往 "
        "recorded_at 记录时间 end_recorded_at 终止记录时间"
    ),
    "project_extension": "project_id 课题 granted_on 批准日期 extended_to 延期至 reason 原因 recorded_at 记录时间",
    "project_person": "project_id 课题 member_id 姓名 role 角色 place 次序",
    "project_step": "project_id 课题 step 环节 planned_on 计划日期 actual_on 完成日期 recorded_at 记录时间",
    "brand": (
        "branch_id 党支部 year 年度 name 品牌名称 slogan 口号 focus 特色方向 meaning 内涵 carriers 载体 "
        "served 服务对象 schedule 实施步骤 leader_id 负责人 results 成效 honours 荣誉 media 媒体报道 "
        "self_score 自评分 note 备注"
    ),
    "brand_goal": "brand_id 品牌 place 次序 goal 目标 measure 计数项 target 目标数 reached 已完成数",
    "brand_link": "brand_id 品牌 record_kind 记录种类 record_id 记录编号",
    "brand_milestone": "brand_id 品牌 name 节点 planned_on 计划日期 done_on 完成日期 recorded_at 记录时间",
    "brand_person": "brand_id 品牌 member_id 党员 duty 分工",
    "brand_step": "brand_id 品牌 state 状态 on_day 日期 recorded_at 记录时间",
    "checklist_item": (
        "kind 清单 number 序号 source 问题来源 item 问题表现 standard 整改标准 measure 整改措施 "
        "lead 责任领导 responsible 责任人 branch_id 党支部 raised_on 提出日期 due_on 完成时限 "
        "is_long_term 长期坚持 submitted_on 提请验收日期 accepted_by 验收人 struck_off_on 销号日期 "
        "evidence 佐证 note 备注 recorded_at 记录时间 recorded_by 记录人账号 "
        "struck_off_recorded_at 销号记录时间"
    ),
    "checklist_postponement": (
        "item_id 清单项 decided_on 批准日期 from_on 原时限 to_on 延期至 reason 延期原因 recorded_at 记录时间"
    ),
    "checklist_progress": "item_id 清单项 occurred_on 日期 text 整改进展 recorded_at 记录时间",
    "event_branch": "event_id 活动 branch_id 党支部 entitled 应到 present 实到",
    "evidence": (
        "file_id 文件 record_kind 记录种类 record_id 记录编号 kind 佐证种类 shows_pupils 有学生正面照 "
        "attached_on 日期 note 备注"
    ),
    "evidence_file": "sha256 SHA-256 name 文件名 size 字节数 added_at 存入时间",
    "issuing_office": (
        "name 立项单位 extensions_most 最多延期次数 extension_months_most 每次最多延期(月) "
        "extension_notice_months 延期须提前申请(月) term_months_most 最长研究期限(月) "
        "opening_months_most 立项后开题期限(月) main_most 主研人数上限 others_most 参研人数上限 note 备注 "
        "midterm_percent 研究期过百分之几中期检查"
    ),
    "project_change": (
        "project_id 课题 changed_on 变更日期 kind 变更事项 before 变更前 after 变更后 reason 原因 approval 批复文号 "
        "recorded_at 记录时间"
    ),
    "project_expert": "project_id 课题 step 环节 name 专家 affiliation 单位 level 职称/级别",
    "project_material": "project_id 课题 name 材料 received_on 收到日期 place 存放处 recorded_at 记录时间",
    "project_money": (
        "project_id 课题 occurred_on 日期 kind 收支 amount_fen 金额(元) purpose 用途 note 备注 recorded_at 记录时间"
    ),
    "project_outcome": (
        "project_id 课题 form 成果形式 title 成果名称 authors 作者 publication 刊物/出版社 "
        "issue 刊期/书号 published_on 发表日期 note 备注 "
        "recorded_at 记录时间"
    ),
    "resolution": (
        "event_id 活动 place 次序 text 决议 voters_entitled 应到有表决权 voters_present 实到有表决权 "
        "votes_for 赞成 votes_against 反对 votes_abstained 弃权 task 落实事项 responsible 落实责任人 "
        "due_on 落实期限 result 落实结果 closed_on 落实日期 "
        "closed_recorded_at 落实记录时间"
    ),
    "study": (
        "member_id 党员 occurred_on 日期 ended_on 结束日期 hours_hundredths 学时 source 学习来源 "
        "title 学习内容 note 备注 recorded_at 记录时间 recorded_by 记录人账号"
    ),
    "talk": (
        "occurred_on 日期 first_id 谈话人 second_id 谈话对象 place 地点 note 备注 recorded_at 记录时间 "
        "recorded_by 记录人账号"
    ),
}
"""The columns of each table in their order, each followed by its title."""

COLUMN_TITLES = {
    table: dict(zip(words[::2], words[1::2], strict=True))
    for table, words in ((table, text.split()) for table, text in _COLUMNS.items())
}


def title_of(table: str, column: str = "") -> str:
    """Give the title of a table or of one of its columns, in the user's language; its name where it has none."""
    if not column:
        return _(TABLE_TITLES.get(table, table))
    return _(COLUMN_TITLES.get(table, {}).get(column, column))


def row_title(table: str, row_id: int) -> str:
    """Give the words for one row: the table's title and the row's id."""
    return f"“{title_of(table)} {row_id}”"
