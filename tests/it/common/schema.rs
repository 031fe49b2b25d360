//! A JSON schema of the project, to hold documents against.

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;

pub struct Schema {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Schema {
    /// The schema in a file of the project.
    pub fn read(path: &str) -> Schema {
        let schema = serde_json::from_str(&super::read(path)).expect("the schema is JSON");
        let (mut compiler, mut schemas) = (Compiler::new(), Schemas::new());
        compiler
            .add_resource("schema.json", schema)
            .expect("the schema has a place");
        let index = compiler
            .compile("schema.json", &mut schemas)
            .expect("the schema is one");
        Schema { schemas, index }
    }

    /// What is wrong with a document; nothing where it is as the schema says.
    pub fn fault(&self, document: &Value) -> Option<String> {
        self.schemas
            .validate(document, self.index)
            .err()
            .map(|error| error.to_string())
    }
}
