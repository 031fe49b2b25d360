//! The content of a guide: headings, lines and tables.

pub(super) enum PageBlock {
    /// A heading and its level, from 1.
    Heading(usize, String),
    Line(String),
    /// The first row is the head.
    Table(Vec<Vec<String>>),
}

impl PageBlock {
    pub(super) fn table<const N: usize>(
        heads: [String; N],
        rows: impl IntoIterator<Item = [String; N]>,
    ) -> PageBlock {
        PageBlock::Table(std::iter::once(heads).chain(rows).map(Vec::from).collect())
    }
}
