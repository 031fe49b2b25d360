//! Every diagnostic, once: its code, its level, the data it carries, and its words in both languages.
//!
//! An entry is a function from a place and data to a [`Diagnostic`]. Codes are grouped, and never reused. Each has a page, in
//! `pages/`: an entry without one does not compile.

use super::{Diagnostic, Language, Level, Say, Words};
use crate::source::Place;

/// What there is to know of an entry without its data.
#[derive(Debug)]
pub struct Entry {
    pub code: &'static str,
    pub level: Level,
    /// The words with the names of the data in braces.
    pub zh: &'static str,
    pub en: &'static str,
    /// The words of the help, in both languages, where the entry always has the same.
    pub help: Option<(&'static str, &'static str)>,
    /// The text of its [`Page`](super::pages::Page).
    pub page: &'static str,
}

/// Codes that begin alike, and what they are about.
#[derive(Debug)]
pub struct Group {
    pub prefix: &'static str,
    pub zh: &'static str,
    pub en: &'static str,
}

pub const GROUPS: &[Group] = &[
    Group { prefix: "E01", zh: "字符和写法", en: "Characters and syntax" },
    Group { prefix: "E02", zh: "名称", en: "Names" },
    Group { prefix: "E03", zh: "值", en: "Values" },
    Group { prefix: "E04", zh: "勾稽关系", en: "Identities" },
    Group { prefix: "E05", zh: "缺少和多余", en: "What is missing or too much" },
    Group { prefix: "E06", zh: "正文", en: "Prose" },
    Group { prefix: "E07", zh: "整份报告", en: "The report as a whole" },
    Group { prefix: "E08", zh: "表单", en: "Forms" },
];

impl Group {
    /// Its entries, by code.
    pub fn entries(&self) -> Vec<&'static Entry> {
        let mut entries: Vec<&Entry> = ENTRIES.iter().filter(|entry| entry.code.starts_with(self.prefix)).collect();
        entries.sort_by_key(|entry| entry.code);
        entries
    }
}

impl Entry {
    pub fn of(code: &str) -> Option<&'static Entry> {
        ENTRIES.iter().find(|entry| entry.code == code)
    }

    /// The message without its data: an ellipsis stands for each.
    pub fn title(&self, language: Language) -> String {
        let (template, ellipsis) = match language {
            Language::Chinese => (self.zh, "……"),
            Language::English => (self.en, "…"),
        };
        let mut title = String::new();
        let mut rest = template;
        while let Some(at) = rest.find(['{', '}']) {
            title.push_str(&rest[..at]);
            rest = &rest[at..];
            if rest.starts_with("{{") || rest.starts_with("}}") {
                title.push_str(&rest[..1]);
                rest = &rest[2..];
            } else {
                title.push_str(if title.ends_with(ellipsis) { "" } else { ellipsis });
                rest = rest.split_once('}').map_or("", |(_, behind)| behind);
            }
        }
        title + rest
    }
}

macro_rules! maybe {
    () => {
        None
    };
    ($given:expr) => {
        Some($given)
    };
}

macro_rules! catalogue {
    ($(
        $code:ident $level:ident $name:ident ( $($datum:ident),* )
        $zh:literal $en:literal
        $( [help $help_zh:literal $help_en:literal] )?
    )*) => {
        $(
            #[doc = concat!("`", stringify!($code), "` ", $en)]
            #[allow(unused_variables)]
            pub fn $name(place: Place $(, $datum: &dyn Say)*) -> Diagnostic {
                let say = |language: Language| {
                    $(let $datum = $datum.say(language);)*
                    match language {
                        Language::Chinese => (format!($zh), None::<String>$(.or(Some(format!($help_zh))))?),
                        Language::English => (format!($en), None::<String>$(.or(Some(format!($help_en))))?),
                    }
                };
                entry(stringify!($code), Level::$level, place, say(Language::Chinese), say(Language::English))
            }
        )*

        /// All entries.
        pub const ENTRIES: &[Entry] =
            &[$(Entry {
                code: stringify!($code),
                level: Level::$level,
                zh: $zh,
                en: $en,
                help: maybe!($(($help_zh, $help_en))?),
                page: include_str!(concat!("pages/", stringify!($code), ".md")),
            }),*];
    };
}

type Said = (String, Option<String>);

