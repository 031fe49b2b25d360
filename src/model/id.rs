//! The numbers by which facts, nodes and tables are referred to.

/// The number of a fact: first the form's slots in their order, then the report's own facts.
pub type FactId = usize;
/// The number of a node; the form itself is [`ROOT`].
pub type NodeId = usize;
pub type TableId = usize;

pub const ROOT: NodeId = 0;
