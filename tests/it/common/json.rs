//! Readable JSON for expected files: the program prints one value per line, which makes a whole
//! report hard to review.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;

/// Longer values are split into their members.
const WIDTH: usize = 520;

/// The JSON that the program prints, formatted with one fact per line.
///
/// # Panics
/// If the text differs from what serializing its value gives. The formatted text would hide this
/// difference.
pub fn compact(printed: &str) -> String {
    let node: Node = serde_json::from_str(printed).expect("valid JSON");
    let pretty = serde_json::to_string_pretty(&node).expect("a value can be serialized");
    assert!(
        printed.strip_suffix('\n') == Some(pretty.as_str()),
        "not in the format of serde_json: {printed:.200}"
    );
    let mut text = String::new();
    node.write("", &mut text);
    text.push('\n');
    text
}

/// A JSON value that keeps the order of members.
enum Node {
    Leaf(Value),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

impl Node {
    fn write(&self, indentation: &str, text: &mut String) {
        let flat = serde_json::to_string(self).expect("a value can be serialized");
        let inner = format!("{indentation} ");
        let item = |index: usize| format!("{}{inner}", if index == 0 { "\n" } else { ",\n" });
        match self {
            Node::List(items) if flat.chars().count() > WIDTH => {
                text.push('[');
                for (index, value) in items.iter().enumerate() {
                    text.push_str(&item(index));
                    value.write(&inner, text);
                }
                text.push_str(&format!("\n{indentation}]"));
            }
            Node::Object(members) if flat.chars().count() > WIDTH => {
                text.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    text.push_str(&format!("{}{}: ", item(index), Value::from(name.as_str())));
                    value.write(&inner, text);
                }
                text.push_str(&format!("\n{indentation}}}"));
            }
            Node::Leaf(_) | Node::List(_) | Node::Object(_) => text.push_str(&flat),
        }
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Node::Leaf(value) => value.serialize(serializer),
            Node::List(items) => serializer.collect_seq(items),
            Node::Object(members) => {
                serializer.collect_map(members.iter().map(|(name, value)| (name, value)))
            }
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(Nodes)
    }
}

struct Nodes;

impl<'de> Visitor<'de> for Nodes {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Leaf(Value::Null))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Leaf(Value::from(value)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Leaf(Value::from(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Leaf(Value::from(value)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Leaf(Value::from(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Leaf(Value::from(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut nodes = Vec::new();
        while let Some(node) = items.next_element()? {
            nodes.push(node);
        }
        Ok(Node::List(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Node, A::Error> {
        let mut nodes = Vec::new();
        while let Some(member) = members.next_entry()? {
            nodes.push(member);
        }
        Ok(Node::Object(nodes))
    }
}