fn entry(code: &'static str, level: Level, place: Place, zh: Said, en: Said) -> Diagnostic {
    Diagnostic {
        code,
        level,
        place,
        title: Words::new(zh.0, en.0),
        label: Words::default(),
        related: Vec::new(),
        notes: Vec::new(),
        help: zh.1.zip(en.1).map(|(zh, en)| Words::new(zh, en)),
        fixes: Vec::new(),
        exception: None,
    }
}

/// A fact that is stated twice, with both places.
pub fn stated_twice(here: Place, name: &dyn Say, first: Place) -> Diagnostic {
    written_twice(here, name).with_related(first, Words::new("先写在这里", "first written here"))
}

catalogue! {
    // ── Characters and syntax ────────────────────────────────────────────────────────────────────────────────────────

    E0101 Error unexpected(found, expected)
        "此处不能是{found}，应为：{expected}"
        "unexpected {found}; expected {expected}"
    E0102 Error left_over(found)
        "这一条到此已经写完，后面不能再有{found}"
        "the entry is complete here and cannot go on with {found}"
        [help "另起一行写下一条；文字要放在英文引号 \" 之间" "begin the next entry on a line of its own; put texts between double quotes"]
    E0103 Error full_width(written, meant)
        "这里用了全角字符“{written}”，请改用半角的“{meant}”"
        "full-width “{written}” where “{meant}” is meant"
        [help "切换到英文（半角）输入法再键入" "type it with the ASCII keyboard layout"]
    E0104 Error wide_blank()
        "这里有一个全角空格（或不间断空格），请改用普通空格"
        "a full-width or no-break space where an ordinary one is meant"
    E0105 Error refused_character(code)
        "这里有一个看不见的字符（{code}），请删去"
        "an invisible character ({code}); delete it"
    E0106 Error comma_in_number(number)
        "数中不用逗号分隔：写 {number}"
        "no commas inside numbers: write {number}"
    E0107 Error unclosed_string()
        "这里的英文引号 \" 没有与之配对的另一个"
        "this quote has no partner on its line"
        [help "文字的两端都要有英文引号，并写在同一行" "a text has a quote at both ends, on one line"]
    E0108 Error short_prose_quotes()
        "正文的前后各用三个英文引号 \"\"\"，这里不足三个"
        "prose stands between triple quotes; here there are fewer"
    E0109 Error unclosed_prose()
        "从这里开始的正文没有结束：缺少结尾的 \"\"\""
        "the prose that begins here does not end: its closing \"\"\" is missing"
    E0110 Error unclosed_brace()
        "这个 {{ 没有与之配对的 }}"
        "this {{ has no matching }}"
        [help "在这一段的末尾补上 }}" "add the }} at the end of its block"]
    E0111 Error unopened_brace()
        "多了一个 }}：前面没有与之配对的 {{"
        "one }} too many: no {{ before it is open"
    E0112 Error nested_too_deep(limit)
        "括号套得太深（超过 {limit} 层）"
        "brackets nest too deep (more than {limit} levels)"
    E0113 Error source_too_long(megabytes, limit)
        "文件太大（{megabytes} MB），最大 {limit} MB"
        "the file is too large ({megabytes} MB; at most {limit} MB)"
    E0114 Error not_utf8()
        "文件从这里起不是 UTF-8 编码"
        "the file is not UTF-8 from here on"
        [help "在编辑器里另存为 UTF-8 编码" "save it as UTF-8"]

    E0115 Error malformed(usage)
        "这一行应写作：{usage}"
        "this line is written: {usage}"

    E0117 Error needless_mark(written)
        "这里不用“{written}”：名称和数之间、数和数之间都用空格隔开"
        "no “{written}” here: names and numbers are set apart by blanks"
    E0118 Error needless_numbering(written)
        "这里不写序号“{written}”：序号由表单印出，只写名称"
        "no numbering here: the form prints “{written}”; write the name alone"
    E0119 Error remark(words)
        "说明要写在行末，放在 // 后面：// {words}"
        "a remark stands at the end of its line, behind //: // {words}"
    E0120 Error conflict()
        "合并时的冲突还没有解决：同一处有两个版本"
        "a conflict of a merge is not decided yet: there are two versions of one place"
        [help "留下要的内容，删去另一个版本和三行记号（<<<<<<<、=======、>>>>>>>）"
              "keep what is wanted and delete the rest, with the three lines of marks (<<<<<<<, =======, >>>>>>>)"]
    E0121 Error single_quotes(words)
        "文字写在双引号里：\"{words}\""
        "a text stands in double quotes: \"{words}\""
    E0116 Error unwritten_brace()
        "这里应当用 {{ 开始一段"
        "this should open a block with {{"
        [help "属于它的各行要放在 {{ 和 }} 之间" "put what belongs to it between {{ and }}"]

    // ── Names ────────────────────────────────────────────────────────────────────────────────────────────────────────

    E0201 Error unknown_name(name, inside)
        "“{inside}”中没有“{name}”"
        "there is no `{name}` in {inside}"
    E0202 Error unknown_column(name)
        "表中没有“{name}”这一列"
        "the table has no column `{name}`"
    E0203 Error path_too_long(name)
        "路径到前一级已是一个数，后面不能再有“{name}”"
        "the path has come to a figure; `{name}` cannot follow"
    E0204 Error not_a_figure(name)
        "“{name}”是一个部分或一张表，不是一个数：请写到行或列"
        "`{name}` is a section or a table, not a figure; name a row or a column of it"
    E0205 Error not_one_figure(name, parts)
        "“{name}”不止一个数，请写明是哪一个：{parts}"
        "`{name}` is more than one figure; say which: {parts}"
    E0206 Error group_has_no_total_row(name)
        "“{name}”没有总计行，不能取它的一列；请写明其中的一行"
        "`{name}` has no row for its total; name one of its rows"
    E0207 Error unknown_function(name)
        "没有名为“{name}”的函数"
        "there is no function `{name}`"
    E0208 Error wrong_arity(name, expected, found)
        "“{name}”的括号里要有 {expected} 项，这里有 {found} 项"
        "`{name}` takes {expected} arguments, here are {found}"
    E0209 Error unknown_check(name)
        "没有名为“{name}”的勾稽关系"
        "there is no check or total named `{name}`"
    E0210 Error unknown_axis(name)
        "表单中没有名为“{name}”的坐标（axis）"
        "the form has no axis `{name}`"
    E0212 Error unknown_phrase(name)
        "前面没有名为“{name}”的短语（phrase）"
        "there is no phrase `{name}` before this one"
    E0211 Error duplicate_name(name)
        "名称“{name}”在同一处用了两次"
        "the name `{name}` is used twice in one place"

    // ── Values ───────────────────────────────────────────────────────────────────────────────────────────────────────

    E0301 Error wrong_type(expected, found)
        "此处应为{expected}，而不是{found}"
        "expected {expected}, found {found}"
    E0302 Error not_an_integer(number)
        "数量必须是整数，不能是 {number}"
        "a count is an integer, not {number}"
    E0303 Error signed_count(number)
        "此处的数不带正负号，也不能是负数：{number}"
        "a number here has no sign and is not negative: {number}"
    E0304 Error delta_without_sign(number)
        "增减数要写出正负号：+{number} 或 -{number}"
        "a delta is written with its sign: +{number} or -{number}"
    E0305 Error wrong_unit(expected, found)
        "单位应为“{expected}”，而不是“{found}”"
        "the unit is {expected}, not {found}"
        [help "单位可以省去，只写数" "the unit may be left out"]
    E0306 Error no_unit_here(found)
        "此处的数没有单位，“{found}”应删去"
        "a number here has no unit; drop `{found}`"
    E0319 Error scaled_number(unit, number)
        "数要写全，不用“{unit}”：{number}"
        "a number is written in full, without “{unit}”: {number}"
    E0307 Error amount_without_unit(number)
        "金额要写明单位：{number} 元，还是 {number} 万元？"
        "an amount states its unit: {number} 元, or {number} 万元?"
    E0308 Error unknown_currency(unit)
        "金额的单位只能是 元、万元、亿元，不能是“{unit}”"
        "the unit of an amount is 元, 万元 or 亿元, not `{unit}`"
    E0309 Error number_too_large(  )
        "这个数位数太多，超出了精确计算的范围"
        "this number has more digits than exact arithmetic holds"
    E0310 Error date_form(text, example)
        "日期的写法不对：{text}"
        "this is not how a date is written: {text}"
        [help "写作 {example}" "write {example}"]
    E0311 Error no_such_date(text)
        "日历上没有 {text} 这一天"
        "there is no {text} in the calendar"
    E0312 Error unknown_choice(word, choices)
        "这里不能填“{word}”，可选的有：{choices}"
        "`{word}` is none of the choices: {choices}"
    E0317 Error text_without_quotes(word)
        "文字要放在英文引号里：\"{word}\""
        "a text stands in quotes: \"{word}\""
    E0318 Error change_of_what()
        "change 里写本年的数量或金额：上一年度的数由它自己去取"
        "`change` takes a count or an amount of this year; it finds last year's itself"
    E0313 Error unlike_kinds(left, right)
        "{left}和{right}不能相加或比较"
        "{left} and {right} cannot be added or compared"
    E0314 Error columns_differ(name)
        "“{name}”各列的类型不同，不能作为一个整体：请写明是哪一列"
        "the columns of `{name}` are of different types; name one"
    E0315 Error mixed_shapes()
        "一边对每一列成立，一边对每一行成立，两者不能放在一个条件里"
        "one side is over columns, the other over rows; they cannot stand in one condition"
    E0316 Error not_a_condition()
        "这是一个数，不是条件：请写出比较，如 == 或 >="
        "this is a number, not a condition: compare it, with == or >="

    // ── Identities ───────────────────────────────────────────────────────────────────────────────────────────────────

    E0401 Error identity_fails(statement, places)
        "勾稽关系不成立：{statement}{places}"
        "an identity does not hold: {statement}{places}"
    E0404 Error identity_overflows(statement)
        "数太大，超出精确计算的范围，不能判定：{statement}"
        "numbers out of the range of exact arithmetic: {statement} cannot be decided"
    E0405 Error total_overflows(name)
        "总计“{name}”超出精确计算的范围"
        "the total `{name}` is out of the range of exact arithmetic"
    E0403 Error condition_fails(statement, places)
        "不符合要求：{statement}{places}"
        "a requirement is not met: {statement}{places}"
    E0402 Warning unused_allow(name, verdict)
        "例外“{name}”没有用到：这项勾稽关系{verdict}"
        "the exception `{name}` is not needed: that identity {verdict}"
        [help "删去这一行" "delete the line"]

    // ── What is missing or too much ──────────────────────────────────────────────────────────────────────────────────

    E0501 Error missing_facts(inside, names)
        "“{inside}”中缺少：{names}"
        "missing in {inside}: {names}"
        [help "补上；确实全为 0 的，可在这一段里写 rest 0，原报告空白的写 rest -" "add them; where all of them are 0, write `rest 0` in the block, where the report leaves them blank `rest -`"]
    E0502 Error missing_field(name, label)
        "没有写“{name}”（{label}）"
        "`{name}` ({label}) is not stated"
    E0503 Hint recommended_field(name, label)
        "没有写“{name}”（{label}）；有的话宜写明"
        "`{name}` ({label}) is not stated; state it if there is any"
    E0504 Error missing_prose(label, name)
        "“{label}”没有正文"
        "the section {label} has no text"
        [help "写作：{name} \"\"\"……\"\"\"" "write: {name} \"\"\"…\"\"\""]
    E0505 Error written_twice(name)
        "“{name}”写了两次"
        "`{name}` is stated twice"
    E0506 Error wrong_number_of_cells(expected, found, names)
        "这一行有 {found} 个数，应为 {expected} 个：{names}"
        "the row has {found} numbers and should have {expected}: {names}"
    E0507 Error bar_misplaced(groups)
        "竖线 | 的位置不对，应为：{groups}"
        "`|` is in the wrong place; the columns are: {groups}"
    E0508 Error after_total()
        "等号后面只写一个总计"
        "only the total stands behind `=`"
    E0509 Error total_without_number()
        "等号后面缺少总计"
        "the total is missing behind `=`"
    E0510 Error no_total_column()
        "这张表没有总计列，不能写“= 总计”"
        "the table has no total column; `= total` cannot be stated"
    E0511 Error header_incomplete(fault)
        "表头里各列都要写到，每列一次：{fault}"
        "a header names every column once: {fault}"
    E0512 Error header_without_table(name)
        "“{name}”不止一张表，表头要写在具体的表后面"
        "{name} is not one table; put the header behind a table"
    E0521 Error header_total()
        "表头里的总计列写在最后、等号后面：[… = 总计]"
        "in a header the total column comes last, behind `=`: [… = total]"
    E0513 Error wrong_content(name)
        "“{name}”不是这样写的：部分和表用 {{ }}，行用数，文字用引号，正文用三引号"
        "`{name}` is not written so: sections and tables take {{ }}, rows numbers, texts quotes, prose triple quotes"
    E0514 Error one_value_here(name)
        "“{name}”只能写一个值"
        "`{name}` takes one value"
    E0515 Error rest_value()
        "rest 后面只能是 0、-（空白）、/（不适用）或 ?（待填）"
        "rest takes 0, - (blank), / (not applicable) or ? (not known yet)"
    E0516 Warning rest_of_nothing(name)
        "“{name}”已经写全，这个 rest 没有用处"
        "{name} leaves nothing out; this rest does nothing"
    E0517 Error second_total(name)
        "“{name}”里有两个总计（= sum），只能有一个"
        "{name} has two totals; only one may be `= sum`"
    E0518 Error own_facts_are_numbers()
        "facts 里的事实只能是数：count、delta、amount 或 percent"
        "facts are numbers: count, delta, amount or percent"
    E0519 Warning hole(names, number)
        "还有 {number} 处待填（?）：{names}"
        "{number} facts are not known yet (?): {names}"
    E0520 Error hole_in_build(names, number)
        "还有 {number} 处待填（?），不能生成：{names}"
        "{number} facts are not known yet (?), so there is nothing to build: {names}"
        [help "填上，或用 --draft 生成草稿" "fill them in, or build a draft with --draft"]

    E0522 Error no_value(name)
        "“{name}”后面没有写值"
        "there is nothing behind `{name}`"
        [help "在同一行写上数；没有就写 0，还不知道写 ?" "write its value on the same line; 0 for none, ? for not known yet"]
    E0523 Warning empty_reason(name)
        "例外“{name}”没有写明理由"
        "the exception `{name}` gives no reason"
        [help "在引号里写明为什么不成立，读报告的人会看到" "say between the quotes why it does not hold; readers will see it"]

    // ── Prose ────────────────────────────────────────────────────────────────────────────────────────────────────────

    E0601 Error assertion_fails(asserted, value)
        "正文写的是 {asserted}，而该数是 {value}"
        "the sentence says {asserted}, the fact is {value}"
    E0602 Error splice_without_value(reason)
        "此处引用的数没有值：{reason}"
        "this splice has no value: {reason}"
    E0603 Warning phrase_disagrees(statement, written, expected)
        "正文写的是 {written}，应为 {expected}（核对的是：{statement}）"
        "the text says {written}, not {expected} (what is compared: {statement})"
    E0604 Warning placeholder(text)
        "正文里留有占位的“{text}”"
        "the text still holds the placeholder “{text}”"
    E0605 Warning number_left_out(text)
        "“{text}”：量词前面缺少数"
        "“{text}”: a number is missing before the measure word"
    E0606 Warning parts_miscounted(stated, listed)
        "这里说由 {stated} 部分组成，前面列出的是 {listed} 部分"
        "the sentence speaks of {stated} parts and lists {listed}"
    E0609 Warning claim_disagrees(statement, written, claimed, value)
        "正文说“{written}”，而表格里的数是 {value}，不是 {claimed}（核对的是：{statement}）"
        "the text says “{written}”, and the figure is {value}, not {claimed} (what is compared: {statement})"
        [help "改写这句话，或者改正表格里的数" "mend the sentence, or the figure in the table"]
    E0610 Warning parts_do_not_add_up(whole, added, sum)
        "这里说共 {whole}，“其中”所列各项之和是 {sum}：{added}"
        "the sentence says {whole} in all, the parts that it lists are {sum}: {added}"
        [help "改正其中写错的数；各项若有重叠，请分成两句来写" "mend the number that is wrong; where parts overlap, say them in two sentences"]
    E0611 Warning percentage_wrong(written, part, whole, percentage)
        "这里写的是 {written}%，而 {part} 占 {whole} 的 {percentage}%"
        "the text says {written}%, but {part} of {whole} is {percentage}%"
        [help "百分比可以写成引用：{{share(部分, 全体)}}" "a percentage may be a splice: {{share(part, whole)}}"]
    E0612 Warning lone_brace()
        "正文里有一个没有配对的 }}，会照样印出来"
        "the prose has a closing brace without its partner, which will be printed"
        [help "要引用数，写作 {{申请.新收}}" "a splice has both braces: {{申请.新收}}"]
    E0613 Warning title_of_another_year(written, year)
        "标题里写的是 {written} 年，报告年度是 {year} 年"
        "the title says {written}, the reporting year is {year}"
        [help "标题可以省去，由表单按年度印出" "leave the title out: the form prints it with its year"]
    E0608 Error splice_in_line()
        "引号中的一行文字里不能引用数：请改用三引号的正文"
        "a text of one line takes no splices; use prose in triple quotes"

    // ── The report as a whole ────────────────────────────────────────────────────────────────────────────────────────

    E0701 Error no_report()
        "文件里没有 report 一行"
        "the file has no `report` line"
        [help "第一行写作：report disclosure 2024（表单名和报告年度）" "begin with: report disclosure 2024 (the form and the reporting year)"]
    E0702 Error second_report()
        "一个文件只能写一份报告，这里是第二个 report"
        "a file holds one report"
    E0703 Error unknown_form(name)
        "没有名为“{name}”的表单"
        "there is no form `{name}`"
    E0704 Error no_edition(name, year, editions)
        "表单“{name}”没有适用于 {year} 年的版本；现有：{editions}"
        "form `{name}` has no edition for {year}; there are: {editions}"
    E0705 Error form_not_read(path, reason)
        "不能读取表单文件“{path}”：{reason}"
        "the form file {path} cannot be read: {reason}"
    E0706 Error year_out_of_range(year)
        "“{year}”不是一个年份"
        "`{year}` is not a year"
    E0707 Error form_with_report()
        "表单要写在另一个文件里，用 use 引入"
        "a form has a file of its own; bring it in with `use`"
    E0708 Error form_is_wrong(path, number)
        "表单文件“{path}”本身有 {number} 处错误"
        "the form file {path} has {number} errors of its own"
    E0709 Error previous_not_read(path, reason)
        "不能读取上一年度的报告“{path}”：{reason}"
        "last year's report {path} cannot be read: {reason}"
        [help "写文件的位置，从本报告所在的目录算起" "write where the file is, seen from the folder of this report"]
    E0710 Error previous_is_no_report(path)
        "“{path}”不是一份能读的报告"
        "{path} is no report that can be read"
    E0711 Error previous_is_itself()
        "这里写的上一年度报告就是本报告"
        "the report names itself as last year's"
    E0712 Error previous_of_another_year(path, year, expected)
        "上一年度的报告应是 {expected} 年的，“{path}”是 {year} 年的"
        "last year's report is of {expected}; {path} is of {year}"
    E0713 Error previous_of_another_form(path, theirs, own)
        "“{path}”填的是表单“{theirs}”，本报告的表单“{own}”没有说明与它如何衔接"
        "{path} fills the form `{theirs}`, which `{own}`, the form of this report, does not say it follows"
        [help "在本报告的表单里写 follows（接续哪一版表单）" "say in the form of this report what it `follows`"]
    E0715 Error year_of_another_edition(year, years)
        "报告年度是 {year} 年，各部分却是照 {years}的格式写的：请核对年份"
        "the reporting year is {year}, yet the report is written in the form of {years}: look at the year"
        [help "年份写错了就改正年份；确是这一年的报告，要照这一年的格式来写" "mend the year; if it is right, follow the form of that year"]
    E0714 Error previous_is_wrong(path, number)
        "上一年度的报告“{path}”本身有 {number} 处错误，先检查它；能读出的数仍作依据"
        "last year's report {path} has {number} errors of its own: check it first; what can be read of it is still evidence"

    // ── Forms ────────────────────────────────────────────────────────────────────────────────────────────────────────

    E0801 Error table_without_columns()
        "表没有列：用 by 指定坐标，或写 columns {{ … }}"
        "the table has no columns: give it an axis with `by`, or `columns {{ … }}`"
    E0803 Error years_reversed()
        "年份的终点早于起点"
        "the years end before they begin"
    E0802 Error column_without_type(name)
        "列“{name}”没有类型"
        "the column `{name}` has no type"
    E0804 Error follows_many_to_many()
        "等号两边不能都是几项：要么几项合成一项，要么一项分成几项"
        "both sides have several parts; several become one, or one becomes several"
    E0806 Error default_of_last_year()
        "默认值不能取自上一年度的报告"
        "a default cannot come from last year's report"
    E0805 Error follows_nothing_alike()
        "等号两边没有可以对应的数：行、列或单位都不同"
        "the two sides have no figures in common: rows, columns or units differ"
}
