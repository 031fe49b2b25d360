//! What a guide consists of: headings, lines and tables.

pub enum PageBlock {
    /// A heading and how deep it is, from 1.
    Heading(usize, String),
    Line(String),
    /// The first row is the head.
    Table(Vec<Vec<String>>),
}

impl PageBlock {
    pub fn table<const N: usize>(
        heads: [String; N],
        rows: impl IntoIterator<Item = [String; N]>,
    ) -> PageBlock {
        PageBlock::Table(std::iter::once(heads).chain(rows).map(Vec::from).collect())
    }
}
