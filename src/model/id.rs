//! Numeric ids of facts, nodes and tables.

/// The id of a fact: first the form's slots in order, then the report's own facts.
pub type FactId = usize;
/// The id of a node; that of the form itself is [`ROOT`].
pub type NodeId = usize;
pub type TableId = usize;

pub const ROOT: NodeId = 0;
